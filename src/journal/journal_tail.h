// JournalTail: what follows a journal needs to know of it: how far it may be read, and when more
// may be.
#pragma once

#include <chrono>

#include "telemetry/position.h"

namespace telltale {

class JournalTail {
 public:
  virtual ~JournalTail() = default;
  // Bytes before it are durable and whole frames; those after it may still become others.
  virtual Offset readable() const = 0;
  // Waits until a frame beyond `offset` may be read, at most so long, or until wake(). Whether one
  // may.
  virtual bool wait_beyond(Offset offset, std::chrono::milliseconds patience) = 0;
};

}  // namespace telltale
