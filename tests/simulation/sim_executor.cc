#include "tests/simulation/sim_executor.h"

#include <algorithm>

#include "base/check.h"

namespace telltale::simulation {

class SimExecutor::SimStrand : public Executor::Strand {
 public:
  SimStrand(SimExecutor& executor, Work work) : executor_(executor), work_(std::move(work)) {
    executor_.strands_.push_back(this);
  }
  ~SimStrand() override {
    while (!items_.empty()) CHECK(executor_.turn());
    std::erase(executor_.strands_, this);
  }

  void push(void* item) override {
    CHECK(items_.size() < work_.items_max);
    items_.push_back(item);
    if (executor_.random_.below(4) == 0) executor_.turn();
  }

  bool is_ready() const {
    return !is_acting_ && !items_.empty() && (!work_.is_ready || work_.is_ready(items_.front()));
  }
  void act() {
    is_acting_ = true;
    work_.act(items_.front());
    items_.pop_front();
    is_acting_ = false;
  }

 private:
  SimExecutor& executor_;
  const Work work_;
  std::deque<void*> items_;
  bool is_acting_ = false;
};

std::unique_ptr<Executor::Strand> SimExecutor::new_strand(Work work) {
  return std::make_unique<SimStrand>(*this, std::move(work));
}

bool SimExecutor::turn() {
  std::vector<SimStrand*> ready;
  std::copy_if(strands_.begin(), strands_.end(), std::back_inserter(ready),
               [](const SimStrand* strand) { return strand->is_ready(); });
  if (ready.empty()) return false;
  ++turns_;
  ready[random_.below(ready.size())]->act();
  return true;
}

// Nobody else could make it true: if no strand can act, it never will be.
void SimExecutor::wait_until(const std::function<bool()>& is_true) {
  while (!is_true()) CHECK(turn());
}

}  // namespace telltale::simulation
