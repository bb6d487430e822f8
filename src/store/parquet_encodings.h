// The encodings of Parquet pages that the lake's files use (parquet-format/Encodings.md). Each
// appends the encoded values to `out`. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace telltale {

// Bits that hold the numbers 0 .. count - 1.
int bit_width_of(size_t count);

// RLE / bit-packing hybrid of numbers below 2^bit_width (at most 32 bits).
void encode_hybrid(std::span<const uint32_t> values, int bit_width, std::string& out);
// The same of one value repeated.
void encode_hybrid_run(uint32_t value, size_t count, int bit_width, std::string& out);

// DELTA_BINARY_PACKED: blocks of 128 values, 4 miniblocks.
void encode_delta(std::span<const int64_t> values, std::string& out);

// PLAIN booleans: a bit each.
void encode_bits(std::span<const uint8_t> values, std::string& out);

template <typename T>
void encode_plain(std::span<const T> values, std::string& out) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

// PLAIN byte array: its length as u32, then its bytes.
void encode_plain_text(std::string_view text, std::string& out);

// Numbers their different values in order of arrival; empty when there are more than
// `distinct_max`. `T` is compared by its bits.
template <typename T>
struct Dictionary {
  std::vector<T> values;
  std::vector<uint32_t> codes;
};
template <typename T>
bool make_dictionary(std::span<const T> values, size_t distinct_max, Dictionary<T>& dictionary);

}  // namespace telltale
