// Every request to the heap of this program, whoever makes it: malloc and its kin are taken over.
#pragma once

#include <cstdint>

namespace telltale {

// Requests of this thread so far.
uint64_t heap_requests();

}  // namespace telltale
