// Series that are normal by construction, and faults put into them: the ground truth on which false
// alarms and detection are counted. Seeded, so every run sees the same series.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace telltale::bench {

constexpr size_t kMonthRows = 43'200;  // one a minute

enum class Normal {
  kWhite,
  kAr7,
  kAr95,
  kDailySine,
  kDailyAr,
  kWalk,
  kQuantised,
  kDutyCycle,
  kBattery,
  kHeavyTails,
};
constexpr std::array<std::string_view, 10> kNormalNames = {
    "white noise",  "AR(1) .7",  "AR(1) .95",  "daily sine", "daily sine, AR .95",
    "bounded walk", "quantised", "duty cycle", "battery",    "heavy tails (t, 4)"};

// A month of one normal series. Its noise has standard deviation 1 where it has one.
std::vector<double> normal_series(Normal kind, uint64_t seed);

enum class Fault { kSpike, kShift, kNoise, kStuck, kGap, kCliff };
constexpr std::array<std::string_view, 6> kFaultNames = {
    "spike 8 sd", "level shift 4 sd", "noise x 4", "stuck", "gap 1 h", "battery cliff"};

struct FaultySeries {
  std::vector<double> values;
  std::vector<int64_t> times;  // event time in microseconds
  size_t begin = 0;            // the first faulty row
};
// The normal series with the fault from its twentieth day on (a spike is one row).
FaultySeries faulty_series(Normal kind, Fault fault, uint64_t seed);
std::vector<int64_t> minute_times(size_t rows);

}  // namespace telltale::bench
