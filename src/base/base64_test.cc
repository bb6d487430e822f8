#include "base/base64.h"

#include "tests/catch.h"

namespace telltale {
namespace {

TEST_CASE("the examples of RFC 4648 come out as printed there") {
  CHECK(to_base64("").empty());
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foob") == "Zm9vYg==");
  CHECK(to_base64("fooba") == "Zm9vYmE=");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("any bytes come back") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    CHECK(from_base64(to_base64(bytes)) == bytes);
    bytes += static_cast<char>(i * 7);
  }
}

TEST_CASE("what is not canonical base64 is refused") {
  for (const std::string_view text :
       {"Zg", "Zg=", "Zh==", "Z===", "====", "Zg==Zg==", "Zm9v!m9v", "Zm9\n", "Zm=v"})
    CHECK_FALSE(from_base64(text).has_value());
}

}  // namespace
}  // namespace telltale
