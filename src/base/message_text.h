// Text that somebody else wrote, as part of a message of one line.
#pragma once

#include <string>
#include <string_view>

namespace telltale {

// The first paragraph of what a library says of an error, its line ends replaced by blanks.
std::string one_line(std::string_view message);

// Control characters as `\x0a`, and all that is not ASCII where the text is no UTF-8; the rest as
// it is.
std::string printable(std::string_view text);

}  // namespace telltale
