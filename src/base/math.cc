#include "base/math.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace telltale::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The high part has so few bits that a product with a small integer is exact.
constexpr double kLn2High = 0x1.62e42fefap-1;
constexpr double kLn2Low = 0x1.cf79abc9e3b3ap-40;
constexpr double kLn2Inverse = 0x1.71547652b82fep+0;
constexpr double kLn10Inverse = 0x1.bcb7b1526e50ep-2;
constexpr double kExpOverflow = 709.782712893384;
constexpr double kExpUnderflow = -745.1332191019412;

constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// 1 / k, so that the series multiply: division is the slowest of the basic operations.
constexpr std::array<double, 27> kInverse = [] {
  std::array<double, 27> inverse{};
  for (int k = 1; k < 27; ++k) inverse[static_cast<size_t>(k)] = 1.0 / k;
  return inverse;
}();

// Two to the power k, for -1022 <= k <= 1023.
double power_of_two(int k) {
  return std::bit_cast<double>(static_cast<uint64_t>(k + 1023) << 52);
}

// x · 2^k in two steps, so that neither factor leaves the range of a double.
double scaled(double x, int k) {
  const int half = k / 2;
  return x * power_of_two(half) * power_of_two(k - half);
}

double rounded(double x) {
  return std::floor(x + 0.5);
}

// A number as an unevaluated sum of two doubles (Dekker, "A floating-point technique for extending
// the available precision", 1971).
struct Pair {
  double high;
  double low;
};

Pair exact_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

Pair split(double a) {
  const double wide = 134'217'729.0 * a;  // 2^27 + 1
  const double high = wide - (wide - a);
  return {high, a - high};
}

Pair exact_product(double a, double b) {
  const double product = a * b;
  const Pair x = split(a);
  const Pair y = split(b);
  const double error = product - x.high * y.high - x.low * y.high - x.high * y.low;
  return {product, x.low * y.low - error};
}

// e^r - 1 for |r| <= ln 2 / 2 by its series; the first term left out is below 2^-57 of the sum.
double expm1_near_zero(double r) {
  double sum = 0;
  for (size_t k = 14; k >= 2; --k) sum = (1 + sum) * (r * kInverse[k]);
  return r + r * sum;
}

// e^(high + low) where |low| is tiny.
double exp_of(Pair x) {
  if (x.high > kExpOverflow) return kInfinity;
  if (x.high < kExpUnderflow) return 0;
  const double k = rounded(x.high * kLn2Inverse);
  const double r = (x.high - k * kLn2High) - k * kLn2Low + x.low;
  return scaled(1 + expm1_near_zero(r), static_cast<int>(k));
}

// x = 2^exponent · mantissa, with the mantissa between the square roots of 1/2 and 2.
struct Binary {
  double mantissa;
  double exponent;
};

Binary binary_of(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752) {
    mantissa *= 2;
    --exponent;
  }
  return {mantissa, static_cast<double>(exponent)};
}

// artanh(s) / s - 1 by its series, for s² = z <= 0.0295 (mantissas as above): z/3 + z²/5 + …
double artanh_excess(double z) {
  double sum = 0;
  for (size_t k = 25; k >= 3; k -= 2) sum = z * (kInverse[k] + sum);
  return sum;
}

// ln x to about 58 bits: the quotient s = (m - 1) / (m + 1) is kept as a pair.
Pair log_pair(double x) {
  const Binary b = binary_of(x);
  const double rise = b.mantissa - 1;
  const Pair below = exact_sum(1, b.mantissa);
  const double s = rise / below.high;
  const Pair back = exact_product(s, below.high);
  const double rest = ((rise - back.high) - back.low - s * below.low) / below.high;
  const double excess = 2 * s * artanh_excess(s * s);
  const Pair whole = exact_sum(b.exponent * kLn2High, 2 * s);
  const double low = whole.low + (b.exponent * kLn2Low + (2 * rest + excess));
  return exact_sum(whole.high, low);
}

bool is_odd_integer(double x) {
  return std::abs(x) < 0x1p53 && std::floor(x) == x && std::floor(x / 2) * 2 != x;
}

