// What other people's libraries say of an error, as part of a message of one line.
#pragma once

#include <string>
#include <string_view>

namespace telltale {

// The first paragraph, its line ends replaced by blanks.
std::string one_line(std::string_view message);

}  // namespace telltale
