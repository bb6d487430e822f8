// The functions of base/math.h that are precise to a float (P. T. P. Tang, "Table-driven
// implementation of the exponential function in IEEE floating-point arithmetic", 1989, and "… of
// the logarithm function …", 1990): doubles inside, so that only the last step rounds to a float.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/math.h"

namespace telltale::math {
namespace {

constexpr int kExpSteps = 32;
constexpr double kExpRoot = 1.0218971486541166;  // 2^(1/32)
constexpr double kStepsOfOne = kExpSteps * 1.4426950408889634;
constexpr double kStep = 0.69314718055994531 / kExpSteps;
constexpr float kExpMax = 89;        // e^89 is no float
constexpr float kExpMin = -104;      // e^-104 is 0 as a float
constexpr double kRound = 0x1.8p52;  // added and taken away again, it rounds to a whole number

// 2^(i/32).
constexpr std::array<double, kExpSteps> kExpTable = [] {
  std::array<double, kExpSteps> powers{};
  powers[0] = 1;
  for (int i = 1; i < kExpSteps; ++i) powers[i] = powers[i - 1] * kExpRoot;
  return powers;
}();

constexpr int kLogBits = 6;
constexpr int kLogSteps = 1 << kLogBits;
constexpr int kMantissaBits = 52;
constexpr double kLog10OfTwo = 0.30102999566398120;
constexpr double kLog10OfE = 0.43429448190325183;

// A piece of [1, 2): one over the middle of it, and minus its logarithm.
struct LogPiece {
  double inverse;
  double log;
};
const std::array<LogPiece, kLogSteps> kLogTable = [] {
  std::array<LogPiece, kLogSteps> pieces;
  for (int i = 0; i < kLogSteps; ++i) {
    const double inverse = i == 0 ? 1.0 : 1 / (1 + (i + 0.5) / kLogSteps);
    pieces[i] = {inverse, -log10(inverse)};
  }
  return pieces;
}();

}  // namespace

float expf(float x) {
  if (x != x) return x;
  const double bounded = x > kExpMax ? kExpMax : x < kExpMin ? kExpMin : x;
  const double shifted = bounded * kStepsOfOne + kRound;
  const double steps = shifted - kRound;
  const double r = bounded - steps * kStep;
  const auto whole = static_cast<int64_t>(steps);
  const double scale =
      std::bit_cast<double>(static_cast<uint64_t>((whole >> 5) + 1023) << kMantissaBits);
  const double rise = r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24))));
  const double root = kExpTable[static_cast<size_t>(whole & (kExpSteps - 1))];
  return static_cast<float>((root + root * rise) * scale);
}

float log10f(float x) {
  const auto bits = std::bit_cast<uint64_t>(static_cast<double>(x));
  const auto exponent = static_cast<double>(static_cast<int64_t>(bits >> kMantissaBits) - 1023);
  const LogPiece& piece = kLogTable[bits >> (kMantissaBits - kLogBits) & (kLogSteps - 1)];
  constexpr uint64_t kMantissa = (uint64_t{1} << kMantissaBits) - 1;
  const double mantissa =
      std::bit_cast<double>((bits & kMantissa) | uint64_t{1023} << kMantissaBits);
  const double r = mantissa * piece.inverse - 1;
  const double rest = r * (1 - r * (1.0 / 2 - r * (1.0 / 3 - r * (1.0 / 4 - r * (1.0 / 5)))));
  return static_cast<float>(exponent * kLog10OfTwo + (piece.log + kLog10OfE * rest));
}

}  // namespace telltale::math
