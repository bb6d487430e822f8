#include "store/retention.h"

#include <algorithm>

#include "store/rollup_table.h"
#include "store/stored_rows.h"
#include "store/superseded.h"
#include "store/written_files.h"

namespace telltale {
namespace {

// Of one commit.
constexpr size_t kFilesMax = 32;
constexpr uint64_t kBytesMax = 512UL << 20;

enum class Overdue : uint8_t { kNone, kSome, kAll };

// The range that the ages of a file's rows may be counted from.
std::optional<RangeOf<int64_t>> ages_of(const FileEntry& entry, const RetentionPolicy& policy) {
  const bool has_times = entry.has_times() && entry.table != Table::kRaw;
  const bool is_rollup = bucket_of(entry.table) != 0;
  const bool by_event = has_times && (is_rollup || policy.has_clock(LogClock::kEvent));
  const bool by_receipt = !is_rollup && (!has_times || policy.has_clock(LogClock::kArrival));
  if (by_receipt && !entry.received) return std::nullopt;
  RangeOf<int64_t> range{std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min()};
  if (by_event) range = {entry.time_min, entry.time_max};
  if (by_receipt) {
    range = {std::min(range.least, entry.received->least),
             std::max(range.most, entry.received->most)};
  }
  return range;
}

// What bounds say of a file; kSome may be any of the three.
Overdue overdue_by_bounds(const FileEntry& entry, const RetentionPolicy& policy) {
  const RangeOf<int64_t> horizons =
      entry.schema.empty() ? policy.horizons(entry.table)
                           : RangeOf<int64_t>{policy.horizon(entry.table, entry.schema),
                                              policy.horizon(entry.table, entry.schema)};
  const std::optional<RangeOf<int64_t>> ages = ages_of(entry, policy);
  if (!ages)
    return horizons.most == std::numeric_limits<int64_t>::min() ? Overdue::kNone : Overdue::kSome;
  if (ages->least >= horizons.most) return Overdue::kNone;
  return ages->most < horizons.least ? Overdue::kAll : Overdue::kSome;
}

// Which rows of a file have had their time.
class RowAges {
 public:
  RowAges(const FileEntry& entry, const Catalog& catalog, const RetentionPolicy& policy)
      : entry_(entry), catalog_(catalog), policy_(policy) {}

  static std::vector<std::string> columns() {
    return {"_log", "_offset", "_index", "ingest_time", "event_time", "schema"};
  }

  // Those that are, or those that are not.
  std::vector<uint32_t> rows(const TableColumns& table, bool overdue) {
    logs_ = values_of<std::vector<int32_t>>(table, "_log");
    received_ = values_of<TimeValues>(table, "ingest_time");
    times_ = entry_.table == Table::kRaw ? nullptr : values_of<TimeValues>(table, "event_time");
    // Facts have columns of signals, which may bear that name.
    schemas_ = entry_.schema.empty() ? values_of<TextValues>(table, "schema") : nullptr;
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; row < table.rows; ++row) {
      const bool is_due = is_overdue(row);
      if (is_due == overdue) rows.push_back(row);
      if (is_due) note(row);
    }
    return rows;
  }

  // Of the overdue rows among those asked for so far.
  RowBounds bounds() const { return bounds_.value_or(RowBounds()); }

 private:
  bool is_overdue(uint32_t row) {
    const LogId log{logs_ == nullptr ? 0 : static_cast<uint32_t>((*logs_)[row])};
    return age_from(row, log) < horizon(schema_of(row, log));
  }

  void note(uint32_t row) {
    RowBounds one;
    if (times_ != nullptr) one.times = {times_->micros[row], times_->micros[row]};
    if (received_ != nullptr) one.received = {received_->micros[row], received_->micros[row]};
    widen(one, bounds_);
  }

