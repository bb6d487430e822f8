#include "pipeline/key_group.h"

#include <algorithm>

namespace telltale {
namespace {

template <typename T>
void put_all(StateWriter& out, const std::vector<T>& items) {
  out.put(static_cast<uint32_t>(items.size()));
  for (const T& item : items) out.put(item);
}

template <typename T>
Status get_all(StateReader& in, std::vector<T>& items) {
  uint32_t count = 0;
  TRY(in.get(count));
  for (uint32_t i = 0; i < count; ++i) {
    T item;
    TRY(in.get(item));
    items.push_back(item);
  }
  return {};
}

}  // namespace

KeyGroup::KeyGroup(std::span<const LaneStage* const> stages) {
  for (const LaneStage* stage : stages) states_.push_back(stage->new_state());
}

uint32_t KeyGroup::bind(uint64_t device_hash, std::string_view device, const LogInfo& log) {
  const uint32_t number = table_.intern(device_hash, device);
  if (number == devices_.size()) devices_.push_back({kNone, series_count_++});
  for (uint32_t i = devices_[number].first_binding; i != kNone; i = bindings_[i].next) {
    if (bindings_[i].schema_number == log.schema_number) return i;
  }
  return add_binding(number, log);
}

uint32_t KeyGroup::add_binding(uint32_t device, const LogInfo& log) {
  const auto first_bound = static_cast<uint32_t>(bound_.size());
  for (const uint16_t signal : log.signal_numbers)
    bound_.push_back({signal, series_of_signal(device, signal)});
  const auto added = static_cast<uint32_t>(bindings_.size());
  bindings_.push_back({device, log.schema_number, devices_[device].first_binding, first_bound,
                       static_cast<uint32_t>(log.signal_numbers.size())});
  devices_[device].first_binding = added;
  return added;
}

uint32_t KeyGroup::series_of_signal(uint32_t device, uint16_t signal_number) {
  for (uint32_t i = devices_[device].first_binding; i != kNone; i = bindings_[i].next) {
    for (uint32_t j = 0; j < bindings_[i].bound_count; ++j) {
      const Bound& bound = bound_[bindings_[i].first_bound + j];
      if (bound.signal_number == signal_number) return bound.series;
    }
  }
  return series_count_++;
}

void KeyGroup::save(StateWriter& out) const {
  table_.save(out);
  put_all(out, devices_);
  put_all(out, bindings_);
  put_all(out, bound_);
  out.put(series_count_);
  for (const auto& state : states_) state->save(out);
}

Status KeyGroup::load(StateReader& in) {
  TRY(table_.load(in));
  TRY(get_all(in, devices_));
  TRY(get_all(in, bindings_));
  TRY(get_all(in, bound_));
  TRY(in.get(series_count_));
  for (const auto& state : states_) {
    if (!in.at_end()) TRY(state->load(in));
  }
  return {};
}

KeyGroups::KeyGroups(std::vector<const LaneStage*> stages) : stages_(std::move(stages)) {
  for (auto& group : groups_) group = std::make_unique<KeyGroup>(stages_);
}

uint64_t KeyGroups::device_count() const {
  uint64_t count = 0;
  for (const auto& group : groups_) count += group->device_count();
  return count;
}

void KeyGroups::tick(Batch& batch) {
  for (const auto& group : groups_) {
    for (const LaneStage* stage : stages_) stage->tick(*batch.tick, *group, batch.silences);
  }
}

bool KeyGroups::would_find(int64_t at_micros) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const auto& group) {
    return std::any_of(stages_.begin(), stages_.end(), [&](const LaneStage* stage) {
      return stage->would_find(*group, at_micros);
    });
  });
}

Status KeyGroups::load(size_t group, std::string_view bytes) {
  StateReader in(bytes);
  groups_[group] = std::make_unique<KeyGroup>(stages_);
  TRY(groups_[group]->load(in));
  return in.at_end() ? Status() : Status::corrupt("state of a key group has bytes left over");
}

}  // namespace telltale
