#include "refine/json_scalars.h"

#include <bit>

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
constexpr int kDigitsMax = 18;  // fewer than 2^63; above 2^53 the number is left to the full parser
constexpr uint64_t kExactMax = 1ULL << 53;

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
  const char* first = at;
  uint64_t digits = 0;
  while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
  int64_t count = at - first;
  if (count == 0 || (count > 1 && *first == '0')) return nullptr;
  int64_t decimals = 0;
  if (at < end && *at == '.') {
    const char* point = ++at;
    while (at < end && is_digit(*at)) digits = digits * 10 + static_cast<uint64_t>(*at++ - '0');
    decimals = at - point;
    count += decimals;
    if (decimals == 0) return nullptr;
  }
  if (count > kDigitsMax || digits > kExactMax) return nullptr;
  if (at < end && (*at == 'e' || *at == 'E')) return nullptr;
  const double magnitude = static_cast<double>(digits) / kPowers[decimals];
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
