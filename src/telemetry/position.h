// Position: where a record is, for ever: its log, its message's offset in the log, its index in the
// message. Printed it is the receipt a sender gets: `3:18446:0`. Plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telltale {

// Number of a log in its lake; log 0 is the control log.
enum class LogId : uint32_t {};
constexpr LogId kControlLog{0};

// Number of a commit in its lake, from 1; 0 is before any commit.
enum class CommitId : uint64_t {};
constexpr CommitId next(CommitId commit) {
  return CommitId{static_cast<uint64_t>(commit) + 1};
}

// A place in a log: a byte of a file, a frame of the journal, a Kafka offset.
using Offset = uint64_t;

struct Position {
  LogId log{0};
  Offset offset = 0;
  uint32_t index = 0;
  auto operator<=>(const Position&) const = default;
};

std::string format_receipt(const Position& position);
std::optional<Position> parse_receipt(std::string_view text);

// Half-open range of one log, in the order the pipeline took it.
struct Turn {
  LogId log{0};
  Offset from = 0;
  Offset to = 0;
  bool operator==(const Turn&) const = default;
};

}  // namespace telltale
