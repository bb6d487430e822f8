#include "simulate/rhythm.h"

#include <array>

#include "base/instant.h"

namespace telltale::simulate {
namespace {

// Percent at each hour; the 25th value is the first of the next day, the same in both tables so
// that no midnight jumps.
using Hours = std::array<uint8_t, 25>;
struct Week {
  Hours workday;
  Hours weekend;
};

constexpr std::array<Week, 3> kWeeks = {{
    {{10, 0,  0,  0,  0,  30,  90,  100, 80,  45, 35, 35, 40,
      35, 35, 40, 60, 90, 100, 100, 100, 100, 80, 40, 10},
     {10, 0,  0,  0,  0,   5,   20,  55,  90,  100, 100, 95, 95,
      90, 85, 85, 90, 100, 100, 100, 100, 100, 90,  60,  10}},
    {{8,  5,  4,  4,  5,   12, 35, 80, 95, 70, 60, 65, 80,
      70, 60, 65, 80, 100, 90, 65, 45, 35, 25, 15, 8},
     {8, 6, 5, 4, 4, 6, 12, 25, 40, 60, 75, 80, 80, 75, 75, 75, 70, 65, 60, 50, 45, 40, 30, 20, 8}},
    {{3, 1, 1, 1, 2, 10, 45, 100, 85, 30, 20, 25, 45, 30, 20, 30, 60, 95, 90, 55, 30, 25, 15, 8, 3},
     {3, 2, 2, 1, 1, 2, 6, 15, 30, 50, 55, 55, 50, 45, 45, 45, 45, 45, 50, 40, 30, 25, 20, 12, 3}},
}};

}  // namespace

double rhythm(Rhythm which, int64_t local_micros) {
  const int64_t day = local_micros / kMicrosPerDay;
  const int64_t in_day = local_micros - day * kMicrosPerDay;
  const Week& week = kWeeks[static_cast<size_t>(which)];
  const bool is_weekend = (day + 3) % 7 >= 5;  // 1970-01-01 was a Thursday
  const Hours& hours = is_weekend ? week.weekend : week.workday;
  const auto hour = static_cast<size_t>(in_day / kMicrosPerHour);
  const double part =
      static_cast<double>(in_day % kMicrosPerHour) / static_cast<double>(kMicrosPerHour);
  const double from = hours[hour];
  const double to = hours[hour + 1];
  return (from + (to - from) * part) * 0.01;
}

}  // namespace telltale::simulate
