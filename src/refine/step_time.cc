#include "refine/step_time.h"

#include <vector>

#include "pipeline/key_group.h"
#include "refine/event_time.h"

namespace telltale {
namespace {

constexpr uint32_t kNone = 0xffffffff;

// How many records of a binding each log had; a list a binding, the newest log first.
class StepTimeState : public StageState {
 public:
  uint64_t take_number(uint32_t binding, LogId log) {
    if (binding >= first_.size()) first_.resize(binding + 1, kNone);
    for (uint32_t i = first_[binding]; i != kNone; i = counts_[i].next) {
      if (counts_[i].log == log) return counts_[i].records++;
    }
    counts_.push_back({log, first_[binding], 1});
    first_[binding] = static_cast<uint32_t>(counts_.size() - 1);
    return 0;
  }

  void save(StateWriter& out) const override {
    out.put(static_cast<uint32_t>(first_.size()));
    for (const uint32_t first : first_) out.put(first);
    out.put(static_cast<uint32_t>(counts_.size()));
    for (const Count& count : counts_) out.put(count);
  }

  Status load(StateReader& in) override {
    uint32_t size = 0;
    TRY(in.get(size));
    first_.resize(size);
    for (uint32_t& first : first_) TRY(in.get(first));
    TRY(in.get(size));
    counts_.resize(size);
    for (Count& count : counts_) TRY(in.get(count));
    return {};
  }

 private:
  struct Count {
    LogId log;
    uint32_t next;
    uint64_t records;
  };
  std::vector<uint32_t> first_;  // by binding
  std::vector<Count> counts_;
};

}  // namespace

std::unique_ptr<StageState> StepTime::new_state() const {
  return std::make_unique<StepTimeState>();
}

void StepTime::apply(Batch& batch, const LaneRows& rows) const {
  const TimeRule& time = batch.log().time_rule();
  if (time.kind != TimeRule::Kind::kStep) return;
  for (size_t i = 0; i < rows.rows.size(); ++i) {
    const size_t row = rows.rows[i];
    auto& state = static_cast<StepTimeState&>(rows.groups[i]->state(place_));
    const uint64_t number = state.take_number(rows.bindings[i], batch.log().id);
    const auto room = static_cast<uint64_t>(kInstantMicrosMax - micros(time.start));
    if (number > room / static_cast<uint64_t>(time.step.count())) {
      batch.reject(row, RejectReason::kBadTime, Batch::kTimeField);
      continue;
    }
    batch.event_time[row] = micros(time.start) + static_cast<int64_t>(number) * time.step.count();
    if (batch.state[row] != RowState::kRejected) check_ahead(batch, row);
  }
}

}  // namespace telltale
