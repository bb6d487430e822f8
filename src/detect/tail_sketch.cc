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

// The mean excess over the last code: the maximum-likelihood scale of an exponential tail.
float scale_of(std::span<const TailCode> tail) {
  float sum = 0;
  float last = 0;
  int count = 0;
  for (; count < static_cast<int>(tail.size()) && tail[count] != kNoCode; ++count) {
    last = decode(tail[count]);
    sum += last;
  }
  return sum / static_cast<float>(count) - last;
}

}  // namespace

int rank_in(std::span<const TailCode> tail, TailCode code) {
  int rank = 0;
  for (const TailCode held : tail) rank += held >= code;
  return rank;
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
  const float scale = std::max(scale_of(tail), measure.scale_floor);
  const float excess = decode(code) - decode(tail.front());
  const float decades = excess > 0 ? kLog10E * excess / std::max(scale, excess * 1e-3F) : 0;
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
