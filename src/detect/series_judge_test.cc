#include "detect/series_judge.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "base/hash.h"
#include "base/instant.h"
#include "base/math.h"
#include "base/random.h"
#include "detect/naive_reference.h"

namespace telltale {
namespace {

constexpr int64_t kStart = 1'735'689'600'000'000;  // 2025-01-01T00:00:00Z
constexpr int64_t kMinute = 60 * kMicrosPerSecond;
const SeriesJudge::Subject kSubject{{"temperature", "°C", 0}, "thermostat-17"};

double noise(Random& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

// One series of its own, fed a value a minute.
class Feed {
 public:
  explicit Feed(JudgeTier tier = JudgeTier::kStandard, const JudgeOptions& options = {})
      : judge_(options), id_(state_.add(tier)) {}

  float give(double value) {
    now_ += kMinute;
    return give_at(now_, value);
  }
  float give_at(int64_t time, double value) {
    now_ = time;
    return judge_.judge(state_, id_, {time, value}, kSubject, found);
  }
  int64_t now() const { return now_; }
  JudgeState& state() { return state_; }
  int count(AnomalyKind kind) const {
    int count = 0;
    for (const Anomaly& anomaly : found) count += anomaly.kind == kind;
    return count;
  }

  std::vector<Anomaly> found;

 private:
  SeriesJudge judge_;
  JudgeState state_;
  SeriesId id_;
  int64_t now_ = kStart;
};

const std::array<JudgeTier, 2> kTiers = {JudgeTier::kBasic, JudgeTier::kStandard};

// A series with a daily wave, noise, steps, spikes, flat stretches and silences.
struct WildSeries {
  explicit WildSeries(uint64_t seed) : random{seed} {}
  Observation next() {
    ++row;
    time += random.below(400) == 0 ? 120 * kMinute : kMinute;
    if (random.below(500) == 0) level += noise(random) * 10;
    if (random.below(300) == 0) flat = 40;
    if (flat > 0) {
      --flat;
      return {time, last};
    }
    last = level + 3 * math::sin(static_cast<double>(row) / 229) + noise(random);
    if (random.below(200) == 0) last += 30 * noise(random);
    return {time, last};
  }

  Random random;
  int64_t time = kStart;
  double level = 20;
  double last = 0;
  int row = 0;
  int flat = 0;
};

}  // namespace

TEST_CASE("a series' state is as small as promised") {
  STATIC_REQUIRE(sizeof(detect::BasicSeries) <= 128);
  STATIC_REQUIRE(sizeof(detect::StandardSeries) <= 256);
  STATIC_REQUIRE(sizeof(detect::StandardSeries) + sizeof(detect::FullTails) +
                     sizeof(detect::DayProfile) <=
                 4'096);
  STATIC_REQUIRE(detect::kChannelCount <= 18);
}

TEST_CASE("a series of twenty values has no full tails") {
  JudgeState state;
  const SeriesJudge judge({});
  std::vector<Anomaly> found;
  for (int i = 0; i < 1'000; ++i) {
    const SeriesId id = state.add(JudgeTier::kStandard);
    for (int row = 0; row < 20; ++row)
      judge.judge(state, id, {kStart + row * kMinute, row * 1.0}, kSubject, found);
  }
  CHECK(static_cast<double>(state.bytes()) / 1'000 < 1'024);
}

TEST_CASE("the standard tier agrees with its naive reference within the rounding of its codes") {
  for (const uint64_t seed : {1, 2, 3}) {
    detect::naive::Series reference;
    JudgeState state;
    const SeriesId id = state.add(JudgeTier::kStandard);
    Random random(seed);
    double apart = 0;
    double evidence = 0;
    int far = 0;
    constexpr int kRows = 1'500;
    for (int row = 0; row < kRows; ++row) {
      const double wave = 5 * math::sin(row * 6.2832 / 96);
      const double value = wave + noise(random) + (row % 311 == 310 ? 12 : 0);
      const int64_t time = kStart + row * 15 * kMinute;
      detect::StandardSeries& series = state.standard(id.slot);
      detect::StandardView view =
          detect::view_value(state, series, {{time, value}, detect::day_place(time)}, 0);
      detect::weigh_value(state, series, view);
      detect::learn_value(state, series, view);
      const double expected = reference.judge(value, static_cast<double>(time) / 1e6);
      const double difference = std::abs(static_cast<double>(view.pooled.evidence) - expected);
      apart += difference;
      evidence += expected;
      far += difference > 0.15;
    }
    INFO("seed " << seed << ", mean evidence " << evidence / kRows << ", mean difference "
                 << apart / kRows);
    CHECK(apart / evidence < 0.03);
    CHECK(far < kRows / 50);
  }
}

TEST_CASE("the contributions of every anomaly sum to its score, largest first") {
  int anomalies = 0;
  std::array<int, kAnomalyKindCount> kinds{};
  for (const JudgeTier tier : kTiers) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      Feed feed(tier);
      WildSeries series(seed);
      for (int row = 0; row < 3'000; ++row) {
        const Observation seen = series.next();
        const float score = feed.give_at(seen.event_time_micros, seen.value);
        CHECK(score >= 0);
        CHECK(score <= 1);
      }
      for (const Anomaly& anomaly : feed.found) {
        double sum = 0;
        double before = 2;
        for (const Contribution& one : anomaly.contributions) {
          CHECK(one.share <= before);
          before = one.share;
          sum += one.share;
        }
        CHECK(std::abs(sum - anomaly.score) < 1e-9);
        CHECK(anomaly.score >= static_cast<double>(SeriesJudge::kAlarmLine));
        CHECK(anomaly.expected_low <= anomaly.nearest_usual);
        CHECK(anomaly.nearest_usual <= anomaly.expected_high);
        CHECK_FALSE(anomaly.reason.empty());
        ++kinds[static_cast<size_t>(anomaly.kind)];
        ++anomalies;
      }
    }
  }
  CHECK(anomalies > 200);
  CHECK(kinds[static_cast<size_t>(AnomalyKind::kStuck)] > 0);
  CHECK(kinds[static_cast<size_t>(AnomalyKind::kRange)] > 0);
  CHECK(kinds[static_cast<size_t>(AnomalyKind::kGap)] > 0);
}

TEST_CASE("a value is scored before it is learned: the same spike is less news each time") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(5);
    for (int row = 0; row < 2'000; ++row) feed.give(noise(random));
    feed.found.clear();
    const float first = feed.give(30);
    CHECK(first >= SeriesJudge::kAlarmLine);
    REQUIRE(feed.found.size() == 1);
    CHECK(feed.found[0].expected_high < 10);
    float last = first;
    for (int spike = 0; spike < 40; ++spike) {
      for (int row = 0; row < 150; ++row) feed.give(noise(random));
      last = feed.give(30);
    }
    CHECK(last < SeriesJudge::kAlarmLine);
  }
}

