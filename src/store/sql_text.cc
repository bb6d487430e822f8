#include "store/sql_text.h"

namespace telltale {
namespace {

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

}  // namespace

std::string sql_text(std::string_view text) {
  return quoted(text, '\'');
}
std::string sql_name(std::string_view name) {
  return quoted(name, '"');
}

std::string lower_name(std::string_view name) {
  std::string lowered(name);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

}  // namespace telltale
