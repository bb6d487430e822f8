#include "store/stored_rows.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "store/file_rows.h"
#include "store/reading_columns.h"
#include "telemetry/reading_table.h"
#include "telemetry/row_digest.h"

namespace telltale {
namespace {

// What the digest of a row says of an anomaly at it.
struct AnomalyMark {
  Position position;
  AnomalyKind kind;
  uint16_t signal;  // a number of `signals_`
  float score;
  bool is_met = false;
};

std::vector<std::string> with_positions(std::vector<std::string> names) {
  names.insert(names.end(), PositionColumns::names().begin(), PositionColumns::names().end());
  return names;
}

AnomalyKind kind_named(std::string_view name) {
  for (int i = 0; i < kAnomalyKindCount; ++i) {
    if (name == name_of(static_cast<AnomalyKind>(i))) return static_cast<AnomalyKind>(i);
  }
  return AnomalyKind::kUnusual;
}

// The anomalies of some commits, by position.
class AnomalyMarks {
 public:
  Status read(const LakeAt& lake, const RangeOf<CommitId>& commits) {
    for (const LiveFile& file : lake.view.files) {
      if (file.entry.table != Table::kAnomalies || !may_hold(file, commits)) continue;
      const auto rows = TRY(
          FileRows::open(lake.env, lake.folder, file, with_positions({"kind", "signal", "score"})));
      while (TRY(rows->next())) TRY(take(*rows, commits));
    }
    std::stable_sort(marks_.begin(), marks_.end(), [](const AnomalyMark& a, const AnomalyMark& b) {
      return a.position < b.position;
    });
    return {};
  }

  static bool may_hold(const LiveFile& file, const RangeOf<CommitId>& commits) {
    return file.commits().least <= commits.most && file.commits().most >= commits.least;
  }

  // Adds what the digest says of those at a stored reading.
  void encode(const Position& position, const Schema& schema, RowEncoder& encoder) {
    const auto [begin, end] = std::equal_range(
        marks_.begin(), marks_.end(), AnomalyMark{position, {}, 0, 0},
        [](const AnomalyMark& a, const AnomalyMark& b) { return a.position < b.position; });
    struct Encoded {
      uint16_t field;
      AnomalyKind kind;
      float score;
    };
    std::vector<Encoded> found;
    for (auto mark = begin; mark != end; ++mark) {
      found.push_back({field_of(schema, signals_[mark->signal]), mark->kind, mark->score});
      mark->is_met = true;
    }
    std::sort(found.begin(), found.end(), [](const Encoded& a, const Encoded& b) {
      return std::tie(a.field, a.kind) < std::tie(b.field, b.kind);
    });
    for (const Encoded& one : found) encoder.anomaly(one.kind, one.field, one.score);
  }

  const AnomalyMark* first_unmet() const {
    for (const AnomalyMark& mark : marks_) {
      if (!mark.is_met) return &mark;
    }
    return nullptr;
  }

 private:
  static uint16_t field_of(const Schema& schema, const std::string& signal) {
    const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                    [&](const Field& one) { return one.name == signal; });
    return static_cast<uint16_t>(field - schema.fields.begin());
  }

  Status take(const FileRows& rows, const RangeOf<CommitId>& commits) {
    const TableColumns& table = rows.columns();
    const PositionColumns positions = TRY(PositionColumns::of(table));
    const auto* scores = values_of<std::vector<double>>(table, "score");
    if (scores == nullptr) return Status::corrupt("file of anomalies has no scores");
    for (size_t row = 0; row < table.rows; ++row) {
      if (!commits.has(rows.commit(row)) || positions.at(row).log == kControlLog) continue;
      marks_.push_back({positions.at(row), kind_named(text_at(table, "kind", row)),
                        number_of(text_at(table, "signal", row)),
                        static_cast<float>((*scores)[row])});
    }
    return {};
  }

