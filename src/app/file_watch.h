// FileWatch: whether files have become others since they were looked at last: of other size,
// written since, or there again. One owner.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/env.h"

namespace telltale {

class FileWatch {
 public:
  FileWatch(Env& env, std::vector<std::string> paths);
  // True once after each change.
  bool has_changed();

 private:
  using Mark = std::optional<std::pair<uint64_t, int64_t>>;  // size and time; none: it is missing
  std::vector<Mark> look() const;

  Env& env_;
  const std::vector<std::string> paths_;
  std::vector<Mark> marks_;
};

}  // namespace telltale
