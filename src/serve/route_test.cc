#include "serve/route.h"

#include <set>

#include "tests/catch.h"

namespace telltale::serve {

TEST_CASE("a pattern fits a path part by part") {
  CHECK(match_path("/v1/a", "/v1/a")->empty());
  CHECK(match_path("/v1/{x}/b/{y}", "/v1/1/b/2") == HttpFields{{"x", "1"}, {"y", "2"}});
  CHECK(!match_path("/v1/a", "/v1/b"));
  CHECK(!match_path("/v1/a", "/v1"));
  CHECK(!match_path("/v1/a", "/v1/a/b"));
  CHECK(!match_path("/v1/{x}", "/v1"));
  CHECK(!match_path("/v1/{x}", "/v1/a/b"));
  CHECK(match_path("/", "/"));
  CHECK(!match_path("/v1/{}", "/v1/x"));
}

TEST_CASE("every route names its method and path once, and public ones touch no lake") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : all_routes()) {
    INFO(route.method << " " << route.path);
    CHECK(seen.emplace(route.method, route.path).second);
    CHECK(route.path.starts_with('/'));
    CHECK(route.handle != nullptr);
    if (route.scope == Scope::kPublic) CHECK(route.of == Route::Of::kServer);
    if (route.of == Route::Of::kServer) CHECK(!route.brings_records);
  }
}

TEST_CASE("a part of a path is known by its name in the pattern") {
  Call call;
  call.parts = {{"a", "1"}};
  CHECK(call.part("a") == "1");
  CHECK(call.part("b").empty());
}

}  // namespace telltale::serve
