// Maintenance: what keeps a lake healthy for years, one bounded step at a time: rows whose time is
// over leave, small files become large ones, history is packed, what nobody needs is swept. A
// server runs steps in a thread beside the one that takes records; `telltale maintain` runs all
// that are due. One thread runs steps.
#pragma once

#include <array>

#include "store/compaction.h"
#include "store/retention.h"
#include "store/rollup.h"
#include "store/sweep.h"

namespace telltale {

// In the order in which they are done: readings are summed before they may leave.
enum class Upkeep : uint8_t { kRollups, kRetention, kCompaction, kHistory, kSweep };
constexpr int kUpkeepCount = 5;
std::string_view name_of(Upkeep upkeep);

struct MaintenanceOptions {
  // Which kinds are done; all others are passed over.
  std::array<bool, kUpkeepCount> does = {true, true, true, true, true};
  bool rolls_up_minutes = false;  // beside hours
  CompactionOptions compaction;
  SweepOptions sweep;
  // How often these are due; the others are when there is something to do. Readings that no rollup
  // sums yet are added up by every question about sums: when many wait they are summed sooner.
  Duration rollup_interval = std::chrono::minutes(1);
  Duration rollup_interval_busy = std::chrono::seconds(5);
  uint64_t rollup_readings_busy = 50'000;
  Duration retention_interval = std::chrono::hours(1);
  Duration sweep_interval = std::chrono::minutes(5);
  // Asked while files are rewritten: true ends the step with kCancelled, and nothing has changed.
  const std::atomic<bool>* stop = nullptr;
};

// What a step did.
struct MaintenanceStep {
  Upkeep upkeep = Upkeep::kCompaction;
  std::string what;  // the table, where there is one
  Rewritten done;
  bool has_committed = false;
};

class Maintenance {
 public:
  // The writer must outlive this.
  Maintenance(LakeWriter& writer, MaintenanceOptions options)
      : writer_(writer), options_(std::move(options)) {}

  // Does what is due most. Nothing: nothing is due.
  Result<std::optional<MaintenanceStep>> run_next();

  const Clock& clock() const { return writer_.clock(); }

  // Raw has had its time and stays because no snapshot covers it: whoever has the state of the
  // devices should write one.
  bool needs_snapshot() const { return needs_snapshot_; }

 private:
  using Step = std::optional<MaintenanceStep>;
  bool does(Upkeep upkeep) const { return options_.does[static_cast<size_t>(upkeep)]; }
  bool has_passed(const std::optional<Instant>& last, Duration interval) const;
  bool is_busy(Table rollup) const;
  Result<Step> run_rollup(Table table, std::optional<Instant>& last);
  Result<Step> run_retention();
  Result<Step> run_compaction();
  Result<Step> run_history();
  Result<Step> run_sweep();

  LakeWriter& writer_;
  const MaintenanceOptions options_;
  std::optional<Instant> rolled_up_hours_;
  std::optional<Instant> rolled_up_minutes_;
  std::optional<Instant> retired_;
  std::optional<Instant> swept_;
  bool needs_snapshot_ = false;
};

}  // namespace telltale
