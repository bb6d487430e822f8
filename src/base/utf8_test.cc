#include "base/utf8.h"

#include "tests/catch.h"

namespace telltale {
namespace {

std::string repaired(std::string_view bytes) {
  std::string out;
  append_as_utf8(bytes, out);
  return out;
}

TEST_CASE("text of any length of character is UTF-8") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("°C, Ω, 漢字, 🙂, \xf4\x8f\xbf\xbf"));
}

TEST_CASE("overlong, surrogate, too large and broken characters are no UTF-8") {
  for (const std::string_view bytes :
       {"\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff",
        "\xc3", "\xe2\x82", "\x80", "a\xf0\x9f\x98"})
    CHECK_FALSE(is_utf8(bytes));
}

TEST_CASE("what is text stays, and each other byte becomes one mark") {
  CHECK(repaired("a\xff\xfe b") == "a\xef\xbf\xbd\xef\xbf\xbd b");
  CHECK(repaired("ö\xc3") == "ö\xef\xbf\xbd");
  CHECK(is_utf8(repaired("\xed\xa0\x80\xf4\x90\x80\x80")));
}

}  // namespace
}  // namespace telltale
