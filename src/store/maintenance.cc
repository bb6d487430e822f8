#include "store/maintenance.h"

namespace telltale {

std::string_view name_of(Upkeep upkeep) {
  constexpr std::array<std::string_view, kUpkeepCount> kNames = {"rollups", "retention",
                                                                 "compaction", "history", "sweep"};
  return kNames[static_cast<size_t>(upkeep)];
}

Result<std::optional<MaintenanceStep>> Maintenance::run_next() {
  if (Step step = TRY(run_rollup(Table::kRollupsHour, rolled_up_hours_))) return step;
  if (options_.rolls_up_minutes) {
    if (Step step = TRY(run_rollup(Table::kRollupsMinute, rolled_up_minutes_))) return step;
  }
  if (Step step = TRY(run_retention())) return step;
  if (Step step = TRY(run_compaction())) return step;
  if (Step step = TRY(run_history())) return step;
  return run_sweep();
}

bool Maintenance::is_due(std::optional<Instant>& last, Duration interval) const {
  const Instant now = writer_.clock().now();
  if (last && now < *last + interval) return false;
  last = now;
  return true;
}

Result<Maintenance::Step> Maintenance::run_rollup(Table table, std::optional<Instant>& last) {
  if (!does(Upkeep::kRollups) || !is_due(last, options_.rollup_interval)) return Step();
  const std::optional<Rewritten> done = TRY(roll_up(writer_, table, options_.stop));
  if (!done) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kRollups;
  step.what = name_of(table);
  step.done = *done;
  step.has_committed = true;
  return Step(step);
}

// Goes on until nothing can leave; then again after the interval.
Result<Maintenance::Step> Maintenance::run_retention() {
  if (!does(Upkeep::kRetention)) return Step();
  const Instant now = writer_.clock().now();
  if (retired_ && now < *retired_ + options_.retention_interval) return Step();
  const RetentionOutcome outcome = TRY(retire(writer_, options_.stop));
  if (!outcome.step) {
    needs_snapshot_ = outcome.needs_snapshot;
    if (!needs_snapshot_) retired_ = now;
    return Step();
  }
  MaintenanceStep step;
  step.upkeep = Upkeep::kRetention;
  step.what = name_of(outcome.step->table);
  step.done = outcome.step->done;
  step.has_committed = true;
  return Step(step);
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
  if (!does(Upkeep::kSweep) || !is_due(swept_, options_.sweep_interval)) return Step();
  const Swept swept = TRY(sweep(writer_, options_.sweep));
  if (swept.files == 0) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kSweep;
  step.done.files_before = swept.files;
  step.done.bytes_before = swept.bytes;
  return Step(step);
}

}  // namespace telltale
