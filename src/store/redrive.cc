#include "store/redrive.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/raw_source.h"
#include "store/row_gatherer.h"
#include "store/stored_rows.h"
#include "store/written_files.h"

namespace telltale {
namespace {

constexpr uint64_t kRecordsPerCommit = 16'384;
constexpr uint64_t kBytesPerChunk = 256UL << 20;

// Gathers what comes back; settles it against what is kept.
class RedriveKeep : public Keep {
 public:
  explicit RedriveKeep(const LakeAt& lake)
      : lake_(lake),
        kept_(lake.env, lake.folder, lake.catalog, {}),
        cut_(lake.catalog, lake.catalog.epoch().number, lake.view.lake) {}

  Status take(Batch& batch) override {
    cut_.take_redriven(batch);
    return {};
  }
  Status barrier(bool) override {
    return cut_.settle([&](Settlement& settlement) {
      return kept_.offer(lake_.view, lake_.commit(), settlement);
    });
  }
  Cut& cut() { return cut_; }

 private:
  const LakeAt lake_;
  KeptReadings kept_;
  Cut cut_;
};

// The rejects at positions [from, to) of an order, as they are now.
Result<RejectRows> rejects_at(const LakeAt& lake, const Redriven& order,
                              const RedriveProgress& part, std::map<Position, RejectReason>* why) {
  const Superseded superseded = TRY(Superseded::read(lake));
  const auto begin = order.positions.begin() + static_cast<ptrdiff_t>(part.from);
  const auto end = order.positions.begin() + static_cast<ptrdiff_t>(part.to);
  RejectRows rows;
  const StoredRowsWanted wanted{{CommitId{0}, lake.commit()}, Disposition::kRejected};
  TRY(for_each_stored_row(lake, wanted, [&](const StoredRow& row) {
    if (!std::binary_search(begin, end, row.position) ||
        superseded.is_superseded(row.position, row.commit, lake.commit()))
      return Status();
    rows[row.position] = {row.position, row.commit, CommitId{0}, row.hash, row.ingest_time};
    if (why != nullptr) (*why)[row.position] = row.reason;
    return Status();
  }));
  return rows;
}

Status run(RedriveSource& source, const RedrivePath& path, Keep& keep) {
  PipelineOptions options = path.options;
  options.barrier_records = std::numeric_limits<uint64_t>::max();
  Pipeline pipeline(options, path.stages, path.groups, keep);
  TRY(pipeline.run(source));
  return pipeline.barrier(true);
}

// What the commit takes back: that these records were rejected.
void take_back(const RejectRows& rows, const std::map<Position, RejectReason>& why,
               CommitPart& part) {
  for (const auto& [position, row] : rows) {
    part.taken_back.page({position.log, day_number(row.ingest_time)})
        .add(Disposition::kRejected, why.at(position), false);
    part.rows_taken_back.add(row.hash);
  }
}

std::vector<SupersededRow> values_of_rows(const RejectRows& rows) {
  std::vector<SupersededRow> values;
  for (const auto& [position, row] : rows) values.push_back(row);
  return values;
}

// One commit's share of an order.
Status commit_redriven(LakeWriter& writer, const Redriven& order, const RedriveProgress& share,
                       const RedrivePath& path) {
  const std::lock_guard settling(writer.settling());
  const std::shared_ptr<const LakeView> view = writer.view();
  const LakeAt lake{writer.env(), writer.folder(), *view, writer.catalog()};
  CommitPart part;
  part.kind = PartKind::kRedrive;
  part.redriven = share;
  std::map<Position, RejectReason> why;
  const RejectRows rejects = TRY(rejects_at(lake, order, share, &why));
  if (rejects.size() != share.to - share.from)
    return Status::not_found("records are to be taken again that are not rejected any more");
  RedriveSource source(lake, order, share.from, share.to);
  RedriveKeep keep(lake);
  TRY(run(source, path, keep));
  take_back(rejects, why, part);
  part.books = keep.cut().books();
  part.rows = keep.cut().rows();
  LakeFiles files(writer.env(), writer.folder(), &writer.in_work());
  WrittenFiles written(writer);
  written.add(TRY(files.write(keep.cut())));
  written.add({TRY(files.write_superseded(values_of_rows(rejects)))});
  TRY(files.sync());
  return written.commit(std::move(part));
}

// How far the order at that offset of the control log is done.
uint64_t done_of(const LakeView& view, Offset control) {
  if (!view.redriven || view.redriven->control < control) return 0;
  if (view.redriven->control > control) return std::numeric_limits<uint64_t>::max();
  return view.redriven->is_complete ? std::numeric_limits<uint64_t>::max() : view.redriven->to;
}

}  // namespace

Result<std::vector<RedrivenRow>> preview_redrive(const LakeAt& lake, const Redriven& order,
                                                 const RedrivePath& path) {
  const RedriveProgress all{0, 0, order.positions.size(), true};
  std::map<Position, RejectReason> why;
  TRY(rejects_at(lake, order, all, &why));
  RedriveSource source(lake, order, all.from, all.to);
  RedriveKeep keep(lake);
  RowHashes hashes;
  TRY(run(source, path, keep));
  std::map<Position, RedrivenRow> rows;
  const auto note = [&](const Position& position, Disposition becomes, RejectReason reason) {
    rows[position] = {position, why[position], becomes, reason};
  };
  const auto note_readings = [&](const Cut::Readings& readings, Disposition becomes) {
    for (const auto& [schema, table] : readings) {
      for (size_t row = 0; row < table.rows(); ++row)
        note(table.position(row), becomes, RejectReason::kNone);
    }
  };
  const Cut& cut = keep.cut();
  note_readings(cut.stored(), Disposition::kStored);
  note_readings(cut.conflicts(), Disposition::kConflict);
  cut.duplicates().for_each([&](const Position& position, RejectReason) {
    note(position, Disposition::kDuplicate, RejectReason::kNone);
  });
  cut.rejects().for_each([&](const Position& position, RejectReason reason) {
    note(position, Disposition::kRejected, reason);
  });
  std::vector<RedrivenRow> all_rows;
  for (const auto& [position, row] : rows) all_rows.push_back(row);
  return all_rows;
}

namespace {

// An order whose records have expired meanwhile is called done, with nothing done.
Status abandon(LakeWriter& writer, const Catalog::Redrive& redrive) {
  const uint64_t count = redrive.ordered->positions.size();
  CommitPart part;
  part.kind = PartKind::kRedrive;
  part.redriven = RedriveProgress{redrive.offset, count, count, true};
  return writer.commit(std::move(part));
}

Status finish_redrive(LakeWriter& writer, const Catalog::Redrive& redrive, const RedrivePath& path,
                      RedriveOutcome& outcome) {
  const uint64_t count = redrive.ordered->positions.size();
  uint64_t share = kRecordsPerCommit;
  for (uint64_t from = done_of(*writer.view(), redrive.offset); from < count;) {
    const uint64_t to = std::min(count, from + share);
    const Status done =
        commit_redriven(writer, *redrive.ordered, {redrive.offset, from, to, to == count}, path);
    if (done.code() == Code::kExhausted && share > 1) {
      share /= 2;  // large records: fewer at a time
      continue;
    }
    if (done.code() == Code::kNotFound) {
      outcome.abandoned += count - from;
      return abandon(writer, redrive);
    }
    TRY(done);
    outcome.taken += to - from;
    from = to;
  }
  return {};
}

}  // namespace

Result<RedriveOutcome> finish_redrives(LakeWriter& writer, const RedrivePath& path) {
  RedriveOutcome outcome;
  for (const Catalog::Redrive& redrive : writer.catalog().redrives())
    TRY(finish_redrive(writer, redrive, path, outcome));
  return outcome;
}

// The records wanted, gathered from wherever raw holds them, and their order.
struct RedriveSource::Records {
  TableColumns rows;
  RawColumns columns;
  std::vector<uint32_t> order;
  size_t next = 0;
};

RedriveSource::RedriveSource(const LakeAt& lake, const Redriven& order, uint64_t from, uint64_t to)
    : lake_(lake), order_(order), from_(from), to_(to) {}

RedriveSource::~RedriveSource() = default;

// Each log's records are read as the schema says under which they are taken again.
Result<std::shared_ptr<const LogInfo>> RedriveSource::log_of(const Position& position) {
  std::shared_ptr<const LogInfo>& known = logs_[position.log];
  if (known != nullptr) return known;
  const std::shared_ptr<const LogInfo> log = lake_.catalog.log(position.log);
  if (log == nullptr) return Status::corrupt("a record to take again is of an unknown log");
  auto again = std::make_shared<LogInfo>(*log);
  TRY(lake_.catalog.give_schema(order_.schema, order_.schema_version, *again));
  return known = std::move(again);
}

Status RedriveSource::load() {
  const auto begin = order_.positions.begin() + static_cast<ptrdiff_t>(from_);
  const auto end = order_.positions.begin() + static_cast<ptrdiff_t>(to_);
  records_ = std::make_unique<Records>();
  std::optional<RowGatherer> gatherer;
  for (const LiveFile& file : lake_.view.files) {
    if (file.entry.table != Table::kRaw) continue;
    const auto may_hold = [&](const RangeOf<Position>& range) {
      const auto first = std::lower_bound(begin, end, range.least);
      return first != end && *first <= range.most;
    };
    if (file.entry.positions && !may_hold(*file.entry.positions)) continue;
    const auto rows = TRY(FileRows::open(lake_.env, lake_.folder, file, RawColumns::names()));
    while (TRY(rows->next())) {
      const PositionColumns positions = TRY(PositionColumns::of(rows->columns()));
      std::vector<RowRef> wanted;
      for (uint32_t row = 0; row < rows->columns().rows; ++row) {
        if (std::binary_search(begin, end, positions.at(row))) wanted.push_back({0, row});
      }
      if (wanted.empty()) continue;
      if (!gatherer) gatherer.emplace(rows->columns());
      const TableColumns* source = &rows->columns();
      TRY(gatherer->append(RowGatherer::Sources(&source, 1), wanted));
      if (gatherer->bytes() > kBytesPerChunk)
        return Status::exhausted("records to take again are too large together: take fewer");
    }
  }
  if (gatherer) records_->rows = gatherer->take();
  if (records_->rows.rows != to_ - from_) {
    return Status::not_found(fmt::format(
        "raw holds only {} of {} records that are to be taken again: the others have expired",
        records_->rows.rows, to_ - from_));
  }
  records_->columns = TRY(RawColumns::of(records_->rows));
  for (uint32_t row = 0; row < records_->rows.rows; ++row) records_->order.push_back(row);
  std::sort(records_->order.begin(), records_->order.end(), [&](uint32_t a, uint32_t b) {
    return records_->columns.position(a) < records_->columns.position(b);
  });
  return {};
}

Result<bool> RedriveSource::poll(Batch& batch) {
  if (records_ == nullptr && from_ < to_) TRY(load());
  if (records_ == nullptr || records_->next == records_->order.size()) return false;
  Records& records = *records_;
  const auto row = [&] { return records.order[records.next]; };
  const Position first = records.columns.position(row());
  constexpr size_t kTextBytes = 1 << 20;
  batch.start(TRY(log_of(first)), std::max(kTextBytes, records.columns.bytes(row()).size()));
  batch.is_redriven = true;
  batch.from = batch.to = first.offset;
  while (records.next < records.order.size() && records.columns.position(row()).log == first.log &&
         records.columns.fits(batch, row())) {
    records.columns.add_to(batch, row());
    ++records.next;
  }
  return true;
}

}  // namespace telltale
