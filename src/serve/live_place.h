// LivePlace and LiveCursor: how far somebody who follows live has been told. Plain values.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "telemetry/position.h"

namespace telltale::serve {

// A place in the lake's journal: all records before it were told, or said to be missing. A record
// whose receipt is `log:offset:index` is before the places from offset:index+1 on, whatever its
// log.
struct LivePlace {
  Offset offset = 0;
  uint32_t index = 0;
  auto operator<=>(const LivePlace&) const = default;
};
std::string format_place(const LivePlace& place);

// What each event of a stream bears as its id, and what a stream goes on from: the newest commit
// that was told, and for each source of the lake (today: its journal, number 1) how far.
//
//   17;1@18446:6
struct LiveCursor {
  CommitId commit{0};
  LivePlace place;
  auto operator<=>(const LiveCursor&) const = default;
};
std::string format_cursor(const LiveCursor& cursor);
std::optional<LiveCursor> parse_cursor(std::string_view text);

}  // namespace telltale::serve
