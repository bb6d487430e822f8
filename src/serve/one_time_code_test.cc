#include "serve/one_time_code.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

// "12345678901234567890" in base 32: the secret of RFC 6238 appendix B.
constexpr std::string_view kSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

Instant at_second(int64_t second) {
  return instant_of(second * 1'000'000);
}

}  // namespace

TEST_CASE("codes are those of RFC 6238, the last six digits") {
  CHECK(code_of_step(kSecret, 59 / 30) == "287082");
  CHECK(code_of_step(kSecret, 1'111'111'109 / 30) == "081804");
  CHECK(code_of_step(kSecret, 1'111'111'111 / 30) == "050471");
  CHECK(code_of_step(kSecret, 1'234'567'890 / 30) == "005924");
  CHECK(code_of_step(kSecret, 2'000'000'000 / 30) == "279037");
  CHECK(code_of_step(kSecret, 20'000'000'000 / 30) == "353130");
}

TEST_CASE("a code counts in its step and the neighbours, once") {
  const int64_t step = 1'111'111'111 / 30;
  const auto found = [&](int64_t second, int64_t used) {
    return step_of_code(kSecret, "050471", at_second(second), used);
  };
  CHECK(found(1'111'111'111, 0) == step);
  CHECK(found(1'111'111'111 + 30, 0) == step);
  CHECK(found(1'111'111'111 - 30, 0) == step);
  CHECK(!found(1'111'111'111 + 60, 0));
  CHECK(!found(1'111'111'111 - 60, 0));
  CHECK(found(1'111'111'111, step - 1) == step);
  CHECK(!found(1'111'111'111, step));
  CHECK(!step_of_code(kSecret, "", at_second(1'111'111'111), 0));
  CHECK(!step_of_code(kSecret, "050472", at_second(1'111'111'111), 0));
}

TEST_CASE("a secret is 160 bits in base 32, and another each time") {
  const std::string secret = make_code_secret();
  CHECK(secret.size() == 32);
  CHECK(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == std::string::npos);
  CHECK(secret != make_code_secret());
  CHECK(code_uri("ABC", "my plant", "ada@x") ==
        "otpauth://totp/Telltale%20my%20plant:ada%40x?secret=ABC&issuer=Telltale%20my%20plant");
}

}  // namespace telltale::serve
