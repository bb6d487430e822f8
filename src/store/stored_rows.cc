#include "store/stored_rows.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "store/parquet_file.h"
#include "store/reading_columns.h"
#include "telemetry/reading_table.h"
#include "telemetry/row_digest.h"

namespace telltale {
namespace {

// What the digest of a row says of an anomaly at it.
struct AnomalyMark {
  AnomalyKind kind;
  std::string signal;
  float score;
  uint16_t field = 0;
};

// Reads the files of one commit into hashes of rows.
class RowHasher {
 public:
  RowHasher(Env& env, const std::string& folder, const Catalog& catalog)
      : env_(env), folder_(folder), catalog_(catalog) {}

  Status read_anomalies(const FileEntry& file) {
    return for_each_group(file, anomaly_columns(),
                          [&](const TableColumns& table) { return take_anomalies(table); });
  }

  Status read_kept(const FileEntry& file) {
    if (file.disposition == Disposition::kRejected || file.disposition == Disposition::kDuplicate) {
      return for_each_group(file, ledger_columns(),
                            [&](const TableColumns& table) { return take_ledger(file, table); });
    }
    const Catalog::KnownSchema* known = catalog_.schema(file.schema, file.schema_version);
    if (known == nullptr) return Status::corrupt("file names an unknown schema: " + file.path);
    return for_each_group(
        file, reading_column_names(*known->schema),
        [&](const TableColumns& table) { return take_readings(file, known->schema, table); });
  }

  Result<RowHashes> finish() {
    if (!anomalies_.empty()) {
      return Status::corrupt(
          fmt::format("an anomaly names a reading that is not stored: receipt={}",
                      format_receipt(anomalies_.begin()->first)));
    }
    return std::move(hashes_);
  }

 private:
  static std::vector<std::string> with_positions(std::vector<std::string> names) {
    names.insert(names.end(), PositionColumns::names().begin(), PositionColumns::names().end());
    return names;
  }
  static std::vector<std::string> anomaly_columns() {
    return with_positions({"kind", "signal", "score"});
  }
  static std::vector<std::string> ledger_columns() {
    return with_positions({"reason", "_field", "device_id", "event_time", "seq", "first_log",
                           "first_offset", "first_index"});
  }

  template <typename Take>
  Status for_each_group(const FileEntry& file, const std::vector<std::string>& columns, Take take) {
    const auto reader = TRY(ParquetReader::open(env_, join_path(folder_, file.path)));
    if (reader->rows() != file.rows) {
      return Status::corrupt(
          fmt::format("file has other rows than its commit says: path={} rows={} "
                      "expected={}",
                      file.path, reader->rows(), file.rows));
    }
    for (size_t group = 0; group < reader->row_groups(); ++group)
      TRY(take(TRY(reader->read(group, columns))));
    return {};
  }

  Result<Hash128> key_of(LogId id) {
    const auto known = keys_.find(id);
    if (known != keys_.end()) return known->second;
    const std::shared_ptr<const LogInfo> log = catalog_.log(id);
    if (log == nullptr) return Status::corrupt("a row names an unknown log");
    return keys_.emplace(id, log_key(*log)).first->second;
  }

  Status add(const Position& position) {
    if (hashes_.emplace(position, encoder_.finish()).second) return {};
    return Status::corrupt(
        fmt::format("a record is kept twice: receipt={}", format_receipt(position)));
  }

  Status take_anomalies(const TableColumns& table) {
    const PositionColumns positions = TRY(PositionColumns::of(table));
    const auto* scores = values_of<std::vector<double>>(table, "score");
    if (scores == nullptr) return Status::corrupt("file of anomalies has no scores");
    for (size_t row = 0; row < table.rows; ++row) {
      const std::string kind = text_at(table, "kind", row);
      AnomalyMark mark{AnomalyKind::kUnusual, text_at(table, "signal", row),
                       static_cast<float>((*scores)[row])};
      for (int i = 0; i < kAnomalyKindCount; ++i) {
        if (kind == name_of(static_cast<AnomalyKind>(i))) mark.kind = static_cast<AnomalyKind>(i);
      }
      anomalies_[positions.at(row)].push_back(mark);
    }
    return {};
  }

