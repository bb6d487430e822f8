// Standing: whether a key that somebody was identified by still counts. When it ends, answers in
// pieces that were begun under it are cut off. Any thread may call.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "serve/http_server.h"

namespace telltale::serve {

class Standing {
 public:
  bool has_ended() const { return has_ended_.load(std::memory_order_acquire); }
  // Ends it, once and for good.
  void end();
  // Has the stream cut off when this ends, or now.
  void guard(const std::shared_ptr<HttpStream>& stream);

 private:
  std::atomic<bool> has_ended_{false};
  std::mutex mutex_;
  std::vector<std::weak_ptr<HttpStream>> streams_;
};

// An exchange whose answer in pieces is guarded.
std::shared_ptr<HttpExchange> guarded(std::shared_ptr<HttpExchange> exchange,
                                      std::shared_ptr<Standing> standing);

}  // namespace telltale::serve
