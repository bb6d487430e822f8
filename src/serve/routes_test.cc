// The table of routes and the contract say the same.
#include <set>

#include "serve/contract_api.h"
#include "serve/route.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

// `GET /v1/books` for each method of each path. The document is ours: a path is a line indented by
// two, a method one indented by four, below `paths:`.
std::set<std::string> promised() {
  std::set<std::string> operations;
  std::string_view text = openapi_text();
  text = text.substr(text.find("\npaths:\n") + 8);
  text = text.substr(0, text.find("\ncomponents:\n"));
  std::string path;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with("  /")) path = line.substr(2, line.size() - 3);
    for (const std::string_view method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      std::string lowered("    ");
      for (const char c : method) lowered += static_cast<char>(c + ('a' - 'A'));
      if (line == lowered + ":") operations.insert(std::string(method) + " " + path);
    }
  }
  return operations;
}

TEST_CASE("the contract promises every route, and nothing that is none") {
  std::set<std::string> there;
  for (const Route& route : all_routes())
    there.insert(std::string(route.method) + " " + std::string(route.path));
  const std::set<std::string> said = promised();
  CHECK(said.size() > 10);
  for (const std::string& operation : there) {
    INFO("not in api/openapi.yaml: " << operation);
    CHECK(said.contains(operation));
  }
  for (const std::string& operation : said) {
    INFO("no route: " << operation);
    CHECK(there.contains(operation));
  }
}

TEST_CASE("routes of a lake name a scope, and what is public reads nothing of one") {
  for (const Route& route : all_routes()) {
    INFO(route.path);
    if (route.of == Route::Of::kLake) CHECK(route.scope != Scope::kPublic);
  }
}

}  // namespace
}  // namespace telltale::serve