  // Files of anomalies that do not say when their reading was received are of the first lakes,
  // whose records were received when their log was opened.
  int64_t age_from(uint32_t row, LogId log) const {
    if (bucket_of(entry_.table) != 0) return times_->micros[row];
    const std::optional<int64_t> time =
        times_ == nullptr ? std::nullopt : std::optional(times_->micros[row]);
    const int64_t received =
        received_ != nullptr ? received_->micros[row] : micros(catalog_.log(log)->ingest_time);
    return policy_.age_from(log, received, time);
  }

  std::string_view schema_of(uint32_t row, LogId log) const {
    if (!entry_.schema.empty()) return entry_.schema;
    if (schemas_ != nullptr && !schemas_->is_null(row)) return schemas_->at(row);
    const std::shared_ptr<const LogInfo> info = catalog_.log(log);
    return info == nullptr ? std::string_view() : std::string_view(info->schema->name);
  }

  int64_t horizon(std::string_view schema) {
    const auto known = horizons_.find(schema);
    if (known != horizons_.end()) return known->second;
    const int64_t horizon = policy_.horizon(entry_.table, schema);
    horizons_.emplace(schema, horizon);
    return horizon;
  }

  const FileEntry& entry_;
  const Catalog& catalog_;
  const RetentionPolicy& policy_;
  std::map<std::string, int64_t, std::less<>> horizons_;
  const std::vector<int32_t>* logs_ = nullptr;
  const TimeValues* received_ = nullptr;
  const TimeValues* times_ = nullptr;
  const TextValues* schemas_ = nullptr;
  std::optional<RowBounds> bounds_;
};

// How many rows of a file have had their time.
Result<uint64_t> overdue_rows(const LakeAt& lake, const LiveFile& file,
                              const RetentionPolicy& policy) {
  const Overdue overdue = overdue_by_bounds(file.entry, policy);
  if (overdue != Overdue::kSome) return overdue == Overdue::kAll ? file.entry.rows : 0;
  RowAges ages(file.entry, lake.catalog, policy);
  const auto rows = TRY(FileRows::open(lake.env, lake.folder, file, RowAges::columns()));
  uint64_t count = 0;
  while (TRY(rows->next())) count += ages.rows(rows->columns(), true).size();
  return count;
}

// Whose rows say what became of records.
bool holds_dispositions(Table table) {
  return table == Table::kDeviceMetrics || table == Table::kLedger;
}

// One commit's work: files of one table with rows that have had their time.
class Retirement {
 public:
  Retirement(LakeWriter& writer, const std::atomic<bool>* stop)
      : writer_(writer),
        stop_(stop),
        view_(writer.view()),
        catalog_(writer.catalog_copy()),
        policy_(*catalog_, writer.clock().now()),
        lake_{writer.env(), writer.folder(), *view_, *catalog_},
        files_(writer.env(), writer.folder(), &writer.in_work()),
        written_(writer) {}

  Result<RetentionOutcome> run() {
    TRY(choose());
    if (chosen_.empty()) return std::move(outcome_);
    step_.table = chosen_.front().entry.table;
    part_.kind = PartKind::kRetention;
    if (holds_dispositions(step_.table)) TRY(take_back());
    for (const LiveFile& file : chosen_) TRY(rewrite(file));
    TRY(files_.sync());
    step_.done.files_before = chosen_.size();
    step_.done.files_after = written_.entries().size();
    for (const FileEntry& entry : written_.entries()) step_.done.bytes_after += entry.bytes;
    const std::lock_guard settling(writer_.settling());
    TRY(written_.commit(std::move(part_)));
    outcome_.step = step_;
    return std::move(outcome_);
  }

