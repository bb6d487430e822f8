// Tail sketch: the most extreme values a channel has had on one side, as 16-bit codes in descending
// order. It answers how improbable a value is: by rank among them (the conformal p-value of Vovk,
// Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005, §2.2), and beyond the
// largest by an exponential tail fitted to the excesses (peaks over threshold: Pickands, 1975).
// Pure functions over spans; a sketch of 32 codes is one cache line.
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace telltale::detect {

// A float cut to its upper 16 bits (8 of precision: an error of at most 0.2 %), as an integer of
// the same order. The code of -x is minus the code of x.
using TailCode = int16_t;
constexpr TailCode kNoCode = INT16_MIN;     // below every value: an empty place
constexpr TailCode kNeverCode = INT16_MAX;  // above every value: a side that is not watched

inline TailCode encode(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const uint32_t size = bits & 0x7fffffff;
  const auto code = static_cast<int32_t>((size + 0x7fff + (size >> 16 & 1)) >> 16);
  return static_cast<TailCode>((bits >> 31) != 0 ? -code : code);
}

inline float decode(TailCode code) {
  const auto size = static_cast<uint32_t>(code < 0 ? -code : code) << 16;
  return std::bit_cast<float>(size | (code < 0 ? 0x80000000U : 0U));
}

// A tail holds 8 or 32 codes.
//
// How many codes are not below `code`: its rank if it entered, from 0.
int rank_in(std::span<const TailCode> tail, TailCode code);

// Puts the code at its rank; the smallest drops out. The code must be above the last one.
void enter(std::span<TailCode> tail, TailCode code);

// What a tail is judged against.
struct TailMeasure {
  float log_rows;     // log10(values seen + 1)
  float scale_floor;  // the fitted scale of the tail is at least this
};

// -log10 of the probability of a value at least as extreme. A value that is no larger than the last
// code of the sketch is common and gets 0; so does anything while the sketch is empty.
float tail_evidence(std::span<const TailCode> tail, TailCode code, const TailMeasure& measure);

// Keeps every second code, as if half of the values had been seen: rank r of n is near rank 2 r of
// 2 n. The places freed are empty; what enters must still exceed the old last code.
void halve(std::span<TailCode> tail);

// The codes of the same values less `shift`.
void shift_codes(std::span<TailCode> tail, float shift);

}  // namespace telltale::detect
