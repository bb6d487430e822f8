#include "store/maintenance.h"

namespace telltale {

std::string_view name_of(Upkeep upkeep) {
  constexpr std::array<std::string_view, kUpkeepCount> kNames = {"compaction", "history", "sweep"};
  return kNames[static_cast<size_t>(upkeep)];
}

Result<std::optional<MaintenanceStep>> Maintenance::run_next() {
  if (Step step = TRY(run_compaction())) return step;
  if (Step step = TRY(run_history())) return step;
  return run_sweep();
}

Result<Maintenance::Step> Maintenance::run_compaction() {
  if (!does(Upkeep::kCompaction)) return Step();
  const std::shared_ptr<const LakeView> view = writer_.view();
  const auto job = plan_compaction(*view, writer_.clock().now(), options_.compaction);
  if (!job) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kCompaction;
  step.what = name_of(job->form().table);
  step.done = TRY(compact(writer_, *job, options_.stop));
  step.has_committed = true;
  return Step(step);
}

Result<Maintenance::Step> Maintenance::run_history() {
  if (!does(Upkeep::kHistory) || !TRY(writer_.tidy_history())) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kHistory;
  return Step(step);
}

Result<Maintenance::Step> Maintenance::run_sweep() {
  const Instant now = writer_.clock().now();
  if (!does(Upkeep::kSweep) || (swept_ && now < *swept_ + options_.sweep_interval)) return Step();
  swept_ = now;
  const Swept swept = TRY(sweep(writer_, options_.sweep));
  if (swept.files == 0) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kSweep;
  step.done.files_before = swept.files;
  step.done.bytes_before = swept.bytes;
  return Step(step);
}

}  // namespace telltale
