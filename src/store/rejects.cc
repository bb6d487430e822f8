#include "store/rejects.h"

#include <algorithm>
#include <map>

#include "store/parquet_file.h"

namespace telltale {
namespace {

using Rejects = std::map<Position, RejectedRecord>;

Status read_rejects(Env& env, const std::string& path, Rejects& rejects) {
  const auto reader = TRY(ParquetReader::open(env, path));
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    const TableColumns columns =
        TRY(reader->read(group, {"_log", "_offset", "_index", "ingest_time", "reason", "field",
                                 "value", "device_id", "schema"}));
    const PositionColumns positions = TRY(PositionColumns::of(columns));
    const auto* times = values_of<TimeValues>(columns, "ingest_time");
    for (size_t row = 0; row < columns.rows; ++row) {
      RejectedRecord reject;
      reject.position = positions.at(row);
      reject.ingest_time = times == nullptr ? 0 : times->micros[row];
      reject.reason = text_at(columns, "reason", row);
      reject.field = text_at(columns, "field", row);
      reject.value = text_at(columns, "value", row);
      reject.device = text_at(columns, "device_id", row);
      reject.schema = text_at(columns, "schema", row);
      rejects.emplace(reject.position, std::move(reject));
    }
  }
  return {};
}

Status read_bytes(Env& env, const std::string& path, Rejects& rejects) {
  const auto reader = TRY(ParquetReader::open(env, path));
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    const TableColumns table = TRY(reader->read(group, PositionColumns::names()));
    const PositionColumns positions = TRY(PositionColumns::of(table));
    std::vector<std::pair<size_t, RejectedRecord*>> wanted;
    for (size_t row = 0; row < table.rows; ++row) {
      const auto found = rejects.find(positions.at(row));
      if (found != rejects.end()) wanted.emplace_back(row, &found->second);
    }
    if (wanted.empty()) continue;
    const TableColumns columns = TRY(reader->read(group, {"bytes"}));
    const auto* bytes = values_of<BytesValues>(columns, "bytes");
    if (bytes == nullptr) return Status::corrupt("raw file has no bytes");
    for (const auto& [row, reject] : wanted) reject->bytes = bytes->at(row);
  }
  return {};
}

}  // namespace

Status for_each_reject(const LakeAt& lake, bool with_bytes,
                       const std::function<Status(const RejectedRecord&)>& take) {
  // A commit at a time, so that memory does not grow with the lake.
  struct Files {
    std::vector<std::string> rejects;
    std::vector<std::string> raw;
  };
  std::map<CommitId, Files> by_commit;
  for (const LiveFile& file : lake.view.files) {
    const std::string path = join_path(lake.folder, file.entry.path);
    if (file.entry.disposition == Disposition::kRejected)
      by_commit[file.added_by].rejects.push_back(path);
    if (file.entry.table == Table::kRaw) by_commit[file.added_by].raw.push_back(path);
  }
  for (const auto& [commit, files] : by_commit) {
    Rejects rejects;
    for (const std::string& path : files.rejects) TRY(read_rejects(lake.env, path, rejects));
    if (rejects.empty()) continue;
    for (const std::string& path : files.raw) {
      if (with_bytes) TRY(read_bytes(lake.env, path, rejects));
    }
    for (const auto& [position, reject] : rejects) TRY(take(reject));
  }
  return {};
}

}  // namespace telltale
