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

bool Maintenance::has_passed(const std::optional<Instant>& last, Duration interval) const {
  return !last || writer_.clock().now() >= *last + interval;
}

// Whether many readings wait to be summed, as far as their files say.
bool Maintenance::is_busy(Table rollup) const {
  const std::shared_ptr<const LakeView> view = writer_.view();
  const CommitId summed = view->rolled_up_of(rollup);
  uint64_t waiting = 0;
  for (const LiveFile& file : view->files) {
    if (file.entry.table == Table::kDeviceMetrics && file.commits().least > summed)
      waiting += file.entry.rows;
  }
  return waiting >= options_.rollup_readings_busy;
}

Result<Maintenance::Step> Maintenance::run_rollup(Table table, std::optional<Instant>& last) {
  if (!does(Upkeep::kRollups)) return Step();
  const bool is_due = has_passed(last, options_.rollup_interval) ||
                      (has_passed(last, options_.rollup_interval_busy) && is_busy(table));
  if (!is_due) return Step();
  last = writer_.clock().now();
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
  if (!does(Upkeep::kSweep) || !has_passed(swept_, options_.sweep_interval)) return Step();
  swept_ = writer_.clock().now();
  const Swept swept = TRY(sweep(writer_, options_.sweep));
  if (swept.files == 0) return Step();
  MaintenanceStep step;
  step.upkeep = Upkeep::kSweep;
  step.done.files_before = swept.files;
  step.done.bytes_before = swept.bytes;
  return Step(step);
}

}  // namespace telltale
