// Base64 (RFC 4648 section 4): bytes as text where text is all that can be said. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace telltale {

std::string to_base64(std::string_view bytes);
// Nothing: the text is not base64, or not in its one canonical form.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace telltale
