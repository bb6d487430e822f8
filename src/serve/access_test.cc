#include "serve/access.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

bool lets_in(HttpFields fields) {
  HttpHead head;
  head.fields = std::move(fields);
  return std::holds_alternative<Principal>(open_access()->identify(head));
}

}  // namespace

TEST_CASE("a principal may what was given, and anybody what is public") {
  Principal principal;
  CHECK(principal.may(Scope::kPublic));
  CHECK(!principal.may(Scope::kIngest));
  principal.may_read = true;
  CHECK(principal.may(Scope::kRead));
  CHECK(!principal.may(Scope::kAdmin));
}

TEST_CASE("a server that is open to its machine is not open to pages its browsers show") {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080"})
    CHECK(lets_in({{"host", host}}));
  for (const char* host :
       {"evil.example", "evil.example:8080", "localhost.evil.example", "", "10.0.0.1"}) {
    INFO(host);
    CHECK(!lets_in({{"host", host}}));
  }
  CHECK(lets_in({{"host", "localhost:8080"}, {"origin", "http://localhost:8080"}}));
  CHECK(!lets_in({{"host", "localhost:8080"}, {"origin", "http://evil.example"}}));
  CHECK(!lets_in({{"host", "localhost:8080"}, {"origin", "null"}}));
}

}  // namespace telltale::serve
