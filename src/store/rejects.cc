#include "store/rejects.h"

#include <algorithm>
#include <map>

#include "store/file_rows.h"
#include "store/superseded.h"

namespace telltale {
namespace {

// Those of one row group, in the order they lie there, and where each is.
struct Rejects {
  std::vector<RejectedRecord> rows;
  std::map<Position, size_t> places;
};

std::vector<LiveFile> files_by_commit(const LakeView& view, Table table) {
  std::vector<LiveFile> files;
  for (const LiveFile& file : view.files) {
    if (file.entry.table == table) files.push_back(file);
  }
  std::stable_sort(files.begin(), files.end(), [](const LiveFile& a, const LiveFile& b) {
    return a.commits().least < b.commits().least;
  });
  return files;
}

Result<Rejects> rejects_of(const FileRows& file) {
  Rejects rejects;
  const TableColumns& columns = file.columns();
  const PositionColumns positions = TRY(PositionColumns::of(columns));
  const auto* times = values_of<TimeValues>(columns, "ingest_time");
  const auto* versions = values_of<std::vector<int32_t>>(columns, "schema_version");
  for (size_t row = 0; row < columns.rows; ++row) {
    RejectedRecord reject;
    reject.position = positions.at(row);
    reject.commit = file.commit(row);
    reject.ingest_time = times == nullptr ? 0 : times->micros[row];
    reject.reason = text_at(columns, "reason", row);
    reject.field = text_at(columns, "field", row);
    reject.value = text_at(columns, "value", row);
    reject.device = text_at(columns, "device_id", row);
    reject.schema = text_at(columns, "schema", row);
    reject.schema_version = versions == nullptr ? 0 : static_cast<uint32_t>((*versions)[row]);
    rejects.places[reject.position] = rejects.rows.size();
    rejects.rows.push_back(std::move(reject));
  }
  return rejects;
}

// Whether a range of positions may hold one of the rejects.
bool may_hold(const RangeOf<Position>& range, const Rejects& rejects) {
  const auto first = rejects.places.lower_bound(range.least);
  return first != rejects.places.end() && first->first <= range.most;
}

bool may_hold(const ParquetReader& reader, size_t group, const Rejects& rejects) {
  RangeOf<int64_t> log;
  RangeOf<int64_t> offset;
  if (!reader.bounds(group, "_log", log.least, log.most) || log.least != log.most ||
      !reader.bounds(group, "_offset", offset.least, offset.most))
    return true;
  const LogId id{static_cast<uint32_t>(log.least)};
  return may_hold({{id, static_cast<Offset>(offset.least), 0},
                   {id, static_cast<Offset>(offset.most), std::numeric_limits<uint32_t>::max()}},
                  rejects);
}

Status read_bytes(const LakeAt& lake, const LiveFile& file, Rejects& rejects) {
  if (file.entry.positions && !may_hold(*file.entry.positions, rejects)) return {};
  const auto rows = TRY(FileRows::open(lake.env, lake.folder, file, PositionColumns::names()));
  for (size_t group = 0; group < rows->reader().row_groups(); ++group) {
    if (!may_hold(rows->reader(), group, rejects)) continue;
    rows->skip_to(group);
    if (!TRY(rows->next())) break;
    const PositionColumns positions = TRY(PositionColumns::of(rows->columns()));
    std::vector<std::pair<size_t, RejectedRecord*>> wanted;
    for (size_t row = 0; row < rows->columns().rows; ++row) {
      const auto found = rejects.places.find(positions.at(row));
      if (found != rejects.places.end()) wanted.emplace_back(row, &rejects.rows[found->second]);
    }
    if (wanted.empty()) continue;
    group = rows->row_group();
    const TableColumns columns = TRY(rows->reader().read(group, {"bytes"}));
    const auto* bytes = values_of<BytesValues>(columns, "bytes");
    if (bytes == nullptr) return Status::corrupt("raw file has no bytes");
    for (const auto& [row, reject] : wanted) reject->bytes = bytes->at(row);
  }
  return {};
}

}  // namespace

// A row group at a time, so that memory does not grow with the lake.
Status for_each_reject(const LakeAt& lake, bool with_bytes,
                       const std::function<Status(const RejectedRecord&)>& take) {
  const Superseded superseded = TRY(Superseded::read(lake));
  const std::vector<LiveFile> raw = files_by_commit(lake.view, Table::kRaw);
  for (const LiveFile& file : files_by_commit(lake.view, Table::kLedger)) {
    if (file.entry.disposition != Disposition::kRejected) continue;
    const auto rows =
        TRY(FileRows::open(lake.env, lake.folder, file,
                           {"_log", "_offset", "_index", "ingest_time", "reason", "field", "value",
                            "device_id", "schema", "schema_version"}));
    while (TRY(rows->next())) {
      Rejects rejects = TRY(rejects_of(*rows));
      for (const LiveFile& raw_file : raw) {
        if (with_bytes) TRY(read_bytes(lake, raw_file, rejects));
      }
      for (const RejectedRecord& reject : rejects.rows) {
        if (!superseded.is_superseded(reject.position, reject.commit, lake.commit()))
          TRY(take(reject));
      }
    }
  }
  return {};
}

}  // namespace telltale
