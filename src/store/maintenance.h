// Maintenance: what keeps a lake healthy for years, one bounded step at a time: rows whose time is
// over leave, small files become large ones, history is packed, what nobody needs is swept. A
// server runs steps in a thread beside the one that takes records; `telltale maintain` runs all
// that are due. One thread runs steps.
#pragma once

#include <array>

#include "store/compaction.h"
#include "store/sweep.h"

namespace telltale {

enum class Upkeep : uint8_t { kCompaction, kHistory, kSweep };
constexpr int kUpkeepCount = 3;
std::string_view name_of(Upkeep upkeep);

struct MaintenanceOptions {
  // Which kinds are done; all others are passed over.
  std::array<bool, kUpkeepCount> does = {true, true, true};
  CompactionOptions compaction;
  SweepOptions sweep;
  // How often a sweep is due; a step of any other kind is due when there is something to do.
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

 private:
  using Step = std::optional<MaintenanceStep>;
  bool does(Upkeep upkeep) const { return options_.does[static_cast<size_t>(upkeep)]; }
  Result<Step> run_compaction();
  Result<Step> run_history();
  Result<Step> run_sweep();

  LakeWriter& writer_;
  const MaintenanceOptions options_;
  std::optional<Instant> swept_;
};

}  // namespace telltale
