// UTF-8: whether bytes are text, and making text of bytes that are not. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace telltale {

bool is_utf8(std::string_view bytes);

// Appends the text, each byte that is not part of one as U+FFFD.
void append_as_utf8(std::string_view bytes, std::string& out);

}  // namespace telltale