  uint16_t number_of(const std::string& signal) {
    const auto known = std::find(signals_.begin(), signals_.end(), signal);
    if (known != signals_.end()) return static_cast<uint16_t>(known - signals_.begin());
    signals_.push_back(signal);
    return static_cast<uint16_t>(signals_.size() - 1);
  }

  std::vector<AnomalyMark> marks_;
  std::vector<std::string> signals_;
};

// Hashes the rows of files.
class RowHasher {
 public:
  using Take = std::function<Status(const StoredRow&)>;
  RowHasher(const LakeAt& lake, const StoredRowsWanted& wanted, const Take& take)
      : lake_(lake),
        commits_(wanted.commits),
        only_(wanted.only),
        has_all_readings_(wanted.has_all_readings),
        take_(take) {}

  Status run() {
    if (wants(Disposition::kStored)) TRY(anomalies_.read(lake_, commits_));
    for (const LiveFile& file : lake_.view.files) {
      if (wants(file.entry.disposition) && AnomalyMarks::may_hold(file, commits_))
        TRY(read_kept(file));
    }
    // Anomalies are kept longer than the readings they were found at.
    const AnomalyMark* unmet = anomalies_.first_unmet();
    if (!has_all_readings_ || unmet == nullptr ||
        lake_.view.expired_of(Table::kDeviceMetrics) != CommitId{0})
      return {};
    return Status::corrupt(fmt::format("an anomaly names a reading that is not stored: receipt={}",
                                       format_receipt(unmet->position)));
  }

 private:
  bool wants(Disposition disposition) const {
    return disposition != Disposition::kInFlight && (!only_ || *only_ == disposition);
  }

  static std::vector<std::string> ledger_columns() {
    return with_positions({"reason", "_field", "device_id", "event_time", "seq", "first_log",
                           "first_offset", "first_index", "ingest_time", "schema"});
  }

  Status read_kept(const LiveFile& file) {
    if (file.entry.disposition == Disposition::kRejected ||
        file.entry.disposition == Disposition::kDuplicate) {
      const auto rows = TRY(FileRows::open(lake_.env, lake_.folder, file, ledger_columns()));
      while (TRY(rows->next())) TRY(take_ledger(*rows));
      return {};
    }
    const Catalog::KnownSchema* known =
        lake_.catalog.schema(file.entry.schema, file.entry.schema_version);
    if (known == nullptr)
      return Status::corrupt("file names an unknown schema: " + file.entry.path);
    const auto rows =
        TRY(FileRows::open(lake_.env, lake_.folder, file, reading_column_names(*known->schema)));
    while (TRY(rows->next())) TRY(take_readings(*rows, known->schema));
    return {};
  }

  // The rows of the commits asked for.
  std::vector<uint32_t> rows_of_commits(const FileRows& rows) const {
    std::vector<uint32_t> wanted;
    for (uint32_t row = 0; row < rows.columns().rows; ++row) {
      if (commits_.has(rows.commit(row))) wanted.push_back(row);
    }
    return wanted;
  }

  Result<Hash128> key_of(LogId id) {
    const auto known = keys_.find(id);
    if (known != keys_.end()) return known->second;
    const std::shared_ptr<const LogInfo> log = lake_.catalog.log(id);
    if (log == nullptr) return Status::corrupt("a row names an unknown log");
    return keys_.emplace(id, log_key(*log)).first->second;
  }

  Status take_ledger(const FileRows& rows) {
    const TableColumns& table = rows.columns();
    const PositionColumns positions = TRY(PositionColumns::of(table));
    const auto* received = values_of<TimeValues>(table, "ingest_time");
    const auto* schemas = values_of<TextValues>(table, "schema");
    const auto* times = values_of<TimeValues>(table, "event_time");
    if (received == nullptr || schemas == nullptr)
      return Status::corrupt("file of the ledger lacks times of receipt or schemas");
    StoredRow stored;
    stored.disposition = rows.file().entry.disposition;
    for (const uint32_t row : rows_of_commits(rows)) {
      stored.position = positions.at(row);
      stored.commit = rows.commit(row);
      stored.ingest_time = received->micros[row];
      stored.schema = schemas->is_null(row) ? std::string_view() : schemas->at(row);
      if (times != nullptr) stored.event_time = times->micros[row];
      encoder_.begin(TRY(key_of(stored.position.log)), stored.position.offset,
                     stored.position.index, stored.disposition);
      TRY(stored.disposition == Disposition::kRejected ? encode_reject(table, row, stored)
                                                       : encode_duplicate(table, row));
      stored.hash = encoder_.finish();
      TRY(take_(stored));
    }
    return {};
  }

