#include "store/device_history.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/file_rows.h"
#include "store/table_writer.h"

namespace telltale {
namespace {

class SeriesReader {
 public:
  SeriesReader(const LakeAt& lake, const SeriesWish& wish)
      : lake_(lake), wish_(wish), device_hash_(hash64(wish.device)) {
    const int64_t span = wish.to - wish.from;
    found_.step = std::max<int64_t>(1, (span + wish.width - 1) / wish.width);
  }

  Result<SeriesFound> run() {
    for (const LiveFile& file : lake_.view.files) {
      if (may_hold(file)) TRY(read(file));
    }
    for (const auto& [number, bucket] : buckets_) found_.buckets.push_back(bucket);
    return std::move(found_);
  }

 private:
  bool may_hold(const LiveFile& file) const {
    const FileEntry& entry = file.entry;
    const auto group = static_cast<uint32_t>(group_of(device_hash_));
    return entry.table == Table::kDeviceMetrics && file.commits().least <= lake_.commit() &&
           entry.has_times() && entry.time_min < wish_.to && entry.time_max >= wish_.from &&
           group >= entry.group_min && group <= entry.group_max;
  }

  bool may_hold(const ParquetReader& reader, size_t group) const {
    RangeOf<int64_t> times;
    if (reader.bounds(group, "event_time", times.least, times.most) &&
        (times.least >= wish_.to || times.most < wish_.from))
      return false;
    RangeOf<uint64_t> hashes;
    return !device_hashes_of(reader, group, hashes) || hashes.has(device_hash_);
  }

  Status read(const LiveFile& file) {
    const auto reader =
        TRY(ParquetReader::open(lake_.env, join_path(lake_.folder, file.entry.path)));
    if (!reader->has_column(wish_.column)) return {};
    for (size_t group = 0; group < reader->row_groups(); ++group) {
      if (may_hold(*reader, group)) TRY(read_group(file, *reader, group));
    }
    return {};
  }

  // The device first: most row groups are of others.
  Status read_group(const LiveFile& file, ParquetReader& reader, size_t group) {
    const TableColumns ids = TRY(reader.read(group, {"device_id"}));
    const auto* devices = values_of<TextValues>(ids, "device_id");
    if (devices == nullptr) return unfit();
    std::vector<uint32_t> rows = rows_of_device(*devices);
    if (!rows.empty() && file.commits().most > lake_.commit())
      TRY(leave_later_out(file, reader, group, rows));
    if (rows.empty()) return {};
    const TableColumns columns = TRY(reader.read(group, {"event_time", wish_.column}));
    const auto* times = values_of<TimeValues>(columns, "event_time");
    const TableColumn* column = columns.find(wish_.column);
    if (times == nullptr || column == nullptr) return unfit();
    for (const uint32_t row : rows) {
      const int64_t time = times->micros[row];
      if (time < wish_.from || time >= wish_.to || column->is_null(row)) continue;
      if (!take(time, *column, row)) return unfit();
    }
    return {};
  }

  Status leave_later_out(const LiveFile& file, ParquetReader& reader, size_t group,
                         std::vector<uint32_t>& rows) const {
    TableColumns columns = TRY(reader.read(group, {"_commit"}));
    TRY(fill_commits(columns, file.added_by));
    const auto* commits = values_of<std::vector<int64_t>>(columns, "_commit");
    if (commits == nullptr) return unfit();
    std::erase_if(
        rows, [&](uint32_t row) { return (*commits)[row] > static_cast<int64_t>(lake_.commit()); });
    return {};
  }

  std::vector<uint32_t> rows_of_device(const TextValues& devices) const {
    std::vector<uint32_t> rows;
    for (size_t code = 0; code < devices.dictionary.size(); ++code) {
      if (devices.dictionary.at(code) != wish_.device) continue;
      for (size_t row = 0; row < devices.codes.size(); ++row) {
        if (devices.codes[row] == static_cast<int32_t>(code))
          rows.push_back(static_cast<uint32_t>(row));
      }
    }
    return rows;
  }

  bool take(int64_t time, const TableColumn& column, size_t row) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
      add(time, (*numbers)[row]);
    } else if (const auto* whole = std::get_if<std::vector<int64_t>>(&column.values)) {
      add(time, static_cast<double>((*whole)[row]));
    } else if (const auto* booleans = std::get_if<BooleanValues>(&column.values)) {
      add(time, booleans->values[row]);
    } else {
      return false;
    }
    return true;
  }

  void add(int64_t time, double value) {
    const auto number = static_cast<uint32_t>((time - wish_.from) / found_.step);
    SeriesBucket& bucket = buckets_[number];
    if (bucket.count == 0) bucket = {number, 0, value, 0, value};
    ++bucket.count;
    bucket.sum += value;
    bucket.least = std::min(bucket.least, value);
    bucket.most = std::max(bucket.most, value);
  }

  static Status unfit() { return Status::corrupt("file of the lake has columns of another type"); }

  const LakeAt& lake_;
  const SeriesWish& wish_;
  const uint64_t device_hash_;
  SeriesFound found_;
  std::map<uint32_t, SeriesBucket> buckets_;
};

}  // namespace

Result<SeriesFound> read_series(const LakeAt& lake, const SeriesWish& wish) {
  return SeriesReader(lake, wish).run();
}

}  // namespace telltale
