#include "refine/json_scalars.h"

#include <bit>
#include <cstdlib>
#include <string>

#include "tests/catch.h"

namespace telltale {
namespace {

// The same bytes at the end of a record, and with more of the record behind them.
const std::string kRests[] = {"", ",", ",\"status\":\"idle\",\"firmware\":\"1.2.3\"}"};

std::string digits(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += static_cast<char>('1' + (i * 7 + count) % 9);
  return text;
}

// Whether the number, which is plain, is read as the C library reads it, whatever follows it.
bool is_read(const std::string& number) {
  for (const std::string& rest : kRests) {
    const std::string text = number + rest;
    const char* begin = text.data();
    double read = 0;
    const char* after = read_plain_number(begin, begin + text.size(), read);
    const double expected = std::strtod(number.c_str(), nullptr);
    if (after != begin + number.size()) return false;
    if (std::bit_cast<uint64_t>(read) != std::bit_cast<uint64_t>(expected)) return false;
  }
  return true;
}

bool is_left_alone(const std::string& number) {
  for (const std::string& rest : kRests) {
    const std::string text = number + rest;
    double read = 0;
    if (read_plain_number(text.data(), text.data() + text.size(), read) != nullptr) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a number of few digits is read exactly, however many lie on each side of the point") {
  for (const std::string sign : {"", "-"}) {
    for (size_t whole = 1; whole <= 15; ++whole) {
      CHECK(is_read(sign + digits(whole)));
      for (size_t part = 1; whole + part <= 15; ++part)
        CHECK(is_read(sign + digits(whole) + "." + digits(part)));
    }
    for (const std::string number : {"0", "0.0", "0.5", "0.0001", "10.00", "9999999.9999999"})
      CHECK(is_read(sign + number));
  }
}

TEST_CASE("what is no number, or not plainly a double, is left to the full parser") {
  for (const std::string text :
       {"", "-", ".5", "5.", "-.5", "00", "01.5", "-012", "1e5", "1.5E3", "12345678901234567890",
        "0.1234567890123456789", "9007199254740993", "x", "--1", "1.-5"})
    CHECK(is_left_alone(text));
}

TEST_CASE("a text ends at its quote, wherever that is") {
  for (size_t size = 0; size < 70; ++size) {
    for (const std::string& rest : kRests) {
      const std::string text = "\"" + std::string(size, 'x') + "\"" + rest;
      TextRef read;
      const char* after = read_plain_text(text.data(), text.data() + text.size(), read);
      REQUIRE(after == text.data() + size + 2);
      CHECK(read.view() == std::string(size, 'x'));
    }
  }
}

TEST_CASE("a text with an escape, a control or a letter that is no ASCII is not plain") {
  for (const char special : {'\\', '\n', '\0', '\x1f', '\x80', '\xff'}) {
    for (size_t at = 0; at < 40; ++at) {
      std::string text = "\"" + std::string(40, 'x') + "\"";
      text[1 + at] = special;
      TextRef read;
      CHECK(read_plain_text(text.data(), text.data() + text.size(), read) == nullptr);
    }
  }
  const std::string open = "\"" + std::string(50, 'x');
  TextRef read;
  CHECK(read_plain_text(open.data(), open.data() + open.size(), read) == nullptr);
}

}  // namespace telltale
