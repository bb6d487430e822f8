#include "simulated_series.h"

#include <algorithm>
#include <cmath>

#include "base/instant.h"
#include "base/math.h"

namespace telltale::bench {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr int64_t kStart = 1'735'689'600'000'000;  // 2025-01-01T00:00:00Z
constexpr size_t kDayRows = 1'440;

// Normal deviates by G. Box and M. Muller's transform (1958).
double normal(Random& random) {
  const double u = 1 - random.uniform();
  return std::sqrt(-2 * math::log(u)) * math::cos(kTwoPi * random.uniform());
}

double student4(Random& random) {
  double squares = 0;
  for (int i = 0; i < 4; ++i) {
    const double x = normal(random);
    squares += x * x;
  }
  return normal(random) / std::sqrt(squares / 4);
}

double daily(size_t row) {
  return math::sin(kTwoPi * static_cast<double>(row % kDayRows) / kDayRows);
}

// x[i] = phi x[i-1] + noise, scaled to standard deviation 1.
class Ar1 {
 public:
  explicit Ar1(double phi) : phi_(phi), scale_(std::sqrt(1 - phi * phi)) {}
  double next(Random& random) { return x_ = phi_ * x_ + scale_ * normal(random); }

 private:
  double phi_;
  double scale_;
  double x_ = 0;
};

struct Walk {
  double x = 0;
  double next(Random& random) {
    const double to = x + 0.1 * normal(random);
    if (std::abs(to) < 5) x = to;
    return x;
  }
};

struct DutyCycle {
  bool on = false;
  uint64_t left = 0;
  double next(Random& random) {
    if (left == 0) {
      on = !on;
      left = on ? 10 + random.below(30) : 20 + random.below(40);
    }
    --left;
    return (on ? 100 : 0) + normal(random);
  }
};

struct Battery {
  double charge = 100;
  double next(Random& random) {
    charge -= 0.02 * (1 + 0.3 * random.uniform());
    if (charge < 15) charge = 100;
    return std::round((charge + 0.1 * normal(random)) * 10) / 10;
  }
};

}  // namespace

std::vector<double> normal_series(Normal kind, uint64_t seed) {
  Random random(seed * 1000 + static_cast<uint64_t>(kind));
  Ar1 ar(kind == Normal::kAr7 ? 0.7 : 0.95);
  Walk walk;
  DutyCycle duty;
  Battery battery;
  const auto next = [&](size_t row) {
    switch (kind) {
      case Normal::kAr7:
      case Normal::kAr95:
        return ar.next(random);
      case Normal::kDailySine:
        return 5 * daily(row) + normal(random);
      case Normal::kDailyAr:
        return 5 * daily(row) + ar.next(random);
      case Normal::kWalk:
        return walk.next(random);
      case Normal::kQuantised:
        return std::round(20 + 2 * daily(row) + 0.5 * normal(random));
      case Normal::kDutyCycle:
        return duty.next(random);
      case Normal::kBattery:
        return battery.next(random);
      case Normal::kHeavyTails:
        return student4(random);
      default:
        return normal(random);
    }
  };
  std::vector<double> values(kMonthRows);
  for (size_t row = 0; row < values.size(); ++row) values[row] = next(row);
  return values;
}

std::vector<int64_t> minute_times(size_t rows) {
  std::vector<int64_t> times(rows);
  for (size_t row = 0; row < rows; ++row)
    times[row] = kStart + static_cast<int64_t>(row) * 60 * kMicrosPerSecond;
  return times;
}

FaultySeries faulty_series(Normal kind, Fault fault, uint64_t seed) {
  FaultySeries series{normal_series(kind, seed), minute_times(kMonthRows), 20 * kDayRows};
  Random random(seed + 77);
  series.begin += random.below(kDayRows);
  auto& values = series.values;
  const double usual = values[series.begin];
  for (size_t row = series.begin; row < values.size(); ++row) {
    const auto since = static_cast<double>(row - series.begin);
    if (fault == Fault::kSpike && since == 0) values[row] += 8;
    if (fault == Fault::kShift) values[row] += 4;
    if (fault == Fault::kNoise) values[row] += std::sqrt(15.0) * normal(random);
    if (fault == Fault::kStuck) values[row] = usual;
    if (fault == Fault::kGap) series.times[row] += kMicrosPerHour;
    if (fault == Fault::kCliff) values[row] = std::max(0.0, usual - since);
  }
  return series;
}

}  // namespace telltale::bench
