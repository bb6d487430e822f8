#include "telemetry/position.h"

#include "tests/catch.h"

namespace telltale {

TEST_CASE("a receipt is read as it is written") {
  for (const Position& position : {Position{LogId{3}, 18446, 0}, Position{LogId{0}, 0, 7},
                                   Position{LogId{0xffffffff}, 0xffffffffffffffff, 0xffffffff}}) {
    CHECK(parse_receipt(format_receipt(position)) == position);
  }
  CHECK(format_receipt({LogId{3}, 18446, 2}) == "3:18446:2");
}

TEST_CASE("what is no receipt is not read") {
  for (const char* text : {"", "1", "1:2", "1:2:", ":2:3", "1:2:3:", "1:2:3:4", "1:2:3 ", " 1:2:3",
                           "-1:2:3", "+1:2:3", "1:2:x", "4294967296:0:0",
                           "1:18446744073709551616:0", "1:0:4294967296", "0x1:2:3", "1,2,3"}) {
    INFO(text);
    CHECK_FALSE(parse_receipt(text).has_value());
  }
}

TEST_CASE("positions are in the order of log, offset and index") {
  const Position first{LogId{1}, 5, 9};
  CHECK(first < Position{LogId{1}, 6, 0});
  CHECK(first < Position{LogId{2}, 0, 0});
  CHECK(first < Position{LogId{1}, 5, 10});
}

}  // namespace telltale
