// Texts and names as SQL writes them.
#pragma once

#include <string>
#include <string_view>

namespace telltale {

// A text as an SQL literal; a name as an SQL identifier.
std::string sql_text(std::string_view text);
std::string sql_name(std::string_view name);

// With small letters of ASCII: names are one when they are the same so.
std::string lower_name(std::string_view name);

}  // namespace telltale
