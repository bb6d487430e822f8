#include "store/parquet_encodings.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace telltale {
namespace {

void append_varint(uint64_t value, std::string& out) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

uint64_t zigzag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}

// Packs numbers of some bits one after another, lowest bit first. The last byte is filled with
// zeros.
template <typename T>
void pack_bits(std::span<const T> values, int bit_width, std::string& out) {
  const size_t bytes = (values.size() * static_cast<size_t>(bit_width) + 7) / 8;
  const size_t begin = out.size();
  out.resize(begin + bytes + 8);  // whole words may be written past the end
  char* at = out.data() + begin;
  uint64_t word = 0;
  int used = 0;
  for (const T value : values) {
    word |= static_cast<uint64_t>(value) << used;
    used += bit_width;
    if (used >= 64) {
      std::memcpy(at, &word, 8);
      at += 8;
      used -= 64;
      word = used == 0 ? 0 : static_cast<uint64_t>(value) >> (bit_width - used);
    }
  }
  std::memcpy(at, &word, 8);
  out.resize(begin + bytes);
}

constexpr size_t kBlockValues = 128;
constexpr size_t kMiniblockValues = 32;
constexpr size_t kMiniblocks = kBlockValues / kMiniblockValues;

// One block of differences, less the smallest of them, each miniblock at its own width.
void encode_delta_block(std::span<const int64_t> deltas, std::string& out) {
  const int64_t least = *std::min_element(deltas.begin(), deltas.end());
  append_varint(zigzag(least), out);
  uint64_t adjusted[kBlockValues] = {};
  for (size_t i = 0; i < deltas.size(); ++i)
    adjusted[i] = static_cast<uint64_t>(deltas[i]) - static_cast<uint64_t>(least);
  int widths[kMiniblocks] = {};
  const size_t used = (deltas.size() + kMiniblockValues - 1) / kMiniblockValues;
  for (size_t i = 0; i < kMiniblocks; ++i) {
    uint64_t all = 0;
    for (size_t j = 0; j < kMiniblockValues; ++j) all |= adjusted[i * kMiniblockValues + j];
    widths[i] = std::bit_width(all);
    out += static_cast<char>(widths[i]);
  }
  for (size_t i = 0; i < used; ++i) {
    pack_bits(std::span<const uint64_t>(adjusted + i * kMiniblockValues, kMiniblockValues),
              widths[i], out);
  }
}

template <typename T>
uint64_t bits_of(T value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(value));
  return bits;
}

}  // namespace

int bit_width_of(size_t count) {
  return count <= 1 ? 0 : std::bit_width(count - 1);
}

void encode_hybrid_run(uint32_t value, size_t count, int bit_width, std::string& out) {
  if (count == 0) return;
  append_varint(static_cast<uint64_t>(count) << 1, out);
  for (int bits = 0; bits < bit_width; bits += 8) out += static_cast<char>(value >> bits);
}

void encode_hybrid(std::span<const uint32_t> values, int bit_width, std::string& out) {
  const bool all_equal =
      std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
  if (all_equal) {
    encode_hybrid_run(values.empty() ? 0 : values.front(), values.size(), bit_width, out);
    return;
  }
  // One bit-packed run: its values come in groups of eight, the last filled with zeros.
  const size_t groups = (values.size() + 7) / 8;
  append_varint(static_cast<uint64_t>(groups) << 1 | 1, out);
  const size_t begin = out.size();
  pack_bits(values, bit_width, out);
  out.resize(begin + groups * static_cast<size_t>(bit_width));
}

void encode_delta(std::span<const int64_t> values, std::string& out) {
  append_varint(kBlockValues, out);
  append_varint(kMiniblocks, out);
  append_varint(values.size(), out);
  append_varint(values.empty() ? 0 : zigzag(values.front()), out);
  int64_t deltas[kBlockValues];
  for (size_t at = 1; at < values.size();) {
    size_t count = 0;
    for (; count < kBlockValues && at < values.size(); ++at, ++count) {
      deltas[count] = static_cast<int64_t>(static_cast<uint64_t>(values[at]) -
                                           static_cast<uint64_t>(values[at - 1]));
    }
    encode_delta_block({deltas, count}, out);
  }
}

void encode_bits(std::span<const uint8_t> values, std::string& out) {
  pack_bits(values, 1, out);
}

void encode_plain_text(std::string_view text, std::string& out) {
  const auto size = static_cast<uint32_t>(text.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof(size));
  out.append(text);
}

template <typename T>
bool make_dictionary(std::span<const T> values, size_t distinct_max, Dictionary<T>& dictionary) {
  constexpr uint32_t kEmpty = 0xffffffff;
  constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  const int slot_bits = std::bit_width(distinct_max * 2);
  std::vector<uint32_t> slots(size_t{1} << slot_bits, kEmpty);
  const uint64_t mask = slots.size() - 1;
  dictionary.values.clear();
  dictionary.codes.resize(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const uint64_t bits = bits_of(values[i]);
    uint64_t at = (bits * kMultiplier) >> (64 - slot_bits);
    while (slots[at] != kEmpty && bits_of(dictionary.values[slots[at]]) != bits)
      at = (at + 1) & mask;
    if (slots[at] == kEmpty) {
      if (dictionary.values.size() == distinct_max) return false;
      slots[at] = static_cast<uint32_t>(dictionary.values.size());
      dictionary.values.push_back(values[i]);
    }
    dictionary.codes[i] = slots[at];
  }
  return true;
}

template bool make_dictionary(std::span<const int32_t>, size_t, Dictionary<int32_t>&);
template bool make_dictionary(std::span<const float>, size_t, Dictionary<float>&);
template bool make_dictionary(std::span<const double>, size_t, Dictionary<double>&);

}  // namespace telltale
