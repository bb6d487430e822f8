// Instants and durations in microseconds, UTC, and their text (ISO 8601). Pure functions; nothing
// here reads a clock. Years 0001 to 9999 are understood, anything else is not an instant.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telltale {

using Duration = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Duration>;

constexpr int64_t micros(Instant instant) {
  return instant.time_since_epoch().count();
}
constexpr Instant instant_of(int64_t micros_since_epoch) {
  return Instant{Duration{micros_since_epoch}};
}

// The range of instants that have a four-digit year.
constexpr int64_t kInstantMicrosMin = -62'135'596'800'000'000;  // 0001-01-01T00:00:00Z
constexpr int64_t kInstantMicrosMax = 253'402'300'799'999'999;  // 9999-12-31T23:59:59.999999Z
constexpr bool is_instant(int64_t micros_since_epoch) {
  return micros_since_epoch >= kInstantMicrosMin && micros_since_epoch <= kInstantMicrosMax;
}

struct IsoTime {
  int64_t micros;  // as written, before any zone is applied
  bool has_zone;   // true: `micros` is already UTC
};

// Reads `YYYY-MM-DD[(T| )HH:MM[:SS[(.|,)fraction]]][Z|±HH[[:]MM]]`; digits past the microsecond are
// cut off; second 60 (a leap second) counts as the first instant of the next minute. Nothing else.
std::optional<IsoTime> parse_iso_time(std::string_view text);

// Reads the zone part alone: `Z`, `UTC`, `±HH`, `±HHMM`, `±HH:MM`. Returns the offset from UTC.
std::optional<Duration> parse_zone(std::string_view text);

// Reads `90`, `5s`, `250ms`, `10min`, `2h`, `30d`, `1w` (a bare number is seconds).
std::optional<Duration> parse_duration(std::string_view text);

// Writes `2025-01-01T00:00:00Z`, with as many of `.mmm` or `.mmmuuu` as are not zero.
std::string format_instant(Instant instant);

// Writes the largest units that say it: `1 h 30 min`, `5 s`, `250 ms`.
std::string format_duration(Duration duration);

struct CivilDay {
  int year;
  int month;
  int day;
};
CivilDay civil_day(Instant instant);
constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kMicrosPerHour = 3'600 * kMicrosPerSecond;
constexpr int64_t kMicrosPerDay = 24 * kMicrosPerHour;
// Days since 1970-01-01, rounded down.
int64_t day_number(int64_t micros_since_epoch);

}  // namespace telltale
