// Reads a request's body that is an object of texts. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace telltale::serve {

struct TextMember {
  std::string_view name;
  std::optional<std::string>* target;
  bool is_needed = false;
};

// kInvalid: it is no object of JSON in UTF-8, has a member that is none of these or no text, or
// lacks one.
Status read_text_members(std::string_view body, std::span<const TextMember> members);

}  // namespace telltale::serve
