#include "base/one_line.h"

#include <algorithm>

namespace telltale {

std::string one_line(std::string_view message) {
  std::string line(message.substr(0, message.find("\n\n")));
  while (line.ends_with('\n')) line.pop_back();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace telltale