  Status encode_reject(const TableColumns& table, size_t row, StoredRow& stored) {
    const auto reason = reject_reason_named(text_at(table, "reason", row));
    const auto* fields = values_of<std::vector<int32_t>>(table, "_field");
    if (!reason || fields == nullptr) return Status::corrupt("file of rejects lacks reasons");
    stored.reason = *reason;
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

  Status take_readings(const FileRows& rows, const std::shared_ptr<const Schema>& schema) {
    const std::vector<uint32_t> wanted = rows_of_commits(rows);
    ReadingTable table(schema);
    TRY(append_readings(rows.columns(), wanted, table));
    StoredRow stored;
    stored.disposition = rows.file().entry.disposition;
    stored.schema = schema->name;
    const bool is_stored = stored.disposition == Disposition::kStored;
    for (size_t row = 0; row < table.rows(); ++row) {
      stored.position = table.position(row);
      stored.commit = rows.commit(wanted[row]);
      stored.ingest_time = table.ingest_time[row];
      stored.event_time = table.event_time[row];
      stored.is_late = is_stored && (table.flags[row] & kFlagLate) != 0;
      encoder_.begin(TRY(key_of(stored.position.log)), stored.position.offset,
                     stored.position.index, stored.disposition);
      encoder_.identity(table.device.at(row), table.event_time[row], table.seq[row]);
      table.encode_values(row, encoder_);
      if (is_stored) {
        encoder_.judged(table.flags[row], table.score[row]);
        if ((table.flags[row] & kFlagAnomalous) != 0)
          anomalies_.encode(stored.position, *schema, encoder_);
      }
      stored.hash = encoder_.finish();
      TRY(take_(stored));
    }
    return {};
  }

  const LakeAt lake_;
  const RangeOf<CommitId> commits_;
  const std::optional<Disposition> only_;
  const bool has_all_readings_;
  const Take& take_;
  AnomalyMarks anomalies_;
  RowEncoder encoder_;
  std::map<LogId, Hash128> keys_;
};

}  // namespace

Status for_each_stored_row(const LakeAt& lake, const StoredRowsWanted& wanted,
                           const std::function<Status(const StoredRow&)>& take) {
  return RowHasher(lake, wanted, take).run();
}

Status for_each_stored_silence(
    const LakeAt& lake,
    const std::function<void(CommitId, const Position&, const Hash128&)>& take) {
  for (const LiveFile& file : lake.view.files) {
    if (file.entry.table != Table::kAnomalies) continue;
    if (file.entry.positions && file.entry.positions->least.log != kControlLog) continue;
    const auto rows = TRY(FileRows::open(lake.env, lake.folder, file));
    while (TRY(rows->next())) {
      const TableColumns& table = rows->columns();
      const PositionColumns positions = TRY(PositionColumns::of(table));
      for (size_t row = 0; row < table.rows; ++row) {
        if (positions.at(row).log == kControlLog)
          take(rows->commit(row), positions.at(row), silence_hash(silence_at(table, row)));
      }
    }
  }
  return {};
}

Result<RowHashes> stored_row_hashes(const LakeAt& lake, CommitId commit) {
  RowHashes hashes;
  TRY(for_each_stored_row(lake, {{commit, commit}, {}}, [&](const StoredRow& row) {
    if (hashes.emplace(row.position, row.hash).second) return Status();
    return Status::corrupt(
        fmt::format("a record is kept twice: receipt={}", format_receipt(row.position)));
  }));
  return hashes;
}

}  // namespace telltale
