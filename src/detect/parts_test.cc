#include <cmath>

#include <catch2/catch.hpp>

#include "base/instant.h"
#include "base/math.h"
#include "base/random.h"
#include "detect/autoregression.h"
#include "detect/day_profile.h"
#include "detect/gap.h"
#include "detect/score.h"
#include "detect/seen_range.h"
#include "detect/stuck.h"

namespace telltale::detect {
namespace {

double noise(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

}  // namespace

TEST_CASE("an autoregression finds the coefficient of an AR(1) series") {
  Random random(3);
  Autoregression model;
  float x = 0;
  for (int i = 1; i <= 20'000; ++i) {
    x = 0.7F * x + static_cast<float>(noise(random));
    model.learn(x, 0, std::max(1.0F / 1024, 1.0F / static_cast<float>(i)), 1e6F);
  }
  model.last = {10, 0, 0};
  CHECK(model.predict(0) == Approx(7).margin(1));
}

TEST_CASE("an autoregression follows a wave") {
  Autoregression model;
  float worst = 0;
  for (int i = 1; i <= 5'000; ++i) {
    const auto x = static_cast<float>(math::sin(i * 0.2));
    if (i > 4'000) worst = std::max(worst, std::abs(x - model.predict(0)));
    model.learn(x, 0, std::max(1.0F / 1024, 1.0F / static_cast<float>(i)), 1e6F);
  }
  CHECK(worst < 0.05F);
}

TEST_CASE("of a constant series an autoregression predicts the constant") {
  Autoregression model;
  for (int i = 1; i < 100; ++i) model.learn(5, 5, 1.0F / static_cast<float>(i), 0);
  CHECK(model.predict(5) == 5);
}

TEST_CASE("a day profile knows a bin after its first day and weighs new days by 0.3") {
  DayProfile profile;
  const DayPlace noon{24, 0.5F};
  float level = 0;
  CHECK_FALSE(usual_level(profile, noon, level));
  profile.learn(24, 10);
  CHECK(usual_level(profile, noon, level));
  CHECK(level == Approx(10).epsilon(1e-4));
  for (int day = 0; day < 5; ++day) profile.learn(24, 10);
  profile.learn(24, 20);
  CHECK(usual_level(profile, noon, level));
  CHECK(level == Approx(13).epsilon(1e-3));
}

TEST_CASE("between the middles of two bins the usual level lies between theirs") {
  DayProfile profile;
  profile.learn(47, 10);
  profile.learn(0, 20);
  float level = 0;
  CHECK(usual_level(profile, {0, 0.0F}, level));
  CHECK(level == Approx(15).epsilon(1e-3));
  CHECK(usual_level(profile, {0, 0.75F}, level));
  CHECK(level == Approx(20).epsilon(1e-3));
}

TEST_CASE("the place in the day is right before 1970 too") {
  CHECK(day_place(0).bin == 0);
  CHECK(day_place(-1).bin == 47);
  CHECK(day_place(12 * kMicrosPerHour).bin == 24);
  CHECK(day_place(kMicrosPerDay - kMicrosPerHour / 4).offset == Approx(0.5));
}

TEST_CASE(
    "a silence is a gap when it is out of proportion to the cadence and to every one before") {
  Cadence cadence;
  for (int i = 1; i <= 1'000; ++i) learn_step(cadence, 60, newest_weight(static_cast<float>(i)));
  CHECK(cadence.typical_seconds == Approx(60));
  CHECK(gap_decades(cadence, 61, 1'000) == 0);
  CHECK(gap_decades(cadence, 180, 1'000) == 0);
  // Nine missing readings: 1 / 501 for the longest, e^-9 for what is beyond it.
  CHECK(gap_decades(cadence, 600, 500) == Approx(std::log10(501) + 9 * 0.4343).margin(0.01));
  // More than it remembers makes it no surer.
  CHECK(gap_decades(cadence, 600, 1'000) == gap_decades(cadence, 600, 1e6));
}

TEST_CASE("after one outage a series still notices the next, and learns in the end") {
  Cadence cadence;
  for (int i = 1; i <= 1'000; ++i) learn_step(cadence, 60, newest_weight(static_cast<float>(i)));
  int noticed = 0;
  for (int outage = 0; outage < 10; ++outage) {
    noticed += gap_decades(cadence, 36'000, 1'000) > 6;
    learn_step(cadence, 36'000, newest_weight(1'000));
    for (int i = 0; i < 100; ++i) learn_step(cadence, 60, newest_weight(1'000));
  }
  CHECK(noticed >= 2);
  CHECK(noticed <= 5);
}

TEST_CASE("a series that always moves is stuck after twenty equal readings, a coarse one is not") {
  CHECK(stuck_decades({.run = 19, .longest = 0, .moves = 1'000, .rows = 1'019}) == 0);
  CHECK(stuck_decades({.run = 20, .longest = 0, .moves = 1'000, .rows = 1'020}) > 10);
  // Half of the readings repeat; a run of 25 was seen.
  CHECK(stuck_decades({.run = 60, .longest = 25, .moves = 1'000, .rows = 2'060}) == 0);
  CHECK(stuck_decades({.run = 80, .longest = 25, .moves = 1'000, .rows = 2'080}) > 10);
  // Ninety-nine of a hundred repeat: 300 more say little.
  CHECK(stuck_decades({.run = 300, .longest = 90, .moves = 1'000, .rows = 100'300}) < 5);
  // A constant series never showed that it moves.
  CHECK(stuck_decades({.run = 100'000, .longest = 3, .moves = 20, .rows = 100'030}) == 0);
}

TEST_CASE("far outside the seen range is improbable, a little outside is ordinary") {
  const SeenRange range{10, 20};
  CHECK(range_decades(range, 15, {1'000, 0}) == 0);
  CHECK(range_decades(range, 24, {1'000, 0}) == 0);
  CHECK(range_decades(range, 30, {1'000, 0}) == Approx(3 + 8 * 0.4343).margin(0.01));
  CHECK(range_decades(range, -5, {1'000, 0}) > range_decades(range, 30, {1'000, 0}));
  CHECK(range_decades(range, 30, {20, 0}) == 0);
  CHECK(range_decades(range, 30, {1'000, 5}) == 0);  // two steps of a sensor are not far
}

TEST_CASE("one wild reading widens the range by half, a lasting change is taken over") {
  SeenRange range{10, 20};
  widen(range, -9'999);
  CHECK(range.low == 5);
  CHECK(range.high == 20);
  for (int i = 0; i < 30; ++i) widen(range, 500);
  CHECK(range.high == 500);
}

TEST_CASE("the alarm line is where the allowed number of false alarms is expected") {
  // One reading a minute: 43,200 chances a month, allowed 1.
  CHECK(score_of(static_cast<float>(std::log10(43'200.0)), 43'200) == Approx(kAlarmLine));
  CHECK(score_of(static_cast<float>(std::log10(432'000.0)), 43'200) == Approx(0.76).margin(0.01));
  CHECK(score_of(static_cast<float>(std::log10(4'320.0)), 43'200) == Approx(0.24).margin(0.01));
  CHECK(score_of(0, 43'200) < 0.01F);
  CHECK(score_of(40, 43'200) <= 1);
}

TEST_CASE("evidence of a series that hardly moved counts as one p-value") {
  CHECK(pooled_decades(3, 0, kStandardPooling) == Approx(3));
  CHECK(pooled_decades(3, 1e6F, kStandardPooling) ==
        Approx(kStandardPooling.offset + 3 * kStandardPooling.slope).epsilon(1e-3));
  CHECK(pooled_decades(0, 1e6F, kStandardPooling) == 0);
}

TEST_CASE("after an alarm none begins for the refractory period and scores stay below the line") {
  Rationing state;
  const RationingRule rule{.refractory_rows = 100, .may_alarm = true, .chances = 43'200};
  CHECK(ration(state, 8, rule).is_alarm);
  for (int row = 1; row < 100; ++row) {
    const RationedScore rationed = ration(state, 20, rule);
    CHECK_FALSE(rationed.is_alarm);
    CHECK(rationed.score < kAlarmLine);
  }
  CHECK(ration(state, 8, rule).is_alarm);
}

TEST_CASE("below the line, evidence counts in full only when it is news") {
  Rationing state;
  const RationingRule rule{.refractory_rows = 100, .may_alarm = true, .chances = 43'200};
  const float first = ration(state, 3, rule).score;
  CHECK(first == score_of(3, 43'200));
  CHECK(ration(state, 2.9F, rule).score < first / 2);
  CHECK(ration(state, 3.5F, rule).score == score_of(3.5F, 43'200));
}

TEST_CASE("no alarm begins where none may") {
  Rationing state;
  const RationingRule rule{.refractory_rows = 100, .may_alarm = false, .chances = 43'200};
  const RationedScore rationed = ration(state, 20, rule);
  CHECK_FALSE(rationed.is_alarm);
  CHECK(rationed.score < kAlarmLine);
}

}  // namespace telltale::detect
