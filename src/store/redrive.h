// Redrive: takes rejects again, under a schema's newest version: their bytes go through the record
// path once more and are settled exactly against what is kept, as late readings are; they are never
// scored or learned. The order is a control record, durable before it is used; commits then say
// what became of its positions, some thousands at a time, so that a killed run goes on where it
// was. The rows of the ledger that they replace are named in the table of superseded rows. One
// thread, which is the only one that takes records.
#pragma once

#include "pipeline/pipeline.h"
#include "store/lake.h"
#include "store/superseded.h"

namespace telltale {

// How records go through the stages.
struct RedrivePath {
  PipelineOptions options;
  std::vector<Stage*> stages;
  KeyGroups& groups;  // their newest readings advance
};

// What became of one record.
struct RedrivenRow {
  Position position;
  RejectReason before = RejectReason::kNone;
  Disposition becomes = Disposition::kInFlight;
  RejectReason reason = RejectReason::kNone;  // when it is still refused
};

// What would become of all of them; writes nothing.
Result<std::vector<RedrivenRow>> preview_redrive(const LakeAt& lake, const Redriven& order,
                                                 const RedrivePath& path);

struct RedriveOutcome {
  uint64_t taken = 0;
  uint64_t abandoned = 0;  // records that expired before their turn came
};

// Completes the redrives that were ordered and are not done.
Result<RedriveOutcome> finish_redrives(LakeWriter& writer, const RedrivePath& path);

// The positions of an order whose rejects show in the lake, and what is known of each.
using RejectRows = std::map<Position, SupersededRow>;

// Brings the records of some positions of an order back from raw, in order, to be taken again.
class RedriveSource : public Source {
 public:
  // What the lake and the order refer to must outlive the source.
  RedriveSource(const LakeAt& lake, const Redriven& order, uint64_t from, uint64_t to);
  ~RedriveSource() override;

  // kNotFound: raw holds a record no more.
  Result<bool> poll(Batch& batch) override;
  void commit(LogId, Offset) override {}

 private:
  struct Records;
  Status load();
  Result<std::shared_ptr<const LogInfo>> log_of(const Position& position);

  const LakeAt lake_;
  const Redriven& order_;
  const uint64_t from_;
  const uint64_t to_;
  std::unique_ptr<Records> records_;
  std::map<LogId, std::shared_ptr<const LogInfo>> logs_;
};

}  // namespace telltale
