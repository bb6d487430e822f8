#include "app/silence_watch.h"

#include "pipeline/tick_source.h"

namespace telltale {

bool SilenceWatch::should_listen(LakeEngine& engine, std::optional<Instant> open_since) const {
  return every_ > Duration{0} && open_since && listening_since_ != open_since &&
         engine.writer().catalog().epoch().begun.judge != JudgeTier::kOff;
}

Status SilenceWatch::listen(LakeEngine& engine, Instant open_since) {
  TRY(tick(engine, {open_since, true}));
  listening_since_ = open_since;
  next_look_ = clock_.running() + every_;
  return {};
}

// What is found is not kept waiting for records to commit it with. A tick that is full leaves some
// for the next.
Status SilenceWatch::look(LakeEngine& engine) {
  const Instant now = clock_.now();
  if (!engine.path().groups().would_find(micros(now))) {
    next_look_ = clock_.running() + every_;
    return {};
  }
  TRY(tick(engine, {now, false}));
  return engine.pipeline().barrier(false);
}

Status SilenceWatch::tick(LakeEngine& engine, const ClockTicked& record) const {
  const Offset offset = engine.writer().catalog().size();
  TRY(engine.writer().append_control(record));
  TickSource source({offset, micros(record.at), record.begins_listening});
  return engine.pipeline().run(source);
}

}  // namespace telltale
