// HttpGate: holds requests of one kind back, unread, while there is no room for what they bring.
// Who waits passes before who comes later, and no more at once than the server's thread reads in a
// moment, so that requests of other kinds are not held up by a crowd. Of the server's thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <optional>

#include "serve/http.h"

namespace telltale::serve {

class HttpGate {
 public:
  // What a request would be answered at this moment for want of room; nothing: there is room.
  using Refusal = std::function<std::optional<HttpReply>()>;

  // In each turn so many bytes pass, or one request.
  static constexpr std::chrono::milliseconds kTurn{20};
  static constexpr size_t kTurnBytes = 2 << 20;

  explicit HttpGate(Refusal refusal) : refusal_(std::move(refusal)) {}

  std::optional<HttpReply> refusal() const { return refusal_(); }
  // Whether a request that has just come may pass by.
  bool is_open() const { return waiting_.empty() && !refusal_(); }
  size_t waiting() const { return waiting_.size(); }

  // One that waits, with a body of `bytes`; `pass` is called when it may go on, and it is
  // forgotten.
  struct Waiting {
    size_t bytes;
    std::function<void()> pass;
  };
  using Place = std::list<Waiting>::iterator;
  Place join(Waiting waiting) { return waiting_.insert(waiting_.end(), std::move(waiting)); }
  // It does not wait any more.
  void leave(Place place) { waiting_.erase(place); }

  // Lets those pass, in the order they came, for whom there is room in this turn.
  void turn() {
    size_t passed = 0;
    while (!waiting_.empty() && passed < kTurnBytes && !refusal_()) {
      const Waiting first = std::move(waiting_.front());
      waiting_.pop_front();
      passed += first.bytes;
      first.pass();
    }
  }

 private:
  const Refusal refusal_;
  std::list<Waiting> waiting_;
};

}  // namespace telltale::serve
