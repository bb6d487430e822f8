#include "store/verify.h"

#include <fmt/format.h>

#include "journal/control_log.h"
#include "store/commit_json.h"
#include "store/commit_log.h"
#include "store/file_check.h"
#include "store/kept_readings.h"
#include "store/snapshot.h"
#include "store/stored_rows.h"
#include "store/superseded.h"

namespace telltale {
namespace {

Status differs(CommitId commit, const std::string& what) {
  return Status::corrupt(
      fmt::format("first difference: {}: commit={}", what, static_cast<uint64_t>(commit)));
}

// Every checkpoint must say what the commits up to it say.
Status check_checkpoint(Env& env, const CommitLog& commits, const LakeView& view) {
  const std::string path = commits.checkpoint_path(view.commit);
  if (!env.stat(path).ok()) return {};
  const Sealed sealed = TRY(unseal(TRY(read_file(env, path)), path));
  const Result<LakeView> said = read_checkpoint(sealed.json);
  if (said.status().code() == Code::kNotFound) return {};  // it is not used either
  TRY(said.status());
  if (said.value() == view) return {};
  return Status::corrupt(fmt::format(
      "first difference: a checkpoint does not say what the commits say: path={}", path));
}

// Folds every commit from the first on.
Result<LakeView> fold_all(Env& env, const std::string& folder) {
  const CommitLog commits(env, folder);
  const LakeView newest = TRY(commits.read());
  LakeView view;
  while (view.commit < newest.commit) {
    const CommitLog::Entry entry = TRY(commits.entry(next(view.commit)));
    TRY(view.fold(entry.commit, entry.digest));
    TRY(check_checkpoint(env, commits, view));
  }
  if (!(view == newest))
    return Status::corrupt("first difference: a checkpoint does not say what the commits say");
  return view;
}

Verified summary_of(const LakeView& view) {
  Verified verified;
  verified.commit = view.commit;
  verified.commits = static_cast<uint64_t>(view.commit);
  verified.files = view.files.size();
  for (const LiveFile& file : view.files) verified.bytes += file.entry.bytes;
  verified.records = view.books_total.received;
  verified.rows = view.rows_total;
  return verified;
}

// The first position whose row is not the same in both, or is missing in one.
Status compare_rows(CommitId commit, const RowHashes& computed, const RowHashes& stored) {
  auto a = computed.begin();
  auto b = stored.begin();
  while (a != computed.end() || b != stored.end()) {
    if (a != computed.end() && b != stored.end() && *a == *b) {
      ++a;
      ++b;
      continue;
    }
    const bool only_stored = a == computed.end() || (b != stored.end() && b->first < a->first);
    const bool only_computed = b == stored.end() || (a != computed.end() && a->first < b->first);
    const Position& position = only_stored ? b->first : a->first;
    const char* what = only_stored     ? "a row is kept that its record does not give"
                       : only_computed ? "a record's row is not kept"
                                       : "a row is not what its record gives";
    return differs(commit, fmt::format("{}: receipt={}", what, format_receipt(position)));
  }
  return {};
}

// What the rows of all files say, by the commit that brought them, and those that still hold all
// together.
struct StoredSums {
  std::map<CommitId, RowDigest> by_commit;
  std::map<CommitId, RowDigest> superseded_by;  // of rows that the commit replaced
  std::map<CommitId, RowHashes> silences;       // that are no record's
  RowDigest rows;
  Books books;
};

Result<StoredSums> sum_stored_rows(const LakeAt& lake) {
  StoredSums sums;
  const Superseded superseded = TRY(Superseded::read(lake));
  for (const auto& [key, row] : superseded.rows()) sums.superseded_by[row.by].add(row.hash);
  const StoredRowsWanted all{{CommitId{0}, lake.view.commit}, {}};
  TRY(for_each_stored_row(lake, all, [&](const StoredRow& row) {
    sums.by_commit[row.commit].add(row.hash);
    if (const SupersededRow* replaced = superseded.find(row.position, row.commit)) {
      if (replaced->hash == row.hash) return Status();
      return differs(row.commit, fmt::format("a row is not what the table of superseded rows says: "
                                             "receipt={}",
                                             format_receipt(row.position)));
    }
    sums.rows.add(row.hash);
    sums.books.page({row.position.log, day_number(row.ingest_time)})
        .add(row.disposition, row.reason, row.is_late);
    return Status();
  }));
  TRY(for_each_stored_silence(lake,
                              [&](CommitId commit, const Position& position, const Hash128& hash) {
                                sums.silences[commit].emplace(position, hash);
                              }));
  return sums;
}

// What every commit says of its rows must be what the files hold of them; but where rows have had
// their time and left, nobody can tell any more.
Status compare_digests(Env& env, const std::string& folder, const LakeView& view,
                       const StoredSums& stored) {
  const CommitLog commits(env, folder);
  const CommitId expired =
      std::max(view.expired_of(Table::kDeviceMetrics), view.expired_of(Table::kLedger));
  for (CommitId id = next(expired); id <= view.commit; id = next(id)) {
    const Commit commit = TRY(commits.entry(id)).commit;
    RowDigest said;
    for (const CommitPart& part : commit.parts) said.add(part.rows);
    const auto found = stored.by_commit.find(id);
    if (said == (found == stored.by_commit.end() ? RowDigest() : found->second)) continue;
    return differs(id, "the digest is not what the rows of its files give");
  }
  return {};
}

// The books of all commits must be those of the rows that are kept, apart from records whose rows
// are gone.
Status compare_books(const LakeView& view, const Books& stored) {
  for (const auto& [key, page] : view.books.pages()) {
    const auto found = stored.pages().find(key);
    BooksPage kept = found == stored.pages().end() ? BooksPage() : found->second;
    for (const Disposition gone : {Disposition::kExpired, Disposition::kErased}) {
      kept.by_disposition[static_cast<size_t>(gone)] = page.count(gone);
      kept.received += page.count(gone);
    }
    if (kept == page) continue;
    return Status::corrupt(
        fmt::format("first difference: the books of a log are not what its rows give: log={} "
                    "received_on={}",
                    static_cast<uint32_t>(key.log),
                    format_instant(instant_of(key.day * kMicrosPerDay)).substr(0, 10)));
  }
  if (stored.pages().size() <= view.books.pages().size()) return {};
  return Status::corrupt("first difference: rows are kept of records that were not received");
}

// Gathers replayed records as the writer did and compares them, commit by commit, with what is
// kept.
class VerifyKeep : public Keep {
 public:
  VerifyKeep(const LakeAt& lake, const StoredSums& stored)
      : lake_(lake),
        stored_(stored),
        unsettled_to_(std::max(lake.view.expired_of(Table::kDeviceMetrics),
                               lake.view.expired_of(Table::kLedger))),
        kept_(lake.env, lake.folder, lake.catalog, {}) {}

