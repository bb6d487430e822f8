// Executor: where work is done, behind one seam: by threads, or in a test by one thread in an order
// that a seed decides. Work that must stay in order goes to a strand; whoever waits for what other
// work brings about waits through the executor.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace telltale {

class Executor {
 public:
  // Acts on one item after another, in the order they were pushed. Ends when everything pushed was
  // acted on.
  class Strand {
   public:
    virtual ~Strand() = default;
    virtual void push(void* item) = 0;
  };
  struct Work {
    const char* name;  // of the thread, for profilers
    size_t number = 0;
    size_t items_max = 1;  // pushed and not acted on; more is a bug of who pushes
    std::function<void(void* item)> act;
    // Whether the next item may be acted on, which other strands bring about and announce; empty:
    // always.
    std::function<bool(void* item)> is_ready;
  };

  virtual ~Executor() = default;
  virtual std::unique_ptr<Strand> new_strand(Work work) = 0;
  // Returns once `is_true`, which strands bring about and announce. Any thread, but no strand's.
  virtual void wait_until(const std::function<bool()>& is_true) = 0;
  // What somebody waits for may have become true.
  virtual void announce() = 0;
};

// A thread for each strand; one instance serves the process.
Executor& thread_executor();
// The same, of threads that give way to answers.
Executor& yielding_executor();

}  // namespace telltale