// pow where one argument is 0, 1 or infinite, by IEEE 754-2008, 9.2.1. `base` is not negative.
double pow_of_extreme(double base, double exponent) {
  if (base == 1) return 1;
  const bool grows = (base > 1) == (exponent > 0);
  return grows ? kInfinity : 0;
}

double pow_of_positive(double base, double exponent) {
  if (base == 0 || base == 1 || std::isinf(base) || std::isinf(exponent))
    return pow_of_extreme(base, exponent);
  const Pair log_base = log_pair(base);
  const double estimate = exponent * log_base.high;
  if (estimate > kExpOverflow) return kInfinity;
  if (estimate < kExpUnderflow) return 0;
  Pair product = exact_product(exponent, log_base.high);
  product.low += exponent * log_base.low;
  return exp_of(product);
}

// sin and cos of |r| <= pi / 4 by their series.
double sin_near_zero(double r) {
  const double z = r * r;
  double sum = 0;
  for (int k = 18; k >= 2; k -= 2) sum = -z / (k * (k + 1)) * (1 + sum);
  return r + r * sum;
}

double cos_near_zero(double r) {
  const double z = r * r;
  double sum = 0;
  for (int k = 17; k >= 3; k -= 2) sum = -z / (k * (k + 1)) * (1 + sum);
  return 1 - z / 2 * (1 + sum);
}

// sin(x + quarter_turns · pi / 2). Pi/2 is taken away in three parts of 33 bits (Cody and Waite,
// "Software Manual for the Elementary Functions", 1980), exact while |x| is below a million.
double sin_turned(double x, int quarter_turns) {
  if (!std::isfinite(x)) return kNan;
  const double n = rounded(x * 0x1.45f306dc9c883p-1);
  const double r = ((x - n * 0x1.921fb544p+0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69;
  const int turns = static_cast<int>(n - std::floor(n / 4) * 4) + quarter_turns;
  const double value = turns % 2 == 0 ? sin_near_zero(r) : cos_near_zero(r);
  return turns % 4 < 2 ? value : -value;
}

}  // namespace

double exp(double x) {
  return x != x ? x : exp_of({x, 0});
}

double expm1(double x) {
  if (x != x) return x;
  return std::abs(x) < 0.34 ? expm1_near_zero(x) : exp_of({x, 0}) - 1;
}

double log(double x) {
  if (x != x || x == kInfinity) return x;
  if (x <= 0) return x == 0 ? -kInfinity : kNan;
  const Binary b = binary_of(x);
  const double rise = b.mantissa - 1;
  const double s = rise / (1 + b.mantissa);
  // ln m = 2 artanh s; rise - s · rise = 2s, and that form loses no bits near m = 1.
  const double rest = 2 * s * artanh_excess(s * s) - s * rise;
  return b.exponent * kLn2High + (rise + (rest + b.exponent * kLn2Low));
}

double log10(double x) {
  const double value = log(x) * kLn10Inverse;
  const double whole = rounded(value);
  if (!(whole >= 0 && whole <= 22)) return value;
  return kPowersOfTen[static_cast<size_t>(whole)] == x ? whole : value;
}

// W. Kahan's correction of log(1 + x) for the rounding of 1 + x (HP-15C Advanced Functions
// Handbook, 1982).
double log1p(double x) {
  const double sum = 1 + x;
  if (sum == 1 || sum == kInfinity) return x;
  return log(sum) * (x / (sum - 1));
}

double pow(double base, double exponent) {
  if (exponent == 0 || base == 1) return 1;
  if (base != base || exponent != exponent) return kNan;
  const double size = pow_of_positive(std::abs(base), exponent);
  if (base > 0 || (base == 0 && !std::signbit(base))) return size;
  if (is_odd_integer(exponent)) return -size;
  return std::floor(exponent) == exponent || base == 0 || std::isinf(base) ? size : kNan;
}

double tanh(double x) {
  if (x != x) return x;
  if (std::abs(x) > 22) return x > 0 ? 1 : -1;
  const double grown = expm1(2 * std::abs(x));
  const double value = grown / (grown + 2);
  return x < 0 ? -value : value;
}

double sin(double radians) {
  return sin_turned(radians, 0);
}
double cos(double radians) {
  return sin_turned(radians, 1);
}

}  // namespace telltale::math
