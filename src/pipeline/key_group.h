// KeyGroup: what is known of the devices of one hash class; the unit of state. It numbers devices
// and their series, and holds each stage's state of them. A series is one device's one signal,
// whatever schema carried it; a device's attributes count as one more series.
// Owned by one lane at a time; any number of lanes can share out the 256 of them.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "base/text_table.h"
#include "pipeline/stage.h"
#include "telemetry/batch.h"

namespace telltale {

constexpr size_t group_of(uint64_t device_hash) {
  return device_hash >> 56;
}
static_assert(kKeyGroups == 256, "group_of takes eight bits of the hash");

class KeyGroup {
 public:
  explicit KeyGroup(std::span<const LaneStage* const> stages);

  // The number of (device, schema): the device's series in the order of the schema's signals.
  uint32_t bind(uint64_t device_hash, std::string_view device, const LogInfo& log);

  // The series of the schema's signal number `field`.
  uint32_t series(uint32_t binding, size_t field) const {
    return bound_[bindings_[binding].first_bound + field].series;
  }
  uint32_t attribute_series(uint32_t binding) const {
    return devices_[bindings_[binding].device].attribute_series;
  }
  uint32_t series_count() const { return series_count_; }
  // The device's number in the group, from 0, and its id.
  uint32_t device(uint32_t binding) const { return bindings_[binding].device; }
  std::string_view device_id(uint32_t device) const { return table_.text(device); }
  uint32_t device_count() const { return table_.size(); }
  void prefetch(uint64_t device_hash) const { table_.prefetch(device_hash); }

  // The state of the stage at that place of the list this was made with.
  StageState& state(size_t stage) { return *states_[stage]; }
  const StageState& state(size_t stage) const { return *states_[stage]; }

  void save(StateWriter& out) const;
  // Of the last stages the bytes may have nothing, when a version wrote them that had fewer: these
  // begin anew.
  Status load(StateReader& in);

 private:
  static constexpr uint32_t kNone = 0xffffffff;
  struct Device {
    uint32_t first_binding = kNone;
    uint32_t attribute_series = 0;
  };
  struct Binding {
    uint32_t device;
    uint32_t schema_number;
    uint32_t next;  // of the same device
    uint32_t first_bound;
    uint32_t bound_count;
  };
  struct Bound {
    uint32_t signal_number;
    uint32_t series;
  };

  uint32_t add_binding(uint32_t device, const LogInfo& log);
  uint32_t series_of_signal(uint32_t device, uint16_t signal_number);

  TextTable table_;
  std::vector<Device> devices_;
  std::vector<Binding> bindings_;
  std::vector<Bound> bound_;
  uint32_t series_count_ = 0;
  std::vector<std::unique_ptr<StageState>> states_;
};

// All key groups of one source group.
class KeyGroups {
 public:
  // The stages must outlive the groups.
  explicit KeyGroups(std::vector<const LaneStage*> stages);

  KeyGroup& at(size_t group) { return *groups_[group]; }
  const KeyGroup& at(size_t group) const { return *groups_[group]; }
  std::span<const LaneStage* const> stages() const { return stages_; }
  uint64_t device_count() const;

  // Has the stages say what the batch's tick finds, group by group, so that lanes do not show.
  // All lanes stand still.
  void tick(Batch& batch);
  // Whether a tick at that time would find something.
  bool would_find(int64_t at_micros) const;

  // Replaces a group by the one those bytes (of KeyGroup::save) describe.
  Status load(size_t group, std::string_view bytes);

 private:
  std::vector<const LaneStage*> stages_;
  std::array<std::unique_ptr<KeyGroup>, kKeyGroups> groups_;
};

}  // namespace telltale
