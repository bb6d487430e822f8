// SilenceWatch: looks at the clock for a lake that takes records as they come. When some device has
// been silent for too long, the moment becomes a tick: a record of the control log, durable before
// it takes effect, at which all replays find the same. A look that finds nothing leaves no trace.
//
// What was not listened to is nobody's silence: each time requests begin to be taken, a tick says
// so. Of the pipeline's thread; the pipeline is idle while it ticks.
#pragma once

#include <optional>

#include "app/lake_engine.h"

namespace telltale {

class SilenceWatch {
 public:
  // `every`: between looks; zero: there are none.
  SilenceWatch(const Clock& clock, Duration every) : clock_(clock), every_(every) {}

  // Another engine: what the last one was told may be in no commit.
  void forget() { listening_since_.reset(); }

  // Whether a tick must say that requests are taken since then (nothing: they are not).
  bool should_listen(LakeEngine& engine, std::optional<Instant> open_since) const;
  Status listen(LakeEngine& engine, Instant open_since);

  // Whether it is time to look, by the clock that only goes on; not while requests are refused.
  bool is_due(std::optional<Instant> open_since) const {
    return listening_since_ && listening_since_ == open_since && clock_.running() >= next_look_;
  }
  // Everything that came in must have gone through the pipeline.
  Status look(LakeEngine& engine);

 private:
  Status tick(LakeEngine& engine, const ClockTicked& record) const;

  const Clock& clock_;
  const Duration every_;
  std::optional<Instant> listening_since_;
  Duration next_look_{0};
};

}  // namespace telltale
