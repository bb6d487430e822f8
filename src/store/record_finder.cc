#include "store/record_finder.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/table_writer.h"

namespace telltale {
namespace {

bool may_hold(const ParquetReader& reader, size_t group, const Position& position) {
  RangeOf<int64_t> range;
  const auto log = static_cast<int64_t>(position.log);
  if (reader.bounds(group, "_log", range.least, range.most)) {
    if (!range.has(log)) return false;
    if (range.least != range.most) return true;  // offsets of several logs are not comparable
  }
  return !reader.bounds(group, "_offset", range.least, range.most) ||
         range.has(static_cast<int64_t>(position.offset));
}

// Whether an offset is among those of a row group: one column tells before three are read.
Result<bool> has_offset(ParquetReader& reader, size_t group, Offset offset) {
  const TableColumns table = TRY(reader.read(group, {"_offset"}));
  const auto* offsets = values_of<std::vector<int64_t>>(table, "_offset");
  if (offsets == nullptr) return Status::corrupt("file of the lake lacks the columns of positions");
  return std::find(offsets->begin(), offsets->end(), static_cast<int64_t>(offset)) !=
         offsets->end();
}

// Calls `take` with every row of a file that is about a position, its row group at hand.
template <typename Take>
Status for_each_at(FileRows& rows, const Position& position, std::optional<uint64_t> device,
                   const Take& take) {
  ParquetReader& reader = rows.reader();
  for (size_t group = 0; group < reader.row_groups(); ++group) {
    if (!may_hold(reader, group, position)) continue;
    RangeOf<uint64_t> hashes;
    if (device && device_hashes_of(reader, group, hashes) && !hashes.has(*device)) continue;
    if (!TRY(has_offset(reader, group, position.offset))) continue;
    rows.skip_to(group);
    if (!TRY(rows.next())) break;
    const PositionColumns positions = TRY(PositionColumns::of(rows.columns()));
    for (size_t row = 0; row < rows.columns().rows; ++row) {
      if (positions.at(row) == position) TRY(take(row));
    }
  }
  return {};
}

std::vector<std::string> with_positions(std::vector<std::string> names) {
  names.insert(names.end(), PositionColumns::names().begin(), PositionColumns::names().end());
  return names;
}

bool may_hold(const FileEntry& entry, const Position& position) {
  return !entry.positions || entry.positions->has(position);
}

std::optional<int64_t> time_at(const TableColumns& columns, std::string_view name, size_t row) {
  const auto* times = values_of<TimeValues>(columns, name);
  return times == nullptr ? std::nullopt : std::optional(times->micros[row]);
}

std::optional<Position> first_at(const TableColumns& columns, size_t row) {
  const auto* logs = values_of<std::vector<int32_t>>(columns, "first_log");
  const auto* offsets = values_of<std::vector<int64_t>>(columns, "first_offset");
  const auto* indexes = values_of<std::vector<int32_t>>(columns, "first_index");
  if (logs == nullptr || offsets == nullptr || indexes == nullptr) return std::nullopt;
  return Position{LogId{static_cast<uint32_t>((*logs)[row])}, static_cast<Offset>((*offsets)[row]),
                  static_cast<uint32_t>((*indexes)[row])};
}

}  // namespace

Result<std::optional<FoundRecord>> RecordFinder::find(const Position& position) const {
  return find(position, std::nullopt);
}

Result<std::optional<FoundRecord>> RecordFinder::find(const Position& position,
                                                      DeviceHash device) const {
  if (position.offset >= lake_.view.taken_of(position.log).to) return std::optional<FoundRecord>();
  FoundRecord record;
  record.position = position;
  if (const std::shared_ptr<const LogInfo> log = lake_.catalog.log(position.log))
    record.log_name = log->name;
  for (const LiveFile& file : lake_.view.files) {
    if (file.entry.table != Table::kRaw || !may_hold(file.entry, position)) continue;
    TRY(read_raw(file, record));
    if (record.has_bytes) break;
  }
  // Taken again, a record may be of another device than its bytes said before.
  if (!lake_.catalog.redrives().empty()) {
    device = std::nullopt;
  } else if (!device) {
    device = device_of(record);
  }
  TRY(read_all_kept(device, record));
  // A reject may name no device.
  if (device && record.disposition == Disposition::kInFlight)
    TRY(read_all_kept(std::nullopt, record));
  const bool is_found = record.disposition != Disposition::kInFlight;
  return is_found ? std::optional(std::move(record)) : std::nullopt;
}

RecordFinder::DeviceHash RecordFinder::device_of(const FoundRecord& record) const {
  if (!device_of_ || !record.has_bytes) return std::nullopt;
  const std::optional<std::string> device =
      device_of_(lake_.catalog.log(record.position.log), record.bytes);
  return device ? std::optional(hash64(*device)) : std::nullopt;
}

Status RecordFinder::read_all_kept(DeviceHash device, FoundRecord& record) const {
  for (const LiveFile& file : lake_.view.files) {
    const FileEntry& entry = file.entry;
    if (entry.table == Table::kRaw || entry.disposition == Disposition::kInFlight) continue;
    if (!may_hold(entry, record.position) || file.commits().most < record.commit) continue;
    const bool has_groups = device && entry.has_times();
    const auto group = static_cast<uint32_t>(group_of(device.value_or(0)));
    if (has_groups && (group < entry.group_min || group > entry.group_max)) continue;
    TRY(read_kept(file, device, record));
  }
  return {};
}

Status RecordFinder::read_raw(const LiveFile& file, FoundRecord& record) const {
  const auto rows = TRY(FileRows::look_into(lake_, file, with_positions({})));
  if (!rows->reader().has_column("bytes"))
    return Status::corrupt("file of the lake lacks the bytes of records: " + file.entry.path);
  return for_each_at(*rows, record.position, std::nullopt, [&](size_t row) -> Status {
    record.bytes = TRY(rows->reader().read_bytes(rows->row_group(), "bytes", row));
    record.has_bytes = true;
    record.files.insert(record.files.begin(), file.entry.path);
    return {};
  });
}

namespace {

void take_kept(const TableColumns& columns, size_t row, FoundRecord& record) {
  record.device = text_at(columns, "device_id", row);
  record.event_time = time_at(columns, "event_time", row);
  record.reason = text_at(columns, "reason", row);
  record.field = text_at(columns, "field", row);
  record.value = text_at(columns, "value", row);
  record.first = first_at(columns, row);
  if (const auto* flags = values_of<std::vector<int32_t>>(columns, "_flags")) {
    record.is_late = ((*flags)[row] & kFlagLate) != 0;
    record.is_anomalous = ((*flags)[row] & kFlagAnomalous) != 0;
  }
  if (const auto* scores = values_of<std::vector<float>>(columns, "_score"))
    record.score = (*scores)[row];
}

}  // namespace

// The ledger's columns of these names are not those of a signal that bears one of them.
Status RecordFinder::read_kept(const LiveFile& file, DeviceHash device, FoundRecord& record) const {
  const bool is_reading = file.entry.disposition == Disposition::kStored ||
                          file.entry.disposition == Disposition::kConflict;
  const auto names = is_reading
                         ? with_positions({"device_id", "event_time", "_flags", "_score"})
                         : with_positions({"device_id", "event_time", "reason", "field", "value",
                                           "first_log", "first_offset", "first_index"});
  const auto rows = TRY(FileRows::look_into(lake_, file, names));
  return for_each_at(*rows, record.position, device, [&](size_t row) -> Status {
    const CommitId commit = rows->commit(row);
    if (commit < record.commit) return {};
    record.commit = commit;
    record.disposition = file.entry.disposition;
    record.files.resize(record.has_bytes ? 1 : 0);
    record.files.push_back(file.entry.path);
    take_kept(rows->columns(), row, record);
    return {};
  });
}

Result<std::vector<FoundRecord>> RecordFinder::find(std::string_view device,
                                                    int64_t event_time) const {
  const auto group = static_cast<uint32_t>(group_of(hash64(device)));
  std::vector<Position> positions;
  for (const LiveFile& file : lake_.view.files) {
    const FileEntry& entry = file.entry;
    if (entry.disposition == Disposition::kInFlight) continue;
    const bool has_bounds = entry.has_times();
    if (has_bounds && (event_time < entry.time_min || event_time > entry.time_max ||
                       group < entry.group_min || group > entry.group_max))
      continue;
    if (has_bounds || entry.disposition == Disposition::kDuplicate)
      TRY(find_in_file(file, device, event_time, positions));
  }
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  std::vector<FoundRecord> records;
  for (const Position& position : positions) {
    std::optional<FoundRecord> record = TRY(find(position, hash64(device)));
    if (record) records.push_back(std::move(*record));
  }
  return records;
}

Status RecordFinder::find_in_file(const LiveFile& file, std::string_view device, int64_t event_time,
                                  std::vector<Position>& positions) const {
  const auto rows =
      TRY(FileRows::look_into(lake_, file, with_positions({"event_time", "device_id"})));
  ParquetReader& reader = rows->reader();
  const uint64_t device_hash = hash64(device);
  for (size_t group = 0; group < reader.row_groups(); ++group) {
    RangeOf<int64_t> times;
    if (reader.bounds(group, "event_time", times.least, times.most) && !times.has(event_time))
      continue;
    RangeOf<uint64_t> hashes;
    if (device_hashes_of(reader, group, hashes) && !hashes.has(device_hash)) continue;
    rows->skip_to(group);
    if (!TRY(rows->next())) break;
    const PositionColumns at = TRY(PositionColumns::of(rows->columns()));
    const auto* of_rows = values_of<TimeValues>(rows->columns(), "event_time");
    const auto* devices = values_of<TextValues>(rows->columns(), "device_id");
    if (of_rows == nullptr || devices == nullptr)
      return Status::corrupt("file of the lake has columns of another type");
    for (size_t row = 0; row < rows->columns().rows; ++row) {
      if (of_rows->micros[row] == event_time && !devices->is_null(row) &&
          devices->at(row) == device)
        positions.push_back(at.at(row));
    }
  }
  return {};
}

std::string why_absent(const LakeAt& lake, const Position& position) {
  const auto log = static_cast<uint32_t>(position.log);
  if (lake.catalog.log(position.log) == nullptr)
    return fmt::format("nothing was received under it: the lake has no log {}", log);
  const LogProgress progress = lake.view.taken_of(position.log);
  if (position.offset >= progress.to) {
    return fmt::format("not committed: log {} is taken up to byte {}: run the ingest again", log,
                       progress.to);
  }
  return fmt::format("no record begins there: log {} has none at offset {}, index {}", log,
                     position.offset, position.index);
}

}  // namespace telltale