TEST_CASE("state that was saved and loaded goes on with the same scores") {
  for (const JudgeTier tier : kTiers) {
    const SeriesJudge judge({});
    JudgeState state;
    const SeriesId id = state.add(tier);
    state.add(tier);
    std::vector<Anomaly> found;
    WildSeries series(11);
    for (int row = 0; row < 700; ++row) judge.judge(state, id, series.next(), kSubject, found);
    StateWriter writer;
    state.save(writer);
    JudgeState restored;
    StateReader reader(writer.bytes());
    REQUIRE(restored.load(reader).ok());
    CHECK(reader.at_end());
    for (int row = 0; row < 1'000; ++row) {
      const Observation seen = series.next();
      CHECK(judge.judge(state, id, seen, kSubject, found) ==
            judge.judge(restored, id, seen, kSubject, found));
    }
  }
}

TEST_CASE("damaged state is refused") {
  JudgeState state;
  state.add(JudgeTier::kStandard);
  StateWriter writer;
  state.save(writer);
  JudgeState restored;
  StateReader reader(writer.bytes().substr(0, 100));
  CHECK(restored.load(reader).code() == Code::kCorrupt);
}

TEST_CASE("the scores of a series are the same on every machine") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    WildSeries series(99);
    std::string bytes;
    for (int row = 0; row < 5'000; ++row) {
      const Observation seen = series.next();
      const float score = feed.give_at(seen.event_time_micros, seen.value);
      bytes.append(reinterpret_cast<const char*>(&score), sizeof(score));
    }
    for (const Anomaly& anomaly : feed.found) bytes += anomaly.reason;
    CHECK(hash64(bytes) ==
          (tier == JudgeTier::kBasic ? 0x3d3dece11ed51386ULL : 0xe71748fe4045da40ULL));
  }
}

TEST_CASE("a constant series, and the first values of any, are no anomalies") {
  for (const JudgeTier tier : kTiers) {
    Feed constant(tier);
    for (int row = 0; row < 5'000; ++row) CHECK(constant.give(21.5) < SeriesJudge::kAlarmLine);
    CHECK(constant.found.empty());
    for (uint64_t seed = 0; seed < 50; ++seed) {
      Feed young(tier);
      Random random(seed);
      for (int row = 0; row < 100; ++row) young.give(noise(random) * 1e6);
      CHECK(young.found.size() <= 1);
    }
  }
}

TEST_CASE("the first steps of a series that hardly ever moves raise no storm") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    for (int row = 0; row < 3'000; ++row) feed.give(row < 1'000 ? 20 : row < 2'000 ? 21 : 22);
    CHECK(feed.found.size() <= 2);
  }
}

