#include "base/message_text.h"

#include "tests/catch.h"

namespace telltale {

TEST_CASE("a message of a library becomes one line") {
  CHECK(one_line("simple") == "simple");
  CHECK(one_line("two\nlines\n") == "two lines");
  CHECK(one_line("what\n\nand a hint below") == "what");
  CHECK(one_line("").empty());
}

TEST_CASE("control characters are shown, not obeyed") {
  CHECK(printable("a\nb\x1b") == "a\\x0ab\\x1b");
  CHECK(printable("é") == "é");
  CHECK(printable("\xa0x") == "\\xa0x");
}

}  // namespace telltale
