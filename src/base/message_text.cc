#include "base/message_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.h"

namespace telltale {

std::string one_line(std::string_view message) {
  std::string line(message.substr(0, message.find("\n\n")));
  while (line.ends_with('\n')) line.pop_back();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string printable(std::string_view text) {
  std::string out;
  const unsigned last = is_utf8(text) ? 0xff : 0x7e;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || byte > last) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace telltale