  Status take_ledger(const FileEntry& file, const TableColumns& table) {
    const PositionColumns positions = TRY(PositionColumns::of(table));
    for (size_t row = 0; row < table.rows; ++row) {
      const Position position = positions.at(row);
      encoder_.begin(TRY(key_of(position.log)), position.offset, position.index, file.disposition);
      TRY(file.disposition == Disposition::kRejected ? encode_reject(table, row)
                                                     : encode_duplicate(table, row));
      TRY(add(position));
    }
    return {};
  }

  Status encode_reject(const TableColumns& table, size_t row) {
    const auto reason = reject_reason_named(text_at(table, "reason", row));
    const auto* fields = values_of<std::vector<int32_t>>(table, "_field");
    if (!reason || fields == nullptr) return Status::corrupt("file of rejects lacks reasons");
    encoder_.rejected(*reason, static_cast<uint16_t>((*fields)[row]));
    return {};
  }

  Status encode_duplicate(const TableColumns& table, size_t row) {
    const auto* times = values_of<TimeValues>(table, "event_time");
    const auto* seqs = values_of<std::vector<int64_t>>(table, "seq");
    const auto* logs = values_of<std::vector<int32_t>>(table, "first_log");
    const auto* offsets = values_of<std::vector<int64_t>>(table, "first_offset");
    const auto* indexes = values_of<std::vector<int32_t>>(table, "first_index");
    if (!times || !seqs || !logs || !offsets || !indexes)
      return Status::corrupt("file of duplicates lacks columns");
    encoder_.identity(text_at(table, "device_id", row), times->micros[row], (*seqs)[row]);
    encoder_.first(TRY(key_of(LogId{static_cast<uint32_t>((*logs)[row])})),
                   static_cast<Offset>((*offsets)[row]), static_cast<uint32_t>((*indexes)[row]));
    return {};
  }

  Status take_readings(const FileEntry& file, const std::shared_ptr<const Schema>& schema,
                       const TableColumns& columns) {
    ReadingTable table(schema);
    std::vector<uint32_t> rows(columns.rows);
    std::iota(rows.begin(), rows.end(), 0U);
    TRY(append_readings(columns, rows, table));
    for (size_t row = 0; row < table.rows(); ++row) {
      const Position position = table.position(row);
      encoder_.begin(TRY(key_of(position.log)), position.offset, position.index, file.disposition);
      encoder_.identity(table.device.at(row), table.event_time[row], table.seq[row]);
      table.encode_values(row, encoder_);
      if (file.disposition == Disposition::kStored) {
        encoder_.judged(table.flags[row], table.score[row]);
        encode_anomalies(position, *schema);
      }
      TRY(add(position));
    }
    return {};
  }

  void encode_anomalies(const Position& position, const Schema& schema) {
    const auto found = anomalies_.find(position);
    if (found == anomalies_.end()) return;
    for (AnomalyMark& mark : found->second) {
      const auto is_named = [&](const Field& field) { return field.name == mark.signal; };
      const auto field = std::find_if(schema.fields.begin(), schema.fields.end(), is_named);
      mark.field = static_cast<uint16_t>(field - schema.fields.begin());
    }
    std::sort(found->second.begin(), found->second.end(),
              [](const AnomalyMark& a, const AnomalyMark& b) {
                return std::tie(a.field, a.kind) < std::tie(b.field, b.kind);
              });
    for (const AnomalyMark& mark : found->second)
      encoder_.anomaly(mark.kind, mark.field, mark.score);
    anomalies_.erase(found);
  }

  Env& env_;
  const std::string& folder_;
  const Catalog& catalog_;
  RowEncoder encoder_;
  RowHashes hashes_;
  std::map<Position, std::vector<AnomalyMark>> anomalies_;
  std::map<LogId, Hash128> keys_;
};

}  // namespace

Result<RowHashes> stored_row_hashes(Env& env, const std::string& lake_folder,
                                    const Catalog& catalog, const CommitPart& part) {
  RowHasher hasher(env, lake_folder, catalog);
  for (const FileEntry& file : part.added) {
    if (file.table == Table::kAnomalies) TRY(hasher.read_anomalies(file));
  }
  for (const FileEntry& file : part.added) {
    if (file.table == Table::kDeviceMetrics || file.table == Table::kLedger)
      TRY(hasher.read_kept(file));
  }
  return hasher.finish();
}

}  // namespace telltale
