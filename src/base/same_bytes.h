// Comparing short texts without a call: most keys, ids and words of records have 4 to 32 bytes, of
// which two pieces that may overlap compare all.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace telltale {

// Whether the words at both ends are the same; they cover all of one to two words.
template <typename Word>
bool same_ends(const char* a, const char* b, size_t size) {
  const auto differ = [&](size_t at) {
    Word left;
    Word right;
    std::memcpy(&left, a + at, sizeof(Word));
    std::memcpy(&right, b + at, sizeof(Word));
    return left ^ right;
  };
  return (differ(0) | differ(size - sizeof(Word))) == 0;
}

// Whether `size` bytes at both places are the same; reads no others.
inline bool same_bytes(const char* a, const char* b, size_t size) {
  if (size >= 8 && size <= 16) return same_ends<uint64_t>(a, b, size);
  if (size >= 4 && size < 8) return same_ends<uint32_t>(a, b, size);
#ifdef __SSE2__
  constexpr size_t kVector = sizeof(__m128i);
  if (size > kVector && size <= 2 * kVector) {
    const auto equal = [&](size_t at) {
      return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at)),
                            _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at)));
    };
    return _mm_movemask_epi8(_mm_and_si128(equal(0), equal(size - kVector))) == 0xffff;
  }
#endif
  return std::memcmp(a, b, size) == 0;
}

inline bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_bytes(a.data(), b.data(), a.size());
}

}  // namespace telltale
