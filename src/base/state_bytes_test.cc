#include "base/state_bytes.h"

#include "tests/catch.h"

namespace telltale {

TEST_CASE("values come back in the order they were put") {
  StateWriter out;
  out.put(uint32_t{7});
  out.put_text("a\0b");
  out.put(-1.5);
  out.put_text("");
  StateReader in(out.bytes());
  uint32_t number = 0;
  std::string text;
  double real = 0;
  expect_ok(in.get(number));
  expect_ok(in.get_text(text));
  CHECK(text == "a\0b");
  expect_ok(in.get(real));
  expect_ok(in.get_text(text));
  CHECK(text.empty());
  CHECK((number == 7 && real == -1.5));
  CHECK(in.at_end());
}

TEST_CASE("reading past the end is damage, and a text's length is not believed") {
  StateWriter out;
  out.put(uint32_t{0xffffffff});
  StateReader in(out.bytes());
  std::string text;
  message_of(in.get_text(text), Code::kCorrupt);
  uint64_t wide = 0;
  StateReader narrow(out.bytes());
  message_of(narrow.get(wide), Code::kCorrupt);
}

}  // namespace telltale
