// SimExecutor: everything in one thread, in an order that a seed decides. Strands take turns while
// somebody waits, and now and then when something is pushed.
#pragma once

#include <deque>
#include <vector>

#include "base/executor.h"
#include "base/random.h"

namespace telltale::simulation {

class SimExecutor : public Executor {
 public:
  explicit SimExecutor(uint64_t seed) : random_(seed) {}

  std::unique_ptr<Strand> new_strand(Work work) override;
  void wait_until(const std::function<bool()>& is_true) override;
  void announce() override {}

  uint64_t turns() const { return turns_; }

 private:
  class SimStrand;
  // Lets some strand act once. False: none is ready.
  bool turn();

  Random random_;
  std::vector<SimStrand*> strands_;
  uint64_t turns_ = 0;
};

}  // namespace telltale::simulation
