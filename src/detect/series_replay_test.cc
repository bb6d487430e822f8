#include "detect/series_replay.h"

#include <catch2/catch.hpp>

#include "base/instant.h"
#include "base/math.h"
#include "base/random.h"

namespace telltale {
namespace {

constexpr int64_t kStart = 1'735'689'600'000'000;  // 2025-01-01T00:00:00Z
constexpr int64_t kMinute = 60 * kMicrosPerSecond;

double noise(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

// A value a minute about a daily wave; now and then one is far off.
std::vector<Observation> history(int rows, uint64_t seed = 11) {
  Random random(seed);
  std::vector<Observation> values;
  for (int row = 0; row < rows; ++row) {
    const double wave = 5 * math::sin(row * 6.2832 / 1'440);
    const double value = 20 + wave + 0.3 * noise(random) + (row % 701 == 700 ? 9 : 0);
    values.push_back({kStart + row * kMinute, value});
  }
  return values;
}

// How many values are unusual to a judge; a replay must expect of each what its anomaly tells.
int count_alike(JudgeTier tier, const std::vector<Observation>& values) {
  const SeriesJudge judge({});
  JudgeState state;
  const SeriesId id = state.add(tier);
  SeriesReplay replay({.tier = tier});
  int unusual = 0;
  for (const Observation& seen : values) {
    std::vector<Anomaly> found;
    judge.judge(state, id, seen, {{"temperature", "°C", 0}, "pump-1"}, found);
    const auto expected = replay.next(seen);
    for (const Anomaly& anomaly : found) {
      if (anomaly.kind != AnomalyKind::kUnusual) continue;
      REQUIRE(expected);
      CHECK(expected->low == anomaly.expected_low);
      CHECK(expected->high == anomaly.expected_high);
      ++unusual;
    }
  }
  return unusual;
}

}  // namespace

TEST_CASE("what a replay expects of an unusual value is what its anomaly tells") {
  for (const JudgeTier tier : {JudgeTier::kBasic, JudgeTier::kStandard}) {
    int unusual = 0;
    for (uint64_t seed = 0; seed < 10; ++seed) unusual += count_alike(tier, history(3'000, seed));
    CHECK(unusual > 5);
  }
}

TEST_CASE("a replay expects nothing of a series' first rows, then a band about most values") {
  for (const JudgeTier tier : {JudgeTier::kBasic, JudgeTier::kStandard}) {
    SeriesReplay replay({.tier = tier});
    int row = 0;
    int outside = 0;
    for (const Observation& seen : history(10'000)) {
      const auto expected = replay.next(seen);
      REQUIRE(expected.has_value() == (row++ >= 50));
      if (!expected) continue;
      REQUIRE(expected->low <= expected->high);
      const bool is_outside = seen.value < expected->low || seen.value > expected->high;
      outside += is_outside && row > 5'000;
    }
    CHECK(outside < 300);
    CHECK(outside > 0);
  }
}

TEST_CASE(
    "the band of the standard tier follows the series: it is narrower than all that was seen") {
  SeriesReplay replay({});
  double width = 0;
  int rows = 0;
  for (const Observation& seen : history(10'000)) {
    const auto expected = replay.next(seen);
    if (seen.event_time_micros < kStart + 5'000 * kMinute || !expected) continue;
    width += expected->high - expected->low;
    ++rows;
  }
  CHECK(width / rows < 5);
}

TEST_CASE("a value that is not finite has no band and teaches nothing") {
  SeriesReplay replay({});
  SeriesReplay other({});
  for (const Observation& seen : history(200)) {
    CHECK_FALSE(replay.next({seen.event_time_micros, 0.0 / 0.0}));
    const auto mine = replay.next(seen);
    const auto theirs = other.next(seen);
    REQUIRE(mine.has_value() == theirs.has_value());
    if (mine) CHECK(mine->low == theirs->low);
  }
}

}  // namespace telltale
