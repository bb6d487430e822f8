// Stage and LaneStage: what changes a batch in place. A Stage sees whole batches, one thread after
// another; a LaneStage sees the rows of one lane and keeps state by key group. Both are functions
// of the batch and their state alone: no clock, no files, no randomness.
#pragma once

#include <memory>
#include <span>

#include "base/cpu_meter.h"
#include "base/state_bytes.h"
#include "telemetry/batch.h"

namespace telltale {

class KeyGroup;

class Stage {
 public:
  virtual ~Stage() = default;
  virtual void apply(Batch& batch) = 0;
  // What its processor time is counted as.
  virtual Work work() const = 0;
};

// What a LaneStage knows of the devices of one key group. Survives restarts as bytes.
class StageState {
 public:
  virtual ~StageState() = default;
  virtual void save(StateWriter& out) const = 0;
  virtual Status load(StateReader& in) = 0;
};

// The rows of a batch that one lane owns, in log order, with the state each belongs to.
struct LaneRows {
  size_t lane;
  std::span<const uint16_t> rows;
  // By place in `rows`: the key group, and the device's binding to the schema inside it.
  std::span<KeyGroup* const> groups;
  std::span<const uint32_t> bindings;
};

class LaneStage {
 public:
  virtual ~LaneStage() = default;
  // Called once for each key group, before its first row.
  virtual std::unique_ptr<StageState> new_state() const = 0;
  // Lanes call it at the same time, each with its own rows and groups.
  virtual void apply(Batch& batch, const LaneRows& rows) const = 0;

  // What a moment says of a group's devices; all lanes stand still. Adds what it finds, until there
  // are kSilencesMax.
  virtual void tick(const ClockTick& tick, KeyGroup& group, std::vector<Silence>& found) const {
    (void)tick, (void)group, (void)found;
  }
  // Whether a tick at that time would find something in the group; all lanes stand still.
  virtual bool would_find(const KeyGroup& group, int64_t at_micros) const {
    (void)group, (void)at_micros;
    return false;
  }
};

}  // namespace telltale
