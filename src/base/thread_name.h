// A name for the calling thread, as profilers and `top` show it.
#pragma once

#include <cstddef>

namespace telltale {

void name_thread(const char* role, size_t number);

}  // namespace telltale
