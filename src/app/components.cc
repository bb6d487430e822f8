#include "app/components.h"

#include <algorithm>
#include <thread>

namespace telltale {
namespace {

// The lane stages, in order; the place of each is where it finds its state in a key group.
constexpr size_t kStepTimePlace = 0;
constexpr size_t kFreshnessPlace = 1;
constexpr size_t kJudgePlace = 2;
constexpr size_t kSilencePlace = 3;

constexpr uint64_t kLanesByDefaultMax = 8;

}  // namespace

RecordPath::RecordPath(JsonReading reading)
    : decode_(reading),
      step_time_(kStepTimePlace),
      freshness_(kFreshnessPlace),
      judge_(kJudgePlace, {}),
      silence_(kSilencePlace),
      groups_(std::make_unique<KeyGroups>(
          std::vector<const LaneStage*>{&step_time_, &freshness_, &judge_, &silence_})) {}

void RecordPath::begin_epoch(const Catalog::Epoch& epoch) {
  judge_.set_tier_max(epoch.begun.judge);
}

Replay RecordPath::replay(const Options& options) {
  return {pipeline_options(options), stages(), groups(),
          [this](const Catalog::Epoch& epoch) { begin_epoch(epoch); }};
}

PipelineOptions pipeline_options(const Options& options) {
  PipelineOptions pipeline;
  const uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
  pipeline.lanes = options.lanes > 0 ? options.lanes : std::min(cores, kLanesByDefaultMax);
  pipeline.batches = options.batches;
  return pipeline;
}

}  // namespace telltale
