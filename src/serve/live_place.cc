#include "serve/live_place.h"

#include <charconv>

#include <fmt/format.h>

namespace telltale::serve {
namespace {

// Takes a number and the text after it off the front. False: it is not there.
template <typename Number>
bool take(std::string_view& text, Number& number, std::string_view after) {
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<size_t>(rest - text.data()));
  if (!text.starts_with(after)) return false;
  text.remove_prefix(after.size());
  return true;
}

}  // namespace

std::string format_place(const LivePlace& place) {
  return fmt::format("{}:{}", place.offset, place.index);
}

std::string format_cursor(const LiveCursor& cursor) {
  return fmt::format("{};1@{}:{}", static_cast<uint64_t>(cursor.commit), cursor.place.offset,
                     cursor.place.index);
}

std::optional<LiveCursor> parse_cursor(std::string_view text) {
  uint64_t commit = 0;
  uint32_t journal = 0;
  LiveCursor cursor;
  const bool is_whole = take(text, commit, ";") && take(text, journal, "@") &&
                        take(text, cursor.place.offset, ":") &&
                        take(text, cursor.place.index, "") && text.empty();
  if (!is_whole || journal != 1) return std::nullopt;
  cursor.commit = CommitId{commit};
  return cursor;
}

}  // namespace telltale::serve
