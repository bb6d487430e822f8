#include "serve/access_key.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

const Instant kNow = instant_of(1'700'000'000'000'000);

AccessKey planned(const KeyWish& wish) {
  return value_of(plan_key(wish, kNow));
}

}  // namespace

TEST_CASE("a key may what its scopes say, and nothing else") {
  CHECK(scopes_text(planned({"n", "ingest", "", "", "", ""})) == "ingest");
  CHECK(scopes_text(planned({"n", "read,ingest", "", "", "", ""})) == "ingest,read");
  CHECK(scopes_text(planned({"n", "admin", "", "", "", ""})) == "admin");
  for (const char* scopes : {"", "all", "ingest,", ",read", "ingest read", "Admin"}) {
    INFO(scopes);
    CHECK(plan_key({"n", scopes, "", "", "", ""}, kNow).status().code() == Code::kInvalid);
  }
}

TEST_CASE("a key of a device or a gateway sends records and nothing else") {
  CHECK(planned({"n", "ingest", "d/1", "", "", ""}).sender == "=d/1");
  CHECK(planned({"n", "ingest", "", "gw", "", ""}).sender == "^gw");
  const auto code_of = [](const KeyWish& wish) { return plan_key(wish, kNow).status().code(); };
  CHECK(code_of({"n", "ingest,read", "d", "", "", ""}) == Code::kInvalid);
  CHECK(code_of({"n", "admin", "", "p", "", ""}) == Code::kInvalid);
  CHECK(code_of({"n", "ingest", "d", "p", "", ""}) == Code::kInvalid);
  CHECK(code_of({"n", "ingest", "a\nb", "", "", ""}) == Code::kInvalid);
  CHECK(code_of({"n", "ingest", "\xff", "", "", ""}) == Code::kInvalid);
  CHECK(code_of({"n", "ingest", std::string(257, 'd'), "", "", ""}) == Code::kInvalid);
}

TEST_CASE("a key has a name that fits a line") {
  CHECK(planned({"Jörg", "read", "", "", "", ""}).name == "Jörg");
  for (const std::string& name : {std::string(), std::string("a\nb"), std::string(257, 'n')})
    CHECK(plan_key({name, "read", "", "", "", ""}, kNow).status().code() == Code::kInvalid);
}

TEST_CASE("a key expires after a while or at a time, which is to come") {
  CHECK(!planned({"n", "read", "", "", "", ""}).expires);
  CHECK(*planned({"n", "read", "", "", "", "90d"}).expires == kNow + std::chrono::days(90));
  CHECK(format_instant(*planned({"n", "read", "", "", "", "2030-01-31T12:00:00Z"}).expires) ==
        "2030-01-31T12:00:00Z");
  for (const char* expires : {"soon", "0s", "2020-01-01T00:00:00Z", "9999999999d", "-1d"}) {
    INFO(expires);
    CHECK(plan_key({"n", "read", "", "", "", expires}, kNow).status().code() == Code::kInvalid);
  }
}

TEST_CASE("a key counts until it expires or is revoked") {
  AccessKey key = planned({"n", "read", "", "", "", "1h"});
  CHECK(state_text(key, kNow) == "active");
  CHECK(key.counts_at(*key.expires - Duration(1)));
  CHECK(!key.counts_at(*key.expires));
  CHECK(state_text(key, *key.expires) == "expired");
  key.revoked = kNow;
  CHECK(!key.counts_at(kNow));
  CHECK(state_text(key, kNow) == "revoked");
}

}  // namespace telltale::serve
