#include "detect/tail_sketch.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr float kLog10E = 0.4342944819F;
constexpr float kExcessDecadesMax = 30;  // further out there is nothing left to tell apart
constexpr size_t kTailMin = 8;
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

// Eight codes side by side, and the values of four.
using Codes = int16_t __attribute__((vector_size(16)));
using Floats = float __attribute__((vector_size(16)));
constexpr size_t kLanes = 8;

Codes load(const TailCode* from) {
  Codes codes;
  std::memcpy(&codes, from, sizeof(codes));
  return codes;
}

// The codes a place further, and `first` before them (little endian).
Codes shifted_in(Codes codes, TailCode first) {
  const auto whole = std::bit_cast<unsigned __int128>(codes);
  return std::bit_cast<Codes>(whole << 16 | static_cast<uint16_t>(first));
}

// A value's upper half is its size and its sign; the lower half is zero (little endian).
struct FloatPair {
  Floats first;
  Floats second;
};
FloatPair decode_lanes(Codes codes) {
  const Codes sign = codes >> 15;
  const Codes upper = ((codes ^ sign) - sign) | (sign & INT16_MIN);
  const Codes none{};
  return {std::bit_cast<Floats>(__builtin_shufflevector(none, upper, 0, 8, 1, 9, 2, 10, 3, 11)),
          std::bit_cast<Floats>(__builtin_shufflevector(none, upper, 4, 12, 5, 13, 6, 14, 7, 15))};
}

float sum_of(Floats lanes) {
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

TailFit fit(std::span<const TailCode> tail) {
  const auto empty = std::find(tail.begin(), tail.end(), kNoCode);
  const auto count = static_cast<int>(empty - tail.begin());
  const TailCode last = tail[count - 1];
  Floats sums{};
  Floats weighted_sums{};
  Floats place = {0.5F, 1.5F, 2.5F, 3.5F};
  const auto take = [&](Floats values) {
    const Floats excess = values - decode(last);
    sums += excess;
    weighted_sums += excess * place;
    place += 4;
  };
  for (size_t i = 0; i < tail.size(); i += kLanes) {
    const Codes held = load(&tail[i]);
    const FloatPair values = decode_lanes(held == kNoCode ? Codes{} + last : held);
    take(values.first);
    take(values.second);
  }
  const auto n = static_cast<float>(count);
  const float mean = sum_of(sums) / n;
  const float weighted = sum_of(weighted_sums) / (n * n);
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
  return math::log10f(1 + fitted.shape * steps) / fitted.shape;
}

template <size_t kSize>
int rank_of(const TailCode* tail, TailCode code) {
  int16_t rank = 0;
  for (size_t i = 0; i < kSize; ++i) rank += static_cast<int16_t>(tail[i] >= code);
  return rank;
}

// Each place takes the larger of what it has and the lesser of the code and what is before it. From
// the end, so that what is before is still as it was.
template <size_t kSize>
void insert(TailCode* tail, TailCode code) {
  const Codes wanted = Codes{} + code;
  for (size_t at = kSize; at > 0;) {
    at -= kLanes;
    const Codes held = load(tail + at);
    const Codes before = at > 0 ? load(tail + at - 1) : shifted_in(held, kNeverCode);
    const Codes lesser = before < wanted ? before : wanted;
    const Codes larger = held > lesser ? held : lesser;
    std::memcpy(tail + at, &larger, sizeof(larger));
  }
}

}  // namespace

// Sizes are fixed where the work is done, so that it becomes a few vector instructions without a
// branch.
int rank_in(std::span<const TailCode> tail, TailCode code) {
  return tail.size() == kTailMax ? rank_of<kTailMax>(tail.data(), code)
                                 : rank_of<kTailMin>(tail.data(), code);
}

void enter(std::span<TailCode> tail, TailCode code) {
  if (tail.size() == kTailMax) {
    insert<kTailMax>(tail.data(), code);
  } else {
    insert<kTailMin>(tail.data(), code);
  }
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