  CommitId unsettled_to() const { return unsettled_to_; }

  Status start(CommitId commit) {
    commit_ = TRY(CommitLog(lake_.env, lake_.folder).entry(commit)).commit;
    hashes_.clear();
    Offset control_to = 0;
    for (const CommitPart& part : commit_.parts) control_to = std::max(control_to, part.control_to);
    cut_.emplace(lake_.catalog, lake_.catalog.epoch_at(control_to).number, commit_.lake);
    cut_->note_rows(&hashes_);
    cut_->leave_raw_out();
    return {};
  }

  Status take(Batch& batch) override {
    if (batch.is_redriven) {
      cut_->take_redriven(batch);
    } else {
      cut_->take(batch);
    }
    return {};
  }

  Status barrier(bool is_last) override {
    TRY(commit_.id <= unsettled_to_ ? compare_settled() : compare());
    TRY(compare_silences());
    return is_last ? Status() : start(next(commit_.id));
  }

 private:
  // What needed no comparison with readings that may have left: such rows, if they are there, must
  // be what their records give.
  Status compare_settled() {
    const RowHashes stored = TRY(stored_row_hashes(lake_, commit_.id));
    for (const auto& [position, hash] : hashes_) {
      const auto found = stored.find(position);
      if (found == stored.end() || found->second == hash) continue;
      return differs(commit_.id, fmt::format("a row is not what its record gives: receipt={}",
                                             format_receipt(position)));
    }
    return {};
  }

