#include "store/device_history.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/file_rows.h"
#include "store/table_writer.h"
#include "telemetry/disposition.h"

namespace telltale {
namespace {

bool is_older(const SignalReading& a, const SignalReading& b) {
  return std::pair(a.time, a.seq) < std::pair(b.time, b.seq);
}

// The newest readings of many that come in any order, in room for twice as many.
class NewestReadings {
 public:
  explicit NewestReadings(size_t most) : most_(most) {}

  void add(const SignalReading& reading) {
    readings_.push_back(reading);
    if (readings_.size() >= 2 * most_) leave_oldest_out();
  }

  void give(SeriesFound& found) {
    if (readings_.size() > most_) leave_oldest_out();
    std::sort(readings_.begin(), readings_.end(), is_older);
    found.readings = std::move(readings_);
  }

 private:
  void leave_oldest_out() {
    const auto first = readings_.end() - static_cast<ptrdiff_t>(most_);
    std::nth_element(readings_.begin(), first, readings_.end(), is_older);
    readings_.erase(readings_.begin(), first);
  }

  const size_t most_;
  std::vector<SignalReading> readings_;
};

// The columns that the readings of a row group are made of.
struct SignalColumns {
  const TimeValues* times = nullptr;
  const TableColumn* column = nullptr;
  const std::vector<int32_t>* flags = nullptr;
  const std::vector<int64_t>* seqs = nullptr;  // none where no reading has one

  bool is_late(size_t row) const { return ((*flags)[row] & kFlagLate) != 0; }
};

class SeriesReader {
 public:
  SeriesReader(const LakeAt& lake, const SeriesWish& wish)
      : lake_(lake),
        wish_(wish),
        keeps_readings_(wish.readings_max > 0),
        from_(keeps_readings_ ? std::min(wish.from, wish.readings_from) : wish.from),
        device_hash_(hash64(wish.device)),
        readings_(wish.readings_max) {
    const int64_t span = wish.to - wish.from;
    found_.step = std::max<int64_t>(1, (span + wish.width - 1) / wish.width);
  }

  Result<SeriesFound> run() {
    for (const LiveFile& file : lake_.view.files) {
      if (may_hold(file)) TRY(read(file));
    }
    for (const auto& [number, bucket] : buckets_) found_.buckets.push_back(bucket);
    readings_.give(found_);
    return std::move(found_);
  }

 private:
  bool may_hold(const LiveFile& file) const {
    const FileEntry& entry = file.entry;
    const auto group = static_cast<uint32_t>(group_of(device_hash_));
    return entry.table == Table::kDeviceMetrics && file.commits().least <= lake_.commit() &&
           entry.has_times() && entry.time_min < wish_.to && entry.time_max >= from_ &&
           group >= entry.group_min && group <= entry.group_max;
  }

  bool may_hold(const ParquetReader& reader, size_t group) const {
    RangeOf<int64_t> times;
    if (reader.bounds(group, "event_time", times.least, times.most) &&
        (times.least >= wish_.to || times.most < from_))
      return false;
    RangeOf<uint64_t> hashes;
    return !device_hashes_of(reader, group, hashes) || hashes.has(device_hash_);
  }

  Status read(const LiveFile& file) {
    const auto reader = TRY(
        ParquetReader::open(lake_.env, join_path(lake_.folder, file.entry.path), lake_.footers));
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
    const TableColumns columns = TRY(reader.read(group, column_names(reader)));
    const SignalColumns signal = signal_columns(columns);
    if (signal.times == nullptr || signal.column == nullptr) return unfit();
    if (keeps_readings_ && signal.flags == nullptr) return unfit();
    for (const uint32_t row : rows) {
      const int64_t time = signal.times->micros[row];
      if (time < from_ || time >= wish_.to || signal.column->is_null(row)) continue;
      if (!take(signal, row)) return unfit();
      note_schema(file.entry, time);
    }
    return {};
  }

  std::vector<std::string> column_names(const ParquetReader& reader) const {
    std::vector<std::string> names{"event_time", wish_.column};
    if (!keeps_readings_) return names;
    names.emplace_back("_flags");
    if (reader.has_column("seq")) names.emplace_back("seq");
    return names;
  }

  SignalColumns signal_columns(const TableColumns& columns) const {
    return {values_of<TimeValues>(columns, "event_time"), columns.find(wish_.column),
            values_of<std::vector<int32_t>>(columns, "_flags"),
            values_of<std::vector<int64_t>>(columns, "seq")};
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

  bool take(const SignalColumns& signal, size_t row) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&signal.column->values)) {
      add(signal, row, (*numbers)[row]);
    } else if (const auto* whole = std::get_if<std::vector<int64_t>>(&signal.column->values)) {
      add(signal, row, static_cast<double>((*whole)[row]));
    } else if (const auto* booleans = std::get_if<BooleanValues>(&signal.column->values)) {
      add(signal, row, booleans->values[row]);
    } else {
      return false;
    }
    return true;
  }

  void add(const SignalColumns& signal, size_t row, double value) {
    const int64_t time = signal.times->micros[row];
    if (time >= wish_.from) add_to_bucket(time, value);
    if (keeps_readings_ && time >= wish_.readings_from && !signal.is_late(row))
      readings_.add({time, signal.seqs == nullptr ? 0 : (*signal.seqs)[row], value});
  }

  void add_to_bucket(int64_t time, double value) {
    const auto number = static_cast<uint32_t>((time - wish_.from) / found_.step);
    SeriesBucket& bucket = buckets_[number];
    if (bucket.count == 0) bucket = {number, 0, value, 0, value};
    ++bucket.count;
    bucket.sum += value;
    bucket.least = std::min(bucket.least, value);
    bucket.most = std::max(bucket.most, value);
  }

  void note_schema(const FileEntry& entry, int64_t time) {
    if (!found_.schema.empty() && time <= newest_time_) return;
    newest_time_ = time;
    if (found_.schema_version == entry.schema_version && found_.schema == entry.schema) return;
    found_.schema = entry.schema;
    found_.schema_version = entry.schema_version;
  }

  static Status unfit() { return Status::corrupt("file of the lake has columns of another type"); }

  const LakeAt& lake_;
  const SeriesWish& wish_;
  const bool keeps_readings_;
  const int64_t from_;  // of all that is read
  const uint64_t device_hash_;
  NewestReadings readings_;
  SeriesFound found_;
  int64_t newest_time_ = 0;
  std::map<uint32_t, SeriesBucket> buckets_;
};

}  // namespace

Result<SeriesFound> read_series(const LakeAt& lake, const SeriesWish& wish) {
  return SeriesReader(lake, wish).run();
}

}  // namespace telltale
