#include "store/record_finder.h"

#include <algorithm>

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/commit_log.h"
#include "store/parquet_file.h"

namespace telltale {
namespace {

// Where in a file's row groups a position is: the row group's columns and the row in them.
struct Located {
  TableColumns columns;
  size_t row = 0;
};

bool may_hold(const ParquetReader& reader, size_t group, const Position& position) {
  int64_t least = 0;
  int64_t most = 0;
  const auto log = static_cast<int64_t>(position.log);
  if (reader.bounds(group, "_log", least, most)) {
    if (log < least || log > most) return false;
    if (least != most) return true;  // offsets of several logs are not comparable
  }
  const auto offset = static_cast<int64_t>(position.offset);
  return !reader.bounds(group, "_offset", least, most) || (offset >= least && offset <= most);
}

// Reads `columns` of the row at a position, if the file has it.
Result<std::optional<Located>> locate(ParquetReader& reader, const Position& position,
                                      const std::vector<std::string>& columns) {
  for (size_t group = 0; group < reader.row_groups(); ++group) {
    if (!may_hold(reader, group, position)) continue;
    const TableColumns table = TRY(reader.read(group, PositionColumns::names()));
    const PositionColumns positions = TRY(PositionColumns::of(table));
    for (size_t row = 0; row < table.rows; ++row) {
      if (positions.at(row) != position) continue;
      return std::optional(Located{TRY(reader.read(group, columns)), row});
    }
  }
  return std::optional<Located>();
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

// Commits say which ranges they cover; the newest is the likeliest to be asked for.
Result<std::optional<CommitId>> RecordFinder::commit_of(const Position& position) const {
  if (position.offset >= view_.taken_of(position.log).to) return std::optional<CommitId>();
  const CommitLog commits(env_, folder_);
  for (auto id = static_cast<uint64_t>(view_.commit); id > 0; --id) {
    const CommitLog::Entry entry = TRY(commits.entry(CommitId{id}));
    for (const CommitPart& part : entry.commit.parts) {
      for (const CommittedTurn& committed : part.turns) {
        const Turn& turn = committed.turn;
        if (turn.log == position.log && position.offset >= turn.from && position.offset < turn.to)
          return std::optional(CommitId{id});
      }
    }
  }
  return std::optional<CommitId>();
}

Result<std::optional<FoundRecord>> RecordFinder::find(const Position& position) const {
  const std::optional<CommitId> commit = TRY(commit_of(position));
  if (!commit) return std::optional<FoundRecord>();
  FoundRecord record;
  record.position = position;
  record.commit = *commit;
  if (const std::shared_ptr<const LogInfo> log = catalog_.log(position.log))
    record.log_name = log->name;
  bool is_received = false;
  for (const LiveFile& file : view_.files) {
    if (file.added_by != *commit) continue;
    if (file.entry.table == Table::kRaw) {
      if (!is_received) TRY(read_raw(file, record, is_received));
    } else if (file.entry.table != Table::kAnomalies &&
               record.disposition == Disposition::kInFlight) {
      TRY(read_kept(file, record));
    }
  }
  return is_received ? std::optional(std::move(record)) : std::nullopt;
}

Status RecordFinder::read_raw(const LiveFile& file, FoundRecord& record, bool& found) const {
  const auto reader = TRY(ParquetReader::open(env_, join_path(folder_, file.entry.path)));
  const std::optional<Located> located = TRY(locate(*reader, record.position, {"bytes"}));
  if (!located) return {};
  found = true;
  record.files.insert(record.files.begin(), file.entry.path);
  if (const auto* bytes = values_of<BytesValues>(located->columns, "bytes"))
    record.bytes = bytes->at(located->row);
  return {};
}

Status RecordFinder::read_kept(const LiveFile& file, FoundRecord& record) const {
  const auto reader = TRY(ParquetReader::open(env_, join_path(folder_, file.entry.path)));
  const std::optional<Located> located =
      TRY(locate(*reader, record.position,
                 {"device_id", "event_time", "_flags", "_score", "reason", "field", "value",
                  "first_log", "first_offset", "first_index"}));
  if (!located) return {};
  const auto& [columns, row] = *located;
  record.files.push_back(file.entry.path);
  record.disposition = file.entry.disposition;
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
  return {};
}

Result<std::vector<FoundRecord>> RecordFinder::find(std::string_view device,
                                                    int64_t event_time) const {
  const auto group = static_cast<uint32_t>(group_of(hash64(device)));
  std::vector<Position> positions;
  for (const LiveFile& file : view_.files) {
    const FileEntry& entry = file.entry;
    const bool has_bounds = entry.time_min <= entry.time_max;
    if (has_bounds && (event_time < entry.time_min || event_time > entry.time_max ||
                       group < entry.group_min || group > entry.group_max))
      continue;
    if (has_bounds || entry.disposition == Disposition::kDuplicate)
      TRY(find_in_file(file, device, event_time, positions));
  }
  std::sort(positions.begin(), positions.end());
  std::vector<FoundRecord> records;
  for (const Position& position : positions) {
    std::optional<FoundRecord> record = TRY(find(position));
    if (record) records.push_back(std::move(*record));
  }
  return records;
}

Status RecordFinder::find_in_file(const LiveFile& file, std::string_view device, int64_t event_time,
                                  std::vector<Position>& positions) const {
  const auto reader = TRY(ParquetReader::open(env_, join_path(folder_, file.entry.path)));
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    int64_t least = 0;
    int64_t most = 0;
    if (reader->bounds(group, "event_time", least, most) &&
        (event_time < least || event_time > most))
      continue;
    const TableColumns columns =
        TRY(reader->read(group, {"event_time", "device_id", "_log", "_offset", "_index"}));
    const PositionColumns at = TRY(PositionColumns::of(columns));
    const auto* times = values_of<TimeValues>(columns, "event_time");
    const auto* devices = values_of<TextValues>(columns, "device_id");
    if (times == nullptr || devices == nullptr)
      return Status::corrupt("file of the lake has columns of another type");
    for (size_t row = 0; row < columns.rows; ++row) {
      if (times->micros[row] == event_time && !devices->is_null(row) && devices->at(row) == device)
        positions.push_back(at.at(row));
    }
  }
  return {};
}

}  // namespace telltale
