// Text that somebody else wrote, made safe to stand between quotes in a line that people and
// programs read: nothing in it ends the line or the quotes, moves a cursor, or turns the direction
// of reading. Pure.
#pragma once

#include <string>
#include <string_view>

namespace telltale {

// Quotes, backslashes and control characters (also those of Unicode) escaped as JSON does it; what
// is no UTF-8 becomes U+FFFD. What it returns is good inside a JSON string.
std::string visible_text(std::string_view text);

}  // namespace telltale
