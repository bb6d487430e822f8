#include "store/duckdb_calls.h"

#include <dlfcn.h>

#include <fmt/format.h>

namespace telltale {

#define TELLTALE_DEFINE(name) decltype(&::name) name = nullptr;
TELLTALE_DUCKDB_CALLS(TELLTALE_DEFINE)
#undef TELLTALE_DEFINE

namespace {

constexpr const char* kLibrary = "libduckdb.so";  // looked for where the program looks for its own

Status cannot_load(const char* why) {
  return Status::internal(
      fmt::format("cannot load the SQL engine: {}: install telltale again, with its libraries",
                  why == nullptr ? "unknown error" : why));
}

template <typename Function>
Status find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function == nullptr ? cannot_load(::dlerror()) : Status();
}

// The library stays until the process ends.
Status load() {
  void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return cannot_load(::dlerror());
#define TELLTALE_FIND(name) TRY(find(library, #name, name));
  TELLTALE_DUCKDB_CALLS(TELLTALE_FIND)
#undef TELLTALE_FIND
  return {};
}

}  // namespace

Status load_duckdb() {
  static const Status loaded = load();
  return loaded;
}

}  // namespace telltale
