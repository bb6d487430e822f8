// Reads a schema from YAML, strictly: an unknown or repeated key is refused with file, line, column
// and the nearest known key. The grammar is in docs/reference/schemas.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "telemetry/schema.h"

namespace telltale {

// `file` is only named in messages.
Result<Schema> parse_schema(std::string_view yaml, std::string_view file);

struct BuiltinSchema {
  std::string_view name;
  std::string_view yaml;
};
// The schemas in the binary; the first is the default.
const std::vector<BuiltinSchema>& builtin_schemas();

// The known word closest to `word` by edit distance, when it is close enough to be a slip; else "".
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace telltale
