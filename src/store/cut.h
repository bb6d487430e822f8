// Cut: the records between two cuts, gathered from batches in log order, and, once its suspects are
// settled, everything a commit says of them. A pure function of the batches, the catalog and what
// is kept already; the same code runs when records arrive and when the lake is verified.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "journal/catalog.h"
#include "pipeline/commit.h"
#include "pipeline/settlement.h"
#include "store/anomaly_table.h"
#include "store/ledger_table.h"
#include "store/raw_file.h"
#include "telemetry/reading_table.h"

namespace telltale {

// Rows with their hashes, so that two computations can be compared row by row.
using RowHashes = std::map<Position, Hash128>;

class Cut {
 public:
  // Offers the settlement everything kept that may have the identity of a suspect.
  using OfferKept = std::function<Status(Settlement& settlement)>;
  using Readings = std::map<const Schema*, ReadingTable>;

  // The catalog must outlive the cut; `epoch` is the one its batches were judged under.
  Cut(const Catalog& catalog, uint32_t epoch, std::string lake)
      : catalog_(catalog), epoch_(epoch), lake_(std::move(lake)) {}

  // Notes each row's hash there as well.
  void note_rows(RowHashes* hashes) { hashes_ = hashes; }
  // About so many records will come: makes room for them at once.
  void expect(size_t records) { expected_ = records; }
  // For records that are in the lake already: gathers all but the raw files.
  void leave_raw_out() { keeps_raw_ = false; }

  void take(const Batch& batch);
  // Takes records that were taken before: only what becomes of them is new.
  void take_redriven(const Batch& batch);

  bool is_empty() const { return turns_.empty(); }
  uint64_t records() const { return records_; }
  size_t raw_bytes() const { return raw_bytes_; }

  // Rules over the suspects; afterwards the rest below is complete.
  Status settle(const OfferKept& offer_kept);

  const std::vector<CommittedTurn>& turns() const { return turns_; }
  const Books& books() const { return books_; }
  const RowDigest& rows() const { return rows_; }

  // By the hour of receipt, in hours since 1970.
  const std::map<int64_t, RawFile>& raw() const { return raw_; }
  // Hands the raw files over.
  std::map<int64_t, RawFile> take_raw() { return std::move(raw_); }
  const Readings& stored() const { return stored_; }
  // Hands the stored readings over; the cut is done.
  Readings take_stored() { return std::move(stored_); }
  const Readings& conflicts() const { return conflicts_; }
  const LedgerTable& rejects() const { return rejects_; }
  const LedgerTable& duplicates() const { return duplicates_; }
  const std::vector<AnomalyRow>& anomalies() const { return anomalies_; }

 private:
  void take_turn(const Batch& batch);
  void take_silences(const Batch& batch);
  void take_raw(const Batch& batch);
  void take_rows(const Batch& batch);
  void take_rejects(const Batch& batch);
  void take_fresh(const Batch& batch);
  void take_suspects(const Batch& batch);
  std::vector<const Anomaly*> take_anomalies(const Batch& batch);
  void keep_stored(const Suspect& suspect);
  void keep_conflict(const Suspect& suspect);
  void keep_duplicate(const Suspect& suspect, const Position& first);
  void digest_reading(const ReadingTable& table, size_t row, Disposition disposition);
  void count(LogId log, int64_t ingest_time, Disposition disposition, RejectReason reason,
             bool is_late);
  const Hash128& key_of(LogId log);
  void end_row(const Position& position);
  static ReadingTable& table_of(Readings& readings, const std::shared_ptr<const Schema>& schema);

  const Catalog& catalog_;
  const uint32_t epoch_;
  const std::string lake_;
  std::vector<CommittedTurn> turns_;
  size_t expected_ = 0;
  uint64_t records_ = 0;
  size_t raw_bytes_ = 0;
  std::map<int64_t, RawFile> raw_;
  bool keeps_raw_ = true;
  Readings stored_;
  Readings conflicts_;
  Readings suspects_;
  std::vector<std::pair<const Schema*, uint32_t>> suspect_order_;
  LedgerTable rejects_{Disposition::kRejected};
  LedgerTable duplicates_{Disposition::kDuplicate};
  std::vector<AnomalyRow> anomalies_;
  Books books_;
  RowDigest rows_;
  RowEncoder encoder_;
  RowHashes* hashes_ = nullptr;
  std::map<LogId, Hash128> keys_;
  const std::pair<const LogId, Hash128>* last_key_ = nullptr;
};

// The name of a reject's field, for people.
std::string reject_field_name(const Schema& schema, uint16_t field);

}  // namespace telltale
