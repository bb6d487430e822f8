// KeyKeeper: keeps the keys in memory in step with their stores, so that what is revoked anywhere
// counts no more within a second, and writes down when keys were used and what was noted for the
// audit. Has one thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "serve/audit_trail.h"
#include "serve/key_ring.h"

namespace telltale::serve {

class KeyKeeper {
 public:
  // Told, by its thread, that a store cannot be read or written: once, until it can again.
  using Trouble = std::function<void(const Status& why)>;

  struct Lake {
    KeyRing* ring;
    AuditTrail* audit;
  };
  // Begins at once. What the lakes refer to must outlive it.
  KeyKeeper(std::vector<Lake> lakes, Trouble trouble);
  KeyKeeper(const KeyKeeper&) = delete;
  KeyKeeper& operator=(const KeyKeeper&) = delete;
  ~KeyKeeper();

 private:
  void loop();
  void look(bool saves);

  const std::vector<Lake> lakes_;
  const Trouble trouble_;
  bool is_troubled_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_closed_ = false;
  std::thread thread_;
};

}  // namespace telltale::serve
