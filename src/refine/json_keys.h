// JsonKeys: which keys of a record lead to which targets: a small tree, a node for each object the
// schema looks into. Immutable but for the guess of the next key, which learns the order in which
// the producer writes them. One owner thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "refine/values.h"

namespace telltale {

class JsonKeys {
 public:
  struct Entry {
    std::string key;  // as it is inside the quotes when nothing is escaped
    std::vector<Target> targets;
    uint32_t node = 0;   // of the object below, 0: none
    uint32_t guess = 0;  // the entry that followed this one last time
  };
  struct Node {
    std::vector<Entry> entries;
    uint32_t first_guess = 0;
  };
  static constexpr uint32_t kNone = 0xffffffff;

  explicit JsonKeys(const Schema& schema);
  // Of records as ThingsBoard's devices send them: `ts`, and each field by its path or its name, at
  // the top of the record or in its object `values`.
  static JsonKeys of_thingsboard(const Schema& schema);

  static constexpr uint32_t kRoot = 0;
  const Node& node(uint32_t number) const { return nodes_[number]; }
  // Whether the fields of a record are in that object, so that what it holds beside them is
  // counted.
  bool holds_fields(uint32_t node) const { return node == kRoot || node == values_; }
  const Entry& entry(uint32_t node, uint32_t number) const { return nodes_[node].entries[number]; }

  // The entry of that key, or kNone; `before` is the one found before it in the same object (kNone
  // at its start).
  uint32_t find(uint32_t node, std::string_view key, uint32_t before);

 private:
  JsonKeys() : nodes_(1) {}
  void add(std::string_view path, Target target, uint32_t node = kRoot);
  void add_fields(const Schema& schema, uint32_t node);
  uint32_t entry_of(uint32_t node, std::string_view key);
  uint32_t object_of(uint32_t node, std::string_view key);

  std::vector<Node> nodes_;
  uint32_t values_ = kRoot;  // the object of ThingsBoard's records
};

// The steps of a path: `a.b`, or a JSON Pointer (RFC 6901) when it starts with a slash.
std::vector<std::string> path_steps(std::string_view path);

}  // namespace telltale
