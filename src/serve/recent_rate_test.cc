#include "serve/recent_rate.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

using std::chrono::milliseconds;

TEST_CASE("what comes steadily in batches has a steady rate, and none falls to nothing") {
  RecentRate rate;
  CHECK_FALSE(rate.look(milliseconds(0), 0));
  uint64_t count = 0;
  int64_t at = 0;
  // 24 a second, a batch every second and a half, looked at every second.
  for (; at <= 60'000; at += 500) {
    if (at % 1'500 == 0) count += 36;
    if (at == 0 || at % 1'000 != 0) continue;
    const std::optional<double> now = rate.look(milliseconds(at), count);
    REQUIRE(now);
    if (at < 6'000) continue;
    CHECK(*now > 24 * 0.7);
    CHECK(*now < 24 * 1.4);
  }
  for (const int64_t end = at + 7'000; at < end; at += 500) rate.look(milliseconds(at), count);
  CHECK(rate.look(milliseconds(at), count) == 0.0);
}

TEST_CASE("who asks seldom is told of the time between, and who was long away of nothing") {
  RecentRate rate;
  CHECK_FALSE(rate.look(milliseconds(0), 100));
  CHECK(rate.look(milliseconds(30'000), 160) == 2.0);
  CHECK_FALSE(rate.look(milliseconds(600'000), 5'000));
  CHECK(rate.look(milliseconds(601'000), 5'010) == 10.0);
}

}  // namespace
}  // namespace telltale::serve
