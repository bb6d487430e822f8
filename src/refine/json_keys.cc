#include "refine/json_keys.h"

namespace telltale {
namespace {

// RFC 6901 section 4: `~1` is a slash, `~0` a tilde.
std::string unescape_pointer_step(std::string_view step) {
  std::string text;
  for (size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    if (escape && step[i + 1] == '1') {
      text += '/';
      ++i;
    } else if (escape && step[i + 1] == '0') {
      text += '~';
      ++i;
    } else {
      text += step[i];
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> path_steps(std::string_view path) {
  const bool is_pointer = path.starts_with('/');
  const char separator = is_pointer ? '/' : '.';
  if (is_pointer) path.remove_prefix(1);
  std::vector<std::string> steps;
  while (true) {
    const size_t end = path.find(separator);
    const std::string_view step = path.substr(0, end);
    steps.push_back(is_pointer ? unescape_pointer_step(step) : std::string(step));
    if (end == std::string_view::npos) return steps;
    path.remove_prefix(end + 1);
  }
}

JsonKeys::JsonKeys(const Schema& schema) : nodes_(1) {
  if (schema.device.kind == DeviceRule::Kind::kField) add(schema.device.text, kTargetDevice);
  if (schema.time.kind == TimeRule::Kind::kField) add(schema.time.from, kTargetTime);
  if (!schema.seq_from.empty()) add(schema.seq_from, kTargetSeq);
  if (schema.long_form) {
    add(schema.long_form->name_from, kTargetLongName);
    add(schema.long_form->value_from, kTargetLongValue);
  }
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const bool by_name = schema.long_form && schema.fields[i].role == FieldRole::kSignal;
    if (!by_name) add(schema.fields[i].from, static_cast<Target>(i));
  }
  const uint32_t simulated = entry_of(kRoot, "simulated");
  Entry& entry = nodes_[kRoot].entries[simulated];
  if (entry.targets.empty()) entry.targets.push_back(kTargetSimulated);
}

JsonKeys JsonKeys::of_thingsboard(const Schema& schema) {
  JsonKeys keys;
  keys.values_ = keys.object_of(kRoot, "values");
  const uint32_t time = keys.entry_of(kRoot, "ts");
  keys.nodes_[kRoot].entries[time].targets.push_back(kTargetTime);
  keys.add_fields(schema, kRoot);
  keys.add_fields(schema, keys.values_);
  return keys;
}

// A field's path comes before another's name; what has a meaning of its own at the top keeps it.
void JsonKeys::add_fields(const Schema& schema, uint32_t node) {
  const auto may_add = [&](std::string_view first) {
    return node != kRoot || (first != "ts" && first != "values");
  };
  if (!schema.seq_from.empty() && may_add(path_steps(schema.seq_from).front()))
    add(schema.seq_from, kTargetSeq, node);
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const std::string& from = schema.fields[i].from;
    if (!from.empty() && may_add(path_steps(from).front())) add(from, static_cast<Target>(i), node);
  }
  for (size_t i = 0; i <= schema.fields.size(); ++i) {
    const bool is_field = i < schema.fields.size();
    const std::string_view name =
        is_field ? std::string_view(schema.fields[i].name) : std::string_view("simulated");
    if (!may_add(name)) continue;
    const uint32_t number = entry_of(node, name);
    std::vector<Target>& targets = nodes_[node].entries[number].targets;
    if (targets.empty()) targets.push_back(is_field ? static_cast<Target>(i) : kTargetSimulated);
  }
}

void JsonKeys::add(std::string_view path, Target target, uint32_t node) {
  const std::vector<std::string> steps = path_steps(path);
  for (size_t i = 0; i + 1 < steps.size(); ++i) node = object_of(node, steps[i]);
  const uint32_t number = entry_of(node, steps.back());
  nodes_[node].entries[number].targets.push_back(target);
}

uint32_t JsonKeys::object_of(uint32_t node, std::string_view key) {
  const uint32_t number = entry_of(node, key);
  if (nodes_[node].entries[number].node == 0) {
    nodes_[node].entries[number].node = static_cast<uint32_t>(nodes_.size());
    nodes_.emplace_back();
  }
  return nodes_[node].entries[number].node;
}

uint32_t JsonKeys::entry_of(uint32_t node, std::string_view key) {
  std::vector<Entry>& entries = nodes_[node].entries;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    if (entries[i].key == key) return i;
  }
  entries.push_back({std::string(key), {}, 0, 0});
  return static_cast<uint32_t>(entries.size() - 1);
}

uint32_t JsonKeys::find(uint32_t node, std::string_view key, uint32_t before) {
  std::vector<Entry>& entries = nodes_[node].entries;
  uint32_t& guess = before == kNone ? nodes_[node].first_guess : entries[before].guess;
  if (entries[guess].key == key) return guess;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    if (entries[i].key == key) return guess = i;
  }
  return kNone;
}

}  // namespace telltale
