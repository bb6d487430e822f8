#include "store/duckdb_calls.h"

#include <dlfcn.h>
#include <mutex>

#include <fmt/format.h>

#include "base/sanitized.h"

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

// What the library refers to is looked for in itself first: it is nearly always there, and not in
// the forty that the program has already. Sanitizers refuse that.
constexpr int kLoadFlags = RTLD_NOW | RTLD_LOCAL | (kIsSanitized ? 0 : RTLD_DEEPBIND);

// The library stays until the process ends.
Status load() {
  void* const library = ::dlopen(kLibrary, kLoadFlags);
  if (library == nullptr) return cannot_load(::dlerror());
#define TELLTALE_FIND(name) TRY(find(library, #name, name));
  TELLTALE_DUCKDB_CALLS(TELLTALE_FIND)
#undef TELLTALE_FIND
  return {};
}

}  // namespace

// A failure may pass, as one of too many open files: the next query tries again.
Status load_duckdb() {
  static std::mutex mutex;
  static bool is_loaded = false;
  const std::lock_guard lock(mutex);
  if (!is_loaded) TRY(load());
  is_loaded = true;
  return {};
}

}  // namespace telltale
