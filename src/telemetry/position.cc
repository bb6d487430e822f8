#include "telemetry/position.h"

#include <charconv>

#include <fmt/format.h>

namespace telltale {

std::string format_receipt(const Position& position) {
  return fmt::format("{}:{}:{}", static_cast<uint32_t>(position.log), position.offset,
                     position.index);
}

namespace {

// Reads a whole number off the front of `text` and the `after` that must follow it (0: the end).
template <typename T>
bool read_part(std::string_view& text, char after, T& value) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc()) return false;
  if (after == '\0') return rest == end;
  if (rest == end || *rest != after) return false;
  text.remove_prefix(static_cast<size_t>(rest - text.data()) + 1);
  return true;
}

}  // namespace

std::optional<Position> parse_receipt(std::string_view text) {
  uint32_t log = 0;
  Position position;
  if (!read_part(text, ':', log) || !read_part(text, ':', position.offset) ||
      !read_part(text, '\0', position.index))
    return std::nullopt;
  position.log = LogId{log};
  return position;
}

}  // namespace telltale
