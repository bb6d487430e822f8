// Decimals: whole numbers of small steps as text, two digits at a time. Pure; the caller has the
// room: a number takes at most 12 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace telltale::simulate {

constexpr auto kDigitPairs = [] {
  std::array<char, 200> pairs{};
  for (size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

inline char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

// Exactly two digits; `value` is below 100.
inline char* put_pair(char* out, uint32_t value) {
  std::memcpy(out, &kDigitPairs[2 * value], 2);
  return out + 2;
}

// Exactly kDigits digits, with leading zeros.
template <int kDigits>
inline char* put_digits(char* out, uint32_t value) {
  if constexpr (kDigits == 1) {
    *out = static_cast<char>('0' + value);
    return out + 1;
  } else {
    out = put_digits<kDigits - 1>(out, value / 10);
    *out = static_cast<char>('0' + value % 10);
    return out + 1;
  }
}

// As few digits as it takes, but at least `least`.
inline char* put_whole(char* out, uint32_t value, int least = 1) {
  char digits[10];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0 || count < least);
  while (count > 0) *out++ = digits[--count];
  return out;
}

template <int kDecimals>
inline char* put_decimal(char* out, int32_t steps) {
  constexpr auto kScale = [] {
    uint32_t scale = 1;
    for (int i = 0; i < kDecimals; ++i) scale *= 10;
    return scale;
  }();
  if (steps < 0) *out++ = '-';
  const uint32_t size =
      steps < 0 ? 0U - static_cast<uint32_t>(steps) : static_cast<uint32_t>(steps);
  out = put_whole(out, size / kScale);
  *out++ = '.';
  return put_digits<kDecimals>(out, size % kScale);
}

}  // namespace telltale::simulate
