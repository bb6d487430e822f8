#include "detect/tail_sketch.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kLog10E = 0.4342944819F;
constexpr float kExcessDecadesMax = 30;  // further out there is nothing left to tell apart
constexpr size_t kTailMax = 32;

// log10 of 1 … 33, for ranks.
const std::array<float, kTailMax + 2> kLog10OfSmall = [] {
  std::array<float, kTailMax + 2> logs{};
  for (size_t i = 1; i < logs.size(); ++i)
    logs[i] = static_cast<float>(math::log10(static_cast<double>(i)));
  return logs;
}();

// A generalised Pareto tail of the excesses over the last code, by probability-weighted moments
// (Hosking and Wallis, "Parameter and quantile estimation for the generalized Pareto distribution",
// Technometrics 1987, eq. 3 to 5). Shape 0 is the exponential tail; heavier ones only, and only as
// heavy as keeps a variance.
struct TailFit {
  float scale;
  float shape;
};

constexpr float kShapeMax = 0.5F;
constexpr int kShapeCodesMin = 16;  // fewer say nothing of a shape

TailFit fit(std::span<const TailCode> tail) {
  int count = 0;
  while (count < static_cast<int>(tail.size()) && tail[count] != kNoCode) ++count;
  const float last = decode(tail[count - 1]);
  float mean = 0;
  float weighted = 0;
  for (int i = 0; i < count; ++i) {
    const float excess = decode(tail[i]) - last;
    mean += excess;
    weighted += excess * (static_cast<float>(i) + 0.5F);
  }
  const auto n = static_cast<float>(count);
  mean /= n;
  weighted /= n * n;
  const float rest = mean - 2 * weighted;
  if (count < kShapeCodesMin || !(rest > 0)) return {mean, 0};
  const float shape = std::clamp(2 - mean / rest, 0.0F, kShapeMax);
  return {mean * (1 - shape), shape};
}

// -log10 of the share of the tail beyond the largest code that is `excess` beyond it.
float decades_beyond(std::span<const TailCode> tail, float excess, float scale_floor) {
  const TailFit fitted = fit(tail);
  const float reach =
      decode(tail.front()) - decode(tail.back() == kNoCode ? tail.front() : tail.back());
  const float scale = std::max(fitted.scale + fitted.shape * reach, scale_floor);
  const float steps = excess / std::max(scale, excess * 1e-3F);
  if (fitted.shape < 1e-3F) return kLog10E * steps;
  return static_cast<float>(math::log10(1.0 + static_cast<double>(fitted.shape * steps))) /
         fitted.shape;
}

}  // namespace

// Halving search; the size of a tail is a power of two.
int rank_in(std::span<const TailCode> tail, TailCode code) {
  size_t rank = 0;
  for (size_t step = tail.size() / 2; step > 0; step /= 2)
    rank += tail[rank + step - 1] >= code ? step : 0;
  return static_cast<int>(rank + (tail[rank] >= code));
}

void enter(std::span<TailCode> tail, TailCode code) {
  const auto rank = static_cast<size_t>(rank_in(tail, code));
  std::memmove(&tail[rank] + 1, &tail[rank], (tail.size() - rank - 1) * sizeof(TailCode));
  tail[rank] = code;
}

float tail_evidence(std::span<const TailCode> tail, TailCode code, const TailMeasure& measure) {
  if (tail.front() == kNoCode || code <= tail.back()) return 0;
  const int rank = rank_in(tail, code);
  if (rank > 0)
    return std::max(0.0F, measure.log_rows - kLog10OfSmall[static_cast<size_t>(rank) + 1]);
  const float excess = std::max(0.0F, decode(code) - decode(tail.front()));
  const float decades = excess > 0 ? decades_beyond(tail, excess, measure.scale_floor) : 0;
  return measure.log_rows + std::min(kExcessDecadesMax, decades);
}

void halve(std::span<TailCode> tail) {
  const size_t kept = tail.size() / 2;
  for (size_t i = 0; i < kept; ++i) tail[i] = tail[2 * i + 1];
  std::fill(tail.begin() + static_cast<std::ptrdiff_t>(kept), tail.end(), kNoCode);
}

void shift_codes(std::span<TailCode> tail, float shift) {
  for (TailCode& code : tail) {
    if (code != kNoCode) code = encode(decode(code) - shift);
  }
}

}  // namespace telltale::detect