 private:
  Status choose() {
    for (const LiveFile& file : view_->files) {
      if (stop_ != nullptr && stop_->load())
        return Status::cancelled("asked to stop while rows past their time were looked for");
      if (!chosen_.empty() && file.entry.table != chosen_.front().entry.table) continue;
      if (TRY(overdue_rows(lake_, file, policy_)) == 0) continue;
      if (file.entry.table == Table::kRaw && !is_covered(file)) {
        outcome_.needs_snapshot = true;
        continue;
      }
      chosen_.push_back(file);
      step_.done.bytes_before += file.entry.bytes;
      if (chosen_.size() == kFilesMax || step_.done.bytes_before >= kBytesMax) break;
    }
    return {};
  }

  // A restart computes what came after the snapshot again, from raw; what a redrive took again,
  // too.
  bool is_covered(const LiveFile& file) const {
    return file.commits().most <= view_->snapshot_commit &&
           view_->redriven_by <= view_->snapshot_commit;
  }

  // What the books say of the records whose rows leave; superseded rows say nothing any more.
  Status take_back() {
    LakeView some = *view_;
    std::erase_if(some.files, [&](const LiveFile& file) {
      return file.entry.table != Table::kAnomalies &&
             std::find(chosen_.begin(), chosen_.end(), file) == chosen_.end();
    });
    const Superseded superseded = TRY(Superseded::read(lake_));
    const LakeAt lake{lake_.env, lake_.folder, some, *catalog_};
    const StoredRowsWanted wanted{{CommitId{0}, view_->commit}, {}, false};
    return for_each_stored_row(lake, wanted, [&](const StoredRow& row) {
      const int64_t age_from = policy_.age_from(row.position.log, row.ingest_time, row.event_time);
      if (age_from >= policy_.horizon(step_.table, row.schema)) return Status();
      if (superseded.find(row.position, row.commit) != nullptr) return Status();
      const BooksKey key{row.position.log, day_number(row.ingest_time)};
      part_.taken_back.page(key).add(row.disposition, row.reason, row.is_late);
      part_.rows_taken_back.add(row.hash);
      part_.books.page(key).add(Disposition::kExpired, RejectReason::kNone, false);
      return Status();
    });
  }

  Status rewrite(const LiveFile& file) {
    part_.removed.push_back(file.entry.path);
    if (overdue_by_bounds(file.entry, policy_) == Overdue::kAll) {
      step_.done.rows += file.entry.rows;
      widen(bounds_of(file.entry), part_.left);
      return {};
    }
    MergeInputs inputs = TRY(MergeInputs::open(writer_.env(), writer_.folder(), {file}));
    RowAges ages(file.entry, *catalog_, policy_);
    MergeOptions options;
    options.stop = stop_;
    options.choose = [&](const TableColumns& columns) { return ages.rows(columns, false); };
    TableForm form = table_form(file.entry, file.entry.level, parent_path(file.entry.path));
    form.is_sorted = form.is_sorted && file.entry.level > 0;
    TableWriter out(files_, form, inputs.like());
    TRY(merge_files(inputs, options, out));
    written_.add(TRY(out.finish()));
    step_.done.rows += file.entry.rows - out.rows();
    widen(ages.bounds(), part_.left);
    return {};
  }

  LakeWriter& writer_;
  const std::atomic<bool>* stop_;
  const std::shared_ptr<const LakeView> view_;
  const std::shared_ptr<const Catalog> catalog_;
  const RetentionPolicy policy_;
  const LakeAt lake_;
  LakeFiles files_;
  WrittenFiles written_;
  std::vector<LiveFile> chosen_;
  CommitPart part_;
  RetentionStep step_;
  RetentionOutcome outcome_;
};

}  // namespace

Result<RetentionOutcome> retire(LakeWriter& writer, const std::atomic<bool>* stop) {
  return Retirement(writer, stop).run();
}

Result<uint64_t> count_overdue(const LakeAt& lake, Instant now) {
  const RetentionPolicy policy(lake.catalog, now);
  uint64_t rows = 0;
  for (const LiveFile& file : lake.view.files) rows += TRY(overdue_rows(lake, file, policy));
  return rows;
}

}  // namespace telltale
