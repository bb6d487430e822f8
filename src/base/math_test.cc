#include "base/math.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "base/random.h"

namespace telltale {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The distance to the true value (long double carries eleven bits more) in units in the last place.
double ulps(double value, long double truth) {
  const double near = static_cast<double>(truth);
  if (value == near) return 0;
  const double unit = std::nextafter(std::abs(near), kInfinity) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(value) - truth) / unit);
}

struct Range {
  double low;
  double high;
};

template <typename Ours, typename Truth>
double worst_ulps(Ours ours, Truth truth, Range range) {
  Random random(42);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = range.low + (range.high - range.low) * random.uniform();
    worst = std::max(worst, ulps(ours(x), truth(static_cast<long double>(x))));
  }
  return worst;
}

}  // namespace

TEST_CASE("exp, log and their kin are within four units in the last place") {
  const auto exp_truth = [](long double x) { return expl(x); };
  CHECK(worst_ulps(math::exp, exp_truth, {-1, 1}) < 4);
  CHECK(worst_ulps(math::exp, exp_truth, {-700, 700}) < 4);
  CHECK(worst_ulps(math::expm1, [](long double x) { return expm1l(x); }, {-2, 2}) < 4);
  const auto log_truth = [](long double x) { return logl(x); };
  CHECK(worst_ulps(math::log, log_truth, {0.5, 2}) < 4);
  CHECK(worst_ulps(math::log, log_truth, {0, 1e300}) < 4);
  CHECK(worst_ulps(math::log10, [](long double x) { return log10l(x); }, {0, 1e6}) < 4);
  CHECK(worst_ulps(math::log1p, [](long double x) { return log1pl(x); }, {-0.5, 1}) < 4);
  CHECK(worst_ulps(math::log1p, [](long double x) { return log1pl(x); }, {-1e-9, 1e-9}) < 4);
  CHECK(worst_ulps(math::tanh, [](long double x) { return tanhl(x); }, {-3, 3}) < 4);
}

TEST_CASE("sin and cos are accurate to one part in 2^52 of one") {
  Random random(7);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = (random.uniform() - 0.5) * 2e6;
    worst = std::max(worst, static_cast<double>(std::abs(math::sin(x) - sinl(x))));
    worst = std::max(worst, static_cast<double>(std::abs(math::cos(x) - cosl(x))));
  }
  CHECK(worst < 0x1p-52);
  CHECK(math::sin(0) == 0);
  CHECK(math::cos(0) == 1);
}

TEST_CASE("pow is within eight units in the last place over the whole range of results") {
  Random random(9);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double base = math::exp((random.uniform() - 0.5) * 40);
    const double exponent = (random.uniform() - 0.5) * 60;
    const long double truth = powl(base, exponent);
    if (truth > 1e300L || truth < 1e-300L) continue;
    worst = std::max(worst, ulps(math::pow(base, exponent), truth));
  }
  CHECK(worst < 8);
}

TEST_CASE("powers of two and ten are exact, both ways") {
  for (int k = 0; k <= 22; ++k) {
    CHECK(math::log10(math::pow(10, k)) == Approx(k));
    CHECK(math::pow(2, k) == std::ldexp(1.0, k));
  }
  CHECK(math::log10(1e15) == 15);
  CHECK(math::log10(1000) == 3);
  CHECK(math::pow(10, 2) == 100);
}

TEST_CASE("the edges of the domain give what IEEE 754 asks for") {
  CHECK(math::log(0.0) == -kInfinity);
  CHECK(std::isnan(math::log(-1)));
  CHECK(math::log(kInfinity) == kInfinity);
  CHECK(math::log(std::numeric_limits<double>::denorm_min()) ==
        Approx(std::log(std::numeric_limits<double>::denorm_min())));
  CHECK(math::exp(1000) == kInfinity);
  CHECK(math::exp(-1000) == 0);
  CHECK(math::exp(-kInfinity) == 0);
  CHECK(math::exp(0) == 1);
  CHECK(math::log1p(-1) == -kInfinity);
  CHECK(math::tanh(kInfinity) == 1);
  CHECK(math::pow(0, 2) == 0);
  CHECK(math::pow(0, -1) == kInfinity);
  CHECK(math::pow(-2, 3) == -8);
  CHECK(math::pow(-2, 2) == 4);
  CHECK(std::isnan(math::pow(-2, 0.5)));
  CHECK(math::pow(0.5, kInfinity) == 0);
  CHECK(math::pow(2, kInfinity) == kInfinity);
  CHECK(std::isnan(math::sin(kInfinity)));
  CHECK(std::isnan(math::exp(std::nan(""))));
}

TEST_CASE("the functions for floats are precise to a float") {
  Random random(7);
  for (int i = 0; i < 100'000; ++i) {
    const auto x = static_cast<float>((random.uniform() - 0.5) * 170);
    const double power = std::exp(static_cast<double>(x));
    CHECK(std::abs(static_cast<double>(math::expf(x)) - power) <= power * 0x1p-23);
    const auto positive = static_cast<float>(power);
    const double log = std::log10(static_cast<double>(positive));
    CHECK(std::abs(static_cast<double>(math::log10f(positive)) - log) <=
          std::abs(log) * 0x1p-23 + 0x1p-30);
  }
  CHECK(math::expf(0) == 1);
  CHECK(math::expf(-200) == 0);
  CHECK(std::isinf(math::expf(200)));
  CHECK(std::isnan(math::expf(std::nanf(""))));
  CHECK(math::log10f(1) == 0);
}

TEST_CASE("these values are the same on every machine") {
  double sum = 0;
  for (int i = 1; i <= 1000; ++i) {
    const double x = i * 0.37;
    sum += math::exp(-x / 50) + math::log(x) + math::log10(x) + math::tanh(x / 90) + math::sin(x);
    sum += math::pow(x, 0.3) + math::log1p(x) + math::cos(x);
  }
  CHECK(sum == 0x1.114b826b72607p+14);
}

}  // namespace telltale
