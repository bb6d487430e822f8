#include "base/same_bytes.h"

#include <string>

#include "tests/catch.h"

namespace telltale {

TEST_CASE("every byte of a text counts, whatever its length") {
  for (size_t size = 0; size < 80; ++size) {
    const std::string text(size, 'x');
    CHECK(same_text(text, std::string(size, 'x')));
    for (size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'y';
      CHECK_FALSE(same_bytes(text.data(), other.data(), size));
    }
    CHECK_FALSE(same_text(text, text + "x"));
  }
}

}  // namespace telltale
