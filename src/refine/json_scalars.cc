#include "refine/json_scalars.h"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace telltale {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;

constexpr bool is_digit(char c) {
  return static_cast<unsigned char>(c - '0') <= 9;
}

// Sixteen bytes are looked at together: a bit for each, the first lowest.
constexpr int kBlockBytes = 16;

#ifdef __SSE2__

__m128i load_block(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// The bytes that end a plain text: a quote, a backslash, a control, no ASCII (which is negative).
uint32_t text_ends(const char* at) {
  const __m128i block = load_block(at);
  const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')),
                                     _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
  const __m128i others = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(marks, others)));
}

// The bytes that are no digits.
uint32_t no_digits(const char* at) {
  const __m128i block = load_block(at);
  const __m128i others = _mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8('0')),
                                      _mm_cmpgt_epi8(block, _mm_set1_epi8('9')));
  return static_cast<uint32_t>(_mm_movemask_epi8(others));
}

#else

template <typename Is>
uint32_t bits_of_block(const char* at, Is is) {
  uint32_t bits = 0;
  for (int i = 0; i < kBlockBytes; ++i) bits |= static_cast<uint32_t>(is(at[i])) << i;
  return bits;
}

uint32_t text_ends(const char* at) {
  return bits_of_block(at, [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || (c & 0x80) != 0;
  });
}

uint32_t no_digits(const char* at) {
  return bits_of_block(at, [](char c) { return !is_digit(c); });
}

#endif

// Powers of ten that doubles hold exactly.
constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kDigitsMax = 18;  // fewer than 2^63; above 2^53 the number is left to the full parser
constexpr uint64_t kExactMax = 1ULL << 53;

// A number's digits as a whole number, how many of them follow the point, and the place after it.
struct Decimal {
  uint64_t digits = 0;
  int64_t places = 0;
  const char* after = nullptr;  // null: it is not plain
};

// Any plain number, digit by digit.
[[gnu::noinline]] Decimal read_decimal(const char* at, const char* end) {
  const char* first = at;
  uint64_t digits = 0;
  while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
  int64_t count = at - first;
  if (count == 0 || (count > 1 && *first == '0')) return {};
  int64_t places = 0;
  if (at < end && *at == '.') {
    const char* point = ++at;
    while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
    places = at - point;
    count += places;
    if (places == 0) return {};
  }
  if (count > kDigitsMax || digits > kExactMax) return {};
  return {digits, places, at};
}

// What the first `count` of eight digits say. Daniel Lemire, "Quickly parsing eight digits" (2018):
// neighbours are joined three times. Digits that are not there are zeros in front.
uint64_t value_of_digits(uint64_t word, int count) {
  word = (word ^ (kOnes * '0')) << (64 - 8 * count);
  word = word * 10 + (word >> 8);
  constexpr uint64_t kPairs = 0x000000ff000000ff;
  const uint64_t upper = (word & kPairs) * (100 + (1'000'000ULL << 32));
  const uint64_t lower = (word >> 16 & kPairs) * (1 + (10'000ULL << 32));
  return (upper + lower) >> 32;
}

uint64_t load_word(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// What sensors write: up to seven digits on each side of the point, in one block with what ends
// them. Their places are found first, so that reading on need not wait for what they say; of up to
// eight the point is taken out from between them, and all are read at once.
Decimal read_short_decimal(const char* at, const char* end) {
  constexpr int kSideMax = 7;
  constexpr int kTogetherMax = 8;
  const uint32_t others = no_digits(at) | 1U << kBlockBytes;
  const int whole = std::countr_zero(others);
  if (whole > kSideMax) return read_decimal(at, end);
  if (whole == 0 || (whole > 1 && *at == '0')) return {};
  const uint64_t wholes = load_word(at);
  const char* point = at + whole;
  if (*point != '.') return {value_of_digits(wholes, whole), 0, point};
  const int part = std::countr_zero(others >> (whole + 1));
  if (part > kSideMax) return read_decimal(at, end);
  if (part == 0) return {};
  const uint64_t parts = load_word(point + 1);
  const char* after = point + 1 + part;
  if (whole + part <= kTogetherMax) {
    const uint64_t first = wholes & ((uint64_t{1} << 8 * whole) - 1);
    return {value_of_digits(first | parts << 8 * whole, whole + part), part, after};
  }
  const auto scale = static_cast<uint64_t>(kPowers[part]);
  return {value_of_digits(wholes, whole) * scale + value_of_digits(parts, part), part, after};
}

const char* read_word(const char* at, const char* end, std::string_view word) {
  if (static_cast<size_t>(end - at) < word.size()) return nullptr;
  return std::memcmp(at, word.data(), word.size()) == 0 ? at + word.size() : nullptr;
}

}  // namespace

const char* read_plain_text(const char* at, const char* end, TextRef& text) {
  const char* begin = ++at;  // past the opening quote
  while (end - at >= kBlockBytes) {
    if (const uint32_t ends = text_ends(at); ends != 0) {
      at += std::countr_zero(ends);
      if (*at != '"') return nullptr;
      text = {begin, static_cast<uint32_t>(at - begin)};
      return at + 1;
    }
    at += kBlockBytes;
  }
  for (; at < end; ++at) {
    if (*at == '"') {
      text = {begin, static_cast<uint32_t>(at - begin)};
      return at + 1;
    }
    if (*at == '\\' || static_cast<unsigned char>(*at) < 0x20 || (*at & 0x80) != 0) return nullptr;
  }
  return nullptr;
}

// W. D. Clinger, "How to read floating point numbers accurately" (1990): digits below 2^53 divided
// by a power of ten up to 10^22 round once, so the quotient is the nearest double.
const char* read_plain_number(const char* at, const char* end, double& number) {
  const bool negative = at < end && *at == '-';
  at += negative;
  const Decimal decimal =
      end - at >= kBlockBytes ? read_short_decimal(at, end) : read_decimal(at, end);
  at = decimal.after;
  if (at == nullptr) return nullptr;
  if (at < end && (*at == 'e' || *at == 'E')) return nullptr;
  const double magnitude = static_cast<double>(decimal.digits) / kPowers[decimal.places];
  // Nobody can guess the sign of the next number, so no branch asks for it.
  number = std::bit_cast<double>(std::bit_cast<uint64_t>(magnitude) | uint64_t{negative} << 63);
  return at;
}

const char* read_plain_scalar(const char* at, const char* end, Value& value, bool& is_null) {
  is_null = false;
  if (at >= end) return nullptr;
  const char* begin = at;
  switch (*at) {
    case '"':
      value.kind = Value::Kind::kText;
      return read_plain_text(at, end, value.text);
    case 't':
      value.kind = Value::Kind::kBoolean;
      value.flag = true;
      value.text = {begin, 4};
      return read_word(at, end, "true");
    case 'f':
      value.kind = Value::Kind::kBoolean;
      value.flag = false;
      value.text = {begin, 5};
      return read_word(at, end, "false");
    case 'n':
      is_null = true;
      return read_word(at, end, "null");
    default:
      value.kind = Value::Kind::kNumber;
      at = read_plain_number(at, end, value.number);
      if (at != nullptr) value.text = {begin, static_cast<uint32_t>(at - begin)};
      return at;
  }
}

}  // namespace telltale