  Status compare() {
    const CommitId before{static_cast<uint64_t>(commit_.id) - 1};
    TRY(cut_->settle(
        [&](Settlement& settlement) { return kept_.offer(lake_.view, before, settlement); }));
    Books books;
    RowDigest rows;
    for (const CommitPart& part : commit_.parts) {
      if (part.kind == PartKind::kRedrive) {
        TRY(compare_superseded(part));
        kept_.forget();
      }
      books.add(part.books);
      rows.add(part.rows);
    }
    const auto found = stored_.by_commit.find(commit_.id);
    const RowDigest stored = found == stored_.by_commit.end() ? RowDigest() : found->second;
    if (!(stored == cut_->rows()))
      TRY(compare_rows(commit_.id, hashes_, TRY(stored_row_hashes(lake_, commit_.id))));
    if (!(cut_->books() == books))
      return differs(commit_.id, "the books are not what the records give");
    if (!(cut_->rows() == rows) || !(stored == rows))
      return differs(commit_.id, "the digest is not what the records give");
    kept_.remember(cut_->take_stored(), commit_.id);
    return {};
  }

  // What ticks found, apart from what has had its time.
  Status compare_silences() const {
    const auto found = stored_.silences.find(commit_.id);
    RowHashes stored = found == stored_.silences.end() ? RowHashes() : found->second;
    const bool may_lack = commit_.id <= lake_.view.expired_of(Table::kAnomalies);
    for (const AnomalyRow& row : cut_->anomalies()) {
      if (row.position.log != kControlLog) continue;
      const auto same = stored.find(row.position);
      if (same == stored.end() && may_lack) continue;
      if (same == stored.end() || same->second != silence_hash(row))
        return differs(commit_.id, "a silence is not kept as its tick gives it: anomaly=" + row.id);
      stored.erase(same);
    }
    if (stored.empty()) return {};
    return differs(commit_.id, fmt::format("a silence is kept that no tick gives: control={}",
                                           stored.begin()->first.offset));
  }

  // What a redrive takes back must be the rows it replaced.
  Status compare_superseded(const CommitPart& part) const {
    const auto found = stored_.superseded_by.find(commit_.id);
    const RowDigest replaced = found == stored_.superseded_by.end() ? RowDigest() : found->second;
    if (replaced == part.rows_taken_back) return {};
    return differs(commit_.id, "what it takes back is not what it replaced");
  }

  const LakeAt lake_;
  const StoredSums& stored_;
  const CommitId unsettled_to_;
  KeptReadings kept_;
  Commit commit_;
  std::optional<Cut> cut_;
  RowHashes hashes_;
};

// The first commit whose records can be computed again, with the state of the devices before it.
Result<CommitId> replay_begin(const LakeAt& lake, const Replay& replay) {
  if (lake.view.expired_of(Table::kRaw) == CommitId{0}) return CommitId{1};
  if (!lake.view.snapshot) return next(lake.view.commit);
  const Status read = read_snapshot(lake.env, lake.folder, *lake.view.snapshot, replay.groups);
  if (read.code() == Code::kInvalid) return next(lake.view.commit);  // of another version
  TRY(read);
  return next(lake.view.snapshot_commit);
}

}  // namespace

Result<Verified> verify_quick(Env& env, const std::string& lake_folder) {
  const LakeView view = TRY(fold_all(env, lake_folder));
  TRY(ControlLog::open(env, lake_folder, view.control_to, false));
  for (const LiveFile& file : view.files) TRY(check_file_size(env, lake_folder, file.entry));
  if (view.snapshot) TRY(check_file_size(env, lake_folder, as_file(*view.snapshot)));
  return summary_of(view);
}

Result<Verified> verify_full(Env& env, const std::string& lake_folder, const Replay& replay) {
  const LakeView view = TRY(fold_all(env, lake_folder));
  const std::unique_ptr<ControlLog> control =
      TRY(ControlLog::open(env, lake_folder, view.control_to, false));
  for (const LiveFile& file : view.files) TRY(check_file(env, lake_folder, file.entry));
  if (view.snapshot) TRY(check_file(env, lake_folder, as_file(*view.snapshot)));
  const LakeAt lake{env, lake_folder, view, control->catalog()};
  const StoredSums stored = TRY(sum_stored_rows(lake));
  VerifyKeep keep(lake, stored);
  Verified verified = summary_of(view);
  verified.replayed_from = TRY(replay_begin(lake, replay));
  verified.unsettled_to = keep.unsettled_to();
  if (verified.replayed_from <= view.commit) {
    TRY(keep.start(verified.replayed_from));
    TRY(replay_commits(lake, verified.replayed_from, replay, keep));
  }
  TRY(compare_digests(env, lake_folder, view, stored));
  TRY(compare_books(view, stored.books));
  if (stored.rows == view.rows_total) return verified;
  return Status::corrupt("first difference: the rows of all files are not those of all commits");
}

}  // namespace telltale
