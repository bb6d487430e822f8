#include "base/base64.h"

#include <cstdint>

namespace telltale {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  while (!bytes.empty()) {
    const std::string_view three = bytes.substr(0, 3);
    uint32_t bits = 0;
    for (size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
    for (size_t i = 0; i < 4; ++i)
      text += i <= three.size() ? kDigits[bits >> (18 - 6 * i) & 63] : '=';
    bytes.remove_prefix(three.size());
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  for (size_t at = 0; at < text.size(); at += 4) {
    const std::string_view four = text.substr(at, 4);
    const size_t digits = four.find('=') == std::string_view::npos ? 4 : four.find('=');
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; ++i) {
      const size_t digit = i < digits ? kDigits.find(four[i]) : 0;
      if (digit == std::string_view::npos || (i >= digits && four[i] != '=')) return std::nullopt;
      bits = bits << 6 | static_cast<uint32_t>(digit);
    }
    if (digits < 2 || (digits < 4 && at + 4 < text.size())) return std::nullopt;
    for (size_t i = 0; i + 1 < digits; ++i) bytes += static_cast<char>(bits >> (16 - 8 * i) & 255);
  }
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace telltale
