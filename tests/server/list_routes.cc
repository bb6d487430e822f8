// Prints the table of routes, a line each: method, path, scope and what it is of.
#include <cstdio>

#include "serve/route.h"

int main() {
  using namespace telltale::serve;
  for (const Route& route : all_routes()) {
    const std::string_view scope = name_of(route.scope);
    std::printf("%.*s %.*s %.*s %s\n", static_cast<int>(route.method.size()), route.method.data(),
                static_cast<int>(route.path.size()), route.path.data(),
                static_cast<int>(scope.size()), scope.data(),
                route.of == Route::Of::kLake ? "lake" : "server");
  }
  return 0;
}
