#include "serve/guessed_passwords.h"

#include <algorithm>
#include <vector>

namespace telltale::serve {
namespace {

std::vector<std::string_view> read_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

bool is_guessed_password(std::string_view small_letters) {
  static const std::vector<std::string_view> kLines = read_lines(guessed_passwords_text());
  return std::ranges::binary_search(kLines, small_letters);
}

}  // namespace telltale::serve
