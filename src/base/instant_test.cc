#include "base/instant.h"

#include <catch2/catch.hpp>

namespace telltale {
namespace {

int64_t micros_of(std::string_view text) {
  const std::optional<IsoTime> time = parse_iso_time(text);
  REQUIRE(time.has_value());
  return time->micros;
}

}  // namespace

TEST_CASE("a time with a zone is brought to UTC") {
  CHECK(micros_of("1970-01-01T00:00:00Z") == 0);
  CHECK(micros_of("2000-02-29T12:00:00+02:00") == micros_of("2000-02-29T10:00:00Z"));
  CHECK(micros_of("2000-03-01 00:30-0130") == micros_of("2000-03-01T02:00:00Z"));
  CHECK(micros_of("2001-09-09T01:46:40.123456789Z") == 1'000'000'000'123'456);
}

TEST_CASE("a time without a zone says so") {
  CHECK_FALSE(parse_iso_time("2025-01-01T00:00:00")->has_zone);
  CHECK_FALSE(parse_iso_time("2025-01-01")->has_zone);
  CHECK(parse_iso_time("2025-01-01T00:00:00Z")->has_zone);
}

TEST_CASE("what is no time is not read") {
  for (const char* text : {"", "2025", "2025-13-01", "2025-02-29", "2025-01-01T24:00:00",
                           "2025-01-01T00:60", "2025-01-01T00:00:61", "2025-01-01T00:00:00.",
                           "2025-01-01T00:00:00+", "2025-01-01T00:00:00Zx", "0000-01-01",
                           "2025-01-01x00:00:00", "2025-01-01T00:00:00+19:00"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_time(text).has_value());
  }
}

TEST_CASE("what a zone or a leap second carries out of the four-digit years is no time") {
  CHECK(micros_of("0001-01-01T00:00:00Z") == kInstantMicrosMin);
  CHECK(micros_of("0001-01-01T00:00:00-01:00") == kInstantMicrosMin + kMicrosPerHour);
  CHECK(micros_of("9999-12-31T23:59:59.999999Z") == kInstantMicrosMax);
  CHECK(micros_of("2016-12-31T23:59:60Z") == micros_of("2017-01-01T00:00:00Z"));
  for (const char* text : {"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-01:00",
                           "9999-12-31T23:59:60Z", "9999-12-31T23:59:60"}) {
    INFO(text);
    CHECK_FALSE(parse_iso_time(text).has_value());
  }
}

TEST_CASE("an instant is written as it is read") {
  for (const char* text :
       {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z", "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"}) {
    CHECK(format_instant(instant_of(micros_of(text))) == text);
  }
}

TEST_CASE("durations are read with their units and written with the largest") {
  CHECK(parse_duration("90")->count() == 90'000'000);
  CHECK(parse_duration("250ms")->count() == 250'000);
  CHECK(parse_duration("2h")->count() == 7'200'000'000);
  CHECK_FALSE(parse_duration("5 s").has_value());
  CHECK_FALSE(parse_duration("-5s").has_value());
  CHECK_FALSE(parse_duration("9223372036854775807w").has_value());
  CHECK(format_duration(std::chrono::seconds(5'400)) == "1 h 30 min");
  CHECK(format_duration(std::chrono::milliseconds(250)) == "250 ms");
  CHECK(format_duration(Duration{0}) == "0 s");
}

TEST_CASE("days begin at midnight, before 1970 too") {
  CHECK(day_number(-1) == -1);
  CHECK(day_number(0) == 0);
  CHECK(civil_day(instant_of(-1)).year == 1969);
  CHECK(civil_day(instant_of(-1)).day == 31);
}

}  // namespace telltale
