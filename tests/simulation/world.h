// World: one run under one seed: a lake whose journal, lanes, cuts, commits and sinks are the real
// ones, on a disk, a clock, a network and a scheduler that do what the seed says.
#pragma once

#include <memory>
#include <string>

#include "app/lake_runner.h"
#include "base/memory_env.h"
#include "tests/simulation/client.h"
#include "tests/simulation/faults.h"
#include "tests/simulation/sim_executor.h"

namespace telltale::simulation {

struct WorldCounts {
  std::array<uint64_t, kFaultCount> faults{};
  uint64_t operations = 0;
  uint64_t records = 0;
  uint64_t commits = 0;
  uint64_t starts = 0;
  uint64_t turns = 0;
  void add(const WorldCounts& other);
};

class World {
 public:
  World(uint64_t seed, uint64_t operations);
  ~World();

  // Runs it and compares what is in the lake with the model. The first difference, or nothing.
  std::string run(WorldCounts& counts);

 private:
  void start(Ownership ownership = Ownership::kTake);
  void take_over();
  void restart(bool loses_power);
  void operate();
  void cause_trouble();
  void let_time_pass();
  void commit_now();
  void settle_down();

  const uint64_t seed_;
  const uint64_t operations_;
  Random random_;
  MemoryEnv env_;
  ManualClock clock_;
  Faults faults_;
  SimExecutor executor_;
  Client client_;
  uint64_t runners_ = 0;  // the newest counts
  bool is_down_ = false;
  uint64_t starts_ = 0;
  std::string difference_;  // what went wrong before the end
  std::unique_ptr<LakeRunner> runner_;
};

}  // namespace telltale::simulation
