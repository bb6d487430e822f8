#include "store/device_readings.h"

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/file_rows.h"
#include "store/reading_columns.h"
#include "store/table_writer.h"

namespace telltale {
namespace {

bool overlaps(const RangeOf<int64_t>& a, const RangeOf<int64_t>& b) {
  return a.least <= b.most && b.least <= a.most;
}

class DeviceScan {
 public:
  DeviceScan(const LakeAt& lake, const DeviceTimes& wanted)
      : lake_(lake), wanted_(wanted), hash_(hash64(wanted.device)) {}

  bool may_hold(const LiveFile& file) const {
    const FileEntry& entry = file.entry;
    const auto group = static_cast<uint32_t>(group_of(hash_));
    return entry.table == Table::kDeviceMetrics && file.commits().least <= lake_.commit() &&
           group >= entry.group_min && group <= entry.group_max &&
           overlaps({entry.time_min, entry.time_max}, wanted_.times);
  }

  Result<ReadingTable> read(const LiveFile& file) const {
    const Catalog::KnownSchema* known =
        lake_.catalog.schema(file.entry.schema, file.entry.schema_version);
    if (known == nullptr)
      return Status::corrupt("file names an unknown schema: " + file.entry.path);
    ReadingTable readings(known->schema);
    const auto rows = TRY(FileRows::look_into(lake_, file, {"device_id", "event_time"}));
    for (size_t group = 0; group < rows->reader().row_groups(); ++group) {
      if (!may_hold(rows->reader(), group)) continue;
      rows->skip_to(group);
      if (!TRY(rows->next())) break;
      const std::vector<uint32_t> found = rows_in(*rows);
      if (found.empty()) continue;
      const TableColumns columns =
          TRY(rows->reader().read(group, reading_column_names(*known->schema)));
      TRY(append_readings(columns, found, readings));
    }
    return readings;
  }

 private:
  bool may_hold(const ParquetReader& reader, size_t group) const {
    RangeOf<int64_t> times;
    if (reader.bounds(group, "event_time", times.least, times.most) &&
        !overlaps(times, wanted_.times))
      return false;
    RangeOf<uint64_t> hashes;
    return !device_hashes_of(reader, group, hashes) || hashes.has(hash_);
  }

  std::vector<uint32_t> rows_in(const FileRows& rows) const {
    std::vector<uint32_t> found;
    const auto* devices = values_of<TextValues>(rows.columns(), "device_id");
    const auto* times = values_of<TimeValues>(rows.columns(), "event_time");
    if (devices == nullptr || times == nullptr) return found;
    for (uint32_t row = 0; row < rows.columns().rows; ++row) {
      if (wanted_.times.has(times->micros[row]) && rows.commit(row) <= lake_.commit() &&
          devices->at(row) == wanted_.device)
        found.push_back(row);
    }
    return found;
  }

  const LakeAt& lake_;
  const DeviceTimes& wanted_;
  const uint64_t hash_;
};

}  // namespace

Status for_each_reading(const LakeAt& lake, const DeviceTimes& wanted,
                        const std::function<Status(const ReadingTable&)>& take) {
  const DeviceScan scan(lake, wanted);
  for (const LiveFile& file : lake.view.files) {
    if (!scan.may_hold(file)) continue;
    const ReadingTable readings = TRY(scan.read(file));
    if (readings.rows() > 0) TRY(take(readings));
  }
  return {};
}

}  // namespace telltale
