#include "refine/json_scalars.h"

#include <array>
#include <bit>
#include <cstring>

namespace telltale {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighs = 0x8080808080808080;

// A high bit in each byte that is zero; exact up to the first such byte, which is all that is used.
constexpr uint64_t zero_bytes(uint64_t word) {
  return (word - kOnes) & ~word & kHighs;
}

// A high bit in the first byte that ends a plain text: a quote, a backslash, a control, no ASCII.
constexpr uint64_t text_ends(uint64_t word) {
  const uint64_t quotes = zero_bytes(word ^ (kOnes * '"'));
  const uint64_t escapes = zero_bytes(word ^ (kOnes * '\\'));
  const uint64_t controls = (word - kOnes * 0x20) & ~word & kHighs;
  return quotes | escapes | controls | (word & kHighs);
}

constexpr bool is_digit(char c) {
  return static_cast<unsigned char>(c - '0') <= 9;
}

// Powers of ten that doubles hold exactly.
constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::array<uint64_t, 8> kWholePowers = {1,      10,      100,       1'000,
                                                  10'000, 100'000, 1'000'000, 10'000'000};
constexpr int kDigitsMax = 18;  // fewer than 2^63; above 2^53 the number is left to the full parser
constexpr uint64_t kExactMax = 1ULL << 53;

// A number's digits as a whole number, and how many of them follow the point.
struct Decimal {
  uint64_t digits = 0;
  int64_t places = 0;
};

// Any plain number, digit by digit.
const char* read_decimal(const char* at, const char* end, Decimal& out) {
  const char* first = at;
  uint64_t digits = 0;
  while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
  int64_t count = at - first;
  if (count == 0 || (count > 1 && *first == '0')) return nullptr;
  int64_t places = 0;
  if (at < end && *at == '.') {
    const char* point = ++at;
    while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
    places = at - point;
    count += places;
    if (places == 0) return nullptr;
  }
  if (count > kDigitsMax || digits > kExactMax) return nullptr;
  out = {digits, places};
  return at;
}

// The digits at the front of eight bytes: how many, and what they say.
struct ShortDigits {
  int count;  // 8: there may be more
  uint64_t value;
};

// Daniel Lemire, "Quickly parsing eight digits" (2018): neighbours are joined three times. Digits
// that are not there are zeros in front.
[[gnu::always_inline]] inline ShortDigits read_eight(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  word ^= kOnes * '0';
  const uint64_t others = ((word + kOnes * 0x76) | word) & kHighs;
  if (others == 0) return {8, 0};
  const int count = std::countr_zero(others) / 8;
  if (count == 0) return {0, 0};
  word <<= 64 - 8 * count;
  word = word * 10 + (word >> 8);
  constexpr uint64_t kPairs = 0x000000ff000000ff;
  const uint64_t upper = (word & kPairs) * (100 + (1'000'000ULL << 32));
  const uint64_t lower = (word >> 16 & kPairs) * (1 + (10'000ULL << 32));
  return {count, (upper + lower) >> 32};
}

// What sensors write: up to seven digits on each side of the point, within 16 readable bytes.
constexpr int64_t kShortNumberBytes = 16;
const char* read_short_decimal(const char* at, const char* end, Decimal& out) {
  const ShortDigits whole = read_eight(at);
  if (whole.count == 8) return read_decimal(at, end, out);
  if (whole.count == 0 || (whole.count > 1 && *at == '0')) return nullptr;
  const char* after = at + whole.count;
  if (*after != '.') {
    out = {whole.value, 0};
    return after;
  }
  const ShortDigits part = read_eight(after + 1);
  if (part.count == 8) return read_decimal(at, end, out);
  if (part.count == 0) return nullptr;
  out = {whole.value * kWholePowers[part.count] + part.value, part.count};
  return after + 1 + part.count;
}

const char* read_word(const char* at, const char* end, std::string_view word) {
  if (static_cast<size_t>(end - at) < word.size()) return nullptr;
  return std::memcmp(at, word.data(), word.size()) == 0 ? at + word.size() : nullptr;
}

}  // namespace

const char* read_plain_text(const char* at, const char* end, TextRef& text) {
  const char* begin = ++at;  // past the opening quote
  while (end - at >= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    if (const uint64_t ends = text_ends(word); ends != 0) {
      at += std::countr_zero(ends) / 8;
      if (*at != '"') return nullptr;
      text = {begin, static_cast<uint32_t>(at - begin)};
      return at + 1;
    }
    at += 8;
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
  Decimal decimal;
  at = end - at >= kShortNumberBytes ? read_short_decimal(at, end, decimal)
                                     : read_decimal(at, end, decimal);
  if (at == nullptr) return nullptr;
  if (at < end && (*at == 'e' || *at == 'E')) return nullptr;
  const double magnitude = static_cast<double>(decimal.digits) / kPowers[decimal.places];
  number = negative ? -magnitude : magnitude;
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