TEST_CASE("a quantised sensor raises no storm") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(8);
    for (int row = 0; row < 10'000; ++row) feed.give(std::round(20 + noise(random)));
    CHECK(feed.found.size() <= 2);
  }
}

TEST_CASE("a step change is told once, then becomes the usual") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(4);
    for (int row = 0; row < 2'000; ++row) feed.give(noise(random));
    feed.found.clear();
    for (int row = 0; row < 2'000; ++row) feed.give(20 + noise(random));
    CHECK(feed.found.size() >= 1);
    CHECK(feed.found.size() <= 3);
  }
}

TEST_CASE("after an alarm no score reaches the line for the refractory period") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(6);
    for (int row = 0; row < 2'000; ++row) feed.give(noise(random));
    feed.found.clear();
    REQUIRE(feed.give(50) >= SeriesJudge::kAlarmLine);
    for (int row = 1; row < 100; ++row)
      CHECK(feed.give(50 * row * noise(random)) < SeriesJudge::kAlarmLine);
    CHECK(feed.found.size() == 1);
  }
}

TEST_CASE("while the told warm-up lasts no alarm begins") {
  Feed feed(JudgeTier::kStandard, {.warmup_rows = 500});
  Random random(6);
  for (int row = 0; row < 500; ++row)
    CHECK(feed.give(noise(random) + (row == 400 ? 1e3 : 0)) < SeriesJudge::kAlarmLine);
  CHECK(feed.found.empty());
}

TEST_CASE("equal, late and wildly irregular times are judged like any other") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(12);
    for (int row = 0; row < 3'000; ++row) {
      const auto jump = static_cast<int64_t>(random.below(7)) - 3;
      feed.give_at(feed.now() + jump * kMinute, noise(random));
    }
    CHECK(feed.found.size() <= 2);
    feed.give_at(std::numeric_limits<int64_t>::min() / 2, 0);
    feed.give_at(std::numeric_limits<int64_t>::max() / 2, 0);
    CHECK(feed.give(40) >= 0);
  }
}

TEST_CASE("values that are not finite are ignored, and the largest ones survive") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(12);
    CHECK(feed.give(std::numeric_limits<double>::quiet_NaN()) == 0);
    CHECK(feed.give(std::numeric_limits<double>::infinity()) == 0);
    for (int row = 0; row < 500; ++row) {
      const double huge = row % 50 == 49 ? std::numeric_limits<double>::max() : 0;
      CHECK(std::isfinite(feed.give(noise(random) + (row % 100 == 99 ? -huge : huge))));
    }
  }
}

TEST_CASE("a counter that only rises is not out of range at every reading") {
  Feed feed;
  Random random(3);
  double count = 0;
  for (int row = 0; row < 10'000; ++row) feed.give(count += 1 + random.uniform());
  CHECK(feed.count(AnomalyKind::kRange) == 0);
  CHECK(feed.found.size() <= 2);
}

TEST_CASE("a signal that stops moving is stuck once, since it stopped") {
  Feed feed;
  Random random(21);
  for (int row = 0; row < 1'000; ++row) feed.give(20 + noise(random));
  feed.found.clear();
  const int64_t since = feed.now() + kMinute;
  for (int row = 0; row < 3'000; ++row) feed.give(20.5);
  REQUIRE(feed.count(AnomalyKind::kStuck) == 1);
  for (const Anomaly& anomaly : feed.found) {
    if (anomaly.kind == AnomalyKind::kStuck) CHECK(anomaly.start_micros == since);
  }
}

TEST_CASE("a silence is told at the reading that ends it and starts at the last one before") {
  for (const JudgeTier tier : kTiers) {
    Feed feed(tier);
    Random random(22);
    for (int row = 0; row < 1'000; ++row) feed.give(20 + noise(random));
    feed.found.clear();
    const int64_t last = feed.now();
    CHECK(feed.give_at(last + 120 * kMinute, 20) >= SeriesJudge::kAlarmLine);
    REQUIRE(feed.count(AnomalyKind::kGap) == 1);
    CHECK(feed.found[0].start_micros == last);
    CHECK(feed.found[0].value == 7'200);
    CHECK(feed.found[0].expected_high == Approx(60).epsilon(0.01));
  }
}

}  // namespace telltale
