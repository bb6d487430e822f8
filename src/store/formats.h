// Formats: which version each kind of a lake's files has, and which this program writes. A kind
// whose version is newer than that cannot be opened; older ones are read as they are, and nothing
// is rewritten to make them newer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/env.h"

namespace telltale {

struct FileFormat {
  std::string kind;
  std::optional<uint64_t> found;  // the newest of the kind; nothing: the lake has no such file
  uint64_t oldest_read = 0;
  uint64_t written = 0;
  // What becomes of files of another version.
  std::string when_other;
  // What is in it can be computed from other files.
  bool is_replaceable = false;

  bool is_readable() const {
    return !found || is_replaceable || (*found >= oldest_read && *found <= written);
  }
  bool is_written() const { return !found || *found == written; }
};

// Looks at one file of each kind. kNotFound: there is no lake.
Result<std::vector<FileFormat>> find_formats(Env& env, const std::string& lake_folder);

}  // namespace telltale
