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

  static constexpr uint32_t kRoot = 0;
  const Node& node(uint32_t number) const { return nodes_[number]; }
  const Entry& entry(uint32_t node, uint32_t number) const { return nodes_[node].entries[number]; }

  // The entry of that key, or kNone; `before` is the one found before it in the same object (kNone
  // at its start).
  uint32_t find(uint32_t node, std::string_view key, uint32_t before);

 private:
  void add(std::string_view path, Target target);
  uint32_t entry_of(uint32_t node, std::string_view key);

  std::vector<Node> nodes_;
};

// The steps of a path: `a.b`, or a JSON Pointer (RFC 6901) when it starts with a slash.
std::vector<std::string> path_steps(std::string_view path);

}  // namespace telltale
