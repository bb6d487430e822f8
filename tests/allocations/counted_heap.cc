#include "tests/allocations/counted_heap.h"

#include <cerrno>
#include <cstddef>

// What glibc calls its own; defining malloc in a program replaces it everywhere.
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
}

namespace {
thread_local uint64_t requests = 0;
}  // namespace

namespace telltale {
uint64_t heap_requests() {
  return requests;
}
}  // namespace telltale

extern "C" {

void* malloc(size_t size) {
  ++requests;
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  ++requests;
  return __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  ++requests;
  return __libc_realloc(old, size);
}

void* memalign(size_t alignment, size_t size) {
  ++requests;
  return __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size) {
  ++requests;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** out, size_t alignment, size_t size) {
  ++requests;
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? ENOMEM : 0;
}

}  // extern "C"
