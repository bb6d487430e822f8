// HttpGate: holds requests of one kind back, unread, while there is no room for what they bring.
// Who waits passes before who comes later, and no more at once than the server's thread reads in a
// moment, so that requests of other kinds are not held up by a crowd. Of the server's thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <utility>

#include "serve/http.h"

namespace telltale::serve {

class HttpGate {
 public:
  // What a request would be answered at this moment for want of room; nothing: there is room.
  using Refusal = std::function<std::optional<HttpReply>()>;

  // In each turn so many bytes pass, or one request: more in a second than the server's thread
  // reads, so that this bounds no rate, and so few at once that others hardly wait for them.
  static constexpr std::chrono::milliseconds kTurn{2};
  static constexpr size_t kTurnBytes = 1 << 20;

  explicit HttpGate(Refusal refusal) : refusal_(std::move(refusal)) {}

  // What becomes of a request that has just come: it waits, else it is refused, else it passes.
  struct Arrival {
    bool waits = false;
    std::optional<HttpReply> refusal;
  };
  Arrival arrive(size_t waiting_max) const {
    std::optional<HttpReply> refusal = refusal_();
    const bool may_wait = waiting_.size() < waiting_max;
    const bool waits = may_wait && (refusal ? passes(*refusal) : !waiting_.empty());
    return {waits, std::move(refusal)};
  }

  std::optional<HttpReply> refusal() const { return refusal_(); }
  size_t waiting() const { return waiting_.size(); }

  // One that waits, with a body of `bytes`; `go_on` is called once, and it is forgotten: it may
  // pass, or what is in its way will not pass by itself.
  struct Waiting {
    size_t bytes;
    std::function<void(std::optional<HttpReply> refusal)> go_on;
  };
  using Place = std::list<Waiting>::iterator;
  Place join(Waiting waiting) { return waiting_.insert(waiting_.end(), std::move(waiting)); }
  // It does not wait any more.
  void leave(Place place) { waiting_.erase(place); }

  // Lets those pass, in the order they came, for whom there is room in this turn.
  void turn() {
    size_t passed = 0;
    while (!waiting_.empty() && passed < kTurnBytes) {
      std::optional<HttpReply> refusal = refusal_();
      if (refusal && passes(*refusal)) return;
      const Waiting first = std::move(waiting_.front());
      waiting_.pop_front();
      if (!refusal) passed += first.bytes;
      first.go_on(std::move(refusal));
    }
  }

 private:
  // Whether it is worth waiting for the refusal to be taken back.
  static bool passes(const HttpReply& refusal) { return refusal.status == kTooMany; }

  const Refusal refusal_;
  std::list<Waiting> waiting_;
};

}  // namespace telltale::serve
