// Measures the judge: time and memory a series, false alarms on normal series, faults found.
//   detect_bench TIER speed [SERIES] [ROWS] | TIER normals [SERIES] | TIER faults [SERIES]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "base/instant.h"
#include "base/math.h"
#include "detect/series_judge.h"
#include "simulated_series.h"

namespace {

using namespace telltale;         // NOLINT
using namespace telltale::bench;  // NOLINT

const SeriesJudge::Subject kSubject{{"value", "", 0}, "device"};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

int count_of(int words, char** word, int at, int otherwise) {
  return words > at ? std::atoi(word[at]) : otherwise;
}

struct SpeedCase {
  JudgeTier tier;
  uint32_t series;
  int rows;
  bool prefetches;
};

// Noise made before the clock starts; series visited in turn, so that each is cold again.
void measure_speed(const SpeedCase& the) {
  Random random(1);
  std::vector<double> noise(1 << 16);
  for (double& x : noise) {
    x = 0;
    for (int i = 0; i < 6; ++i) x += random.uniform();
  }
  const SeriesJudge judge({});
  JudgeState state;
  for (uint32_t i = 0; i < the.series; ++i) state.add(the.tier);
  std::vector<Anomaly> found;
  size_t place = 0;
  int next_report = 1;
  double begun = cpu_seconds();
  int since = 0;
  for (int row = 0; row < the.rows; ++row, ++since) {
    const int64_t now = 1'735'689'600'000'000 + row * 60 * kMicrosPerSecond;
    if (row == next_report * 3 / 4) {
      begun = cpu_seconds();
      since = 0;
    }
    for (uint32_t slot = 0; slot < the.series; ++slot) {
      if (the.prefetches) {
        judge.prefetch(state, {the.tier, std::min(slot + 16, the.series - 1)});
        judge.prefetch_parts(state, {the.tier, std::min(slot + 8, the.series - 1)},
                             detect::day_place(now));
      }
      judge.judge(state, {the.tier, slot}, {now, noise[place]}, kSubject, found);
      place = (place + 1) & (noise.size() - 1);
    }
    found.clear();
    if (row + 1 != next_report) continue;
    const double spent = cpu_seconds() - begun;
    if (row >= 63) {
      std::printf(
          "%-8s %7u series  rows %5d  prefetch %-3s  %6.1f ns a value  %6.0f bytes a series\n",
          std::string(name_of(the.tier)).c_str(), the.series, row + 1,
          the.prefetches ? "yes" : "no", spent * 1e9 / (since + 1.0) / the.series,
          static_cast<double>(state.bytes()) / the.series);
      std::fflush(stdout);
    }
    next_report *= 2;
  }
}

struct Tally {
  std::array<double, kAnomalyKindCount> by_kind{};
  double total = 0;
};

Tally count_alarms(JudgeTier tier, const std::vector<double>& values,
                   const std::vector<int64_t>& times) {
  const SeriesJudge judge({});
  JudgeState state;
  const SeriesId id = state.add(tier);
  std::vector<Anomaly> found;
  for (size_t row = 0; row < values.size(); ++row)
    judge.judge(state, id, {times[row], values[row]}, kSubject, found);
  Tally tally;
  for (const Anomaly& anomaly : found) ++tally.by_kind[static_cast<size_t>(anomaly.kind)];
  tally.total = static_cast<double>(found.size());
  return tally;
}

void measure_normals(JudgeTier tier, int series) {
  const std::vector<int64_t> times = minute_times(kMonthRows);
  std::printf("%s: alarms a series and month (allowed: 1)\n", std::string(name_of(tier)).c_str());
  for (size_t kind = 0; kind < kNormalNames.size(); ++kind) {
    Tally sum;
    for (int i = 0; i < series; ++i) {
      const Tally one = count_alarms(
          tier, normal_series(static_cast<Normal>(kind), static_cast<uint64_t>(i)), times);
      for (size_t k = 0; k < sum.by_kind.size(); ++k) sum.by_kind[k] += one.by_kind[k];
      sum.total += one.total;
    }
    std::printf("  %-20s %6.2f  (unusual %.2f stuck %.2f range %.2f gap %.2f)\n",
                std::string(kNormalNames[kind]).c_str(), sum.total / series,
                sum.by_kind[0] / series, sum.by_kind[1] / series, sum.by_kind[2] / series,
                sum.by_kind[3] / series);
    std::fflush(stdout);
  }
}

// Rows from the fault to the first alarm in the next 100; -1: none.
int rows_to_alarm(JudgeTier tier, const FaultySeries& faulty) {
  const SeriesJudge judge({});
  JudgeState state;
  const SeriesId id = state.add(tier);
  std::vector<Anomaly> found;
  for (size_t row = 0; row < faulty.begin + 100 && row < faulty.values.size(); ++row) {
    found.clear();
    judge.judge(state, id, {faulty.times[row], faulty.values[row]}, kSubject, found);
    if (row >= faulty.begin && !found.empty()) return static_cast<int>(row - faulty.begin);
  }
  return -1;
}

void measure_faults(JudgeTier tier, int series) {
  constexpr std::array<Normal, 5> kBases = {Normal::kWhite, Normal::kAr7, Normal::kDailySine,
                                            Normal::kDailyAr, Normal::kBattery};
  std::printf("%s: share of faults found within 100 rows (mean rows to the alarm)\n",
              std::string(name_of(tier)).c_str());
  for (const Normal base : kBases) {
    std::printf("  %-20s", std::string(kNormalNames[static_cast<size_t>(base)]).c_str());
    for (size_t fault = 0; fault < kFaultNames.size(); ++fault) {
      int hits = 0;
      int rows = 0;
      for (int i = 0; i < series; ++i) {
        const int after = rows_to_alarm(
            tier, faulty_series(base, static_cast<Fault>(fault), static_cast<uint64_t>(i)));
        hits += after >= 0;
        rows += std::max(after, 0);
      }
      std::printf("  %s %3.0f %% (%.0f)", std::string(kFaultNames[fault]).c_str(),
                  100.0 * hits / series, hits > 0 ? static_cast<double>(rows) / hits : 0);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
}

}  // namespace

int main(int words, char** word) {
  const JudgeTier tier =
      words > 2 ? judge_tier_named(word[1]).value_or(JudgeTier::kOff) : JudgeTier::kOff;
  const std::string what = words > 2 ? word[2] : "";
  if (tier != JudgeTier::kOff && what == "speed") {
    const auto series = static_cast<uint32_t>(count_of(words, word, 3, 400'000));
    measure_speed({tier, series, count_of(words, word, 4, 1'024), true});
  } else if (tier != JudgeTier::kOff && what == "normals") {
    measure_normals(tier, count_of(words, word, 3, 20));
  } else if (tier != JudgeTier::kOff && what == "faults") {
    measure_faults(tier, count_of(words, word, 3, 20));
  } else {
    std::fprintf(stderr,
                 "usage: detect_bench basic|standard speed|normals|faults [SERIES] [ROWS]\n");
    return 2;
  }
}
