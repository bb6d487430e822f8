// What the system knows of the calling thread: its name, as profilers and `top` show it, and
// whether others come first.
#pragma once

#include <cstddef>

namespace telltale {

void name_thread(const char* role, size_t number);
// From now on threads of usual priority get most of a processor that both want.
void give_way();

}  // namespace telltale
