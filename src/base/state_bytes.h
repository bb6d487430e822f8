// StateWriter and StateReader: plain values as bytes, for snapshots of state. Little endian, no
// alignment, no schema: who writes and who reads are one version of one type. Not thread-safe.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/result.h"
#include "base/slab.h"

namespace telltale {

class StateWriter {
 public:
  template <typename T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  void put_text(std::string_view text) {
    put(static_cast<uint32_t>(text.size()));
    bytes_.append(text);
  }
  void put_slab(const Slab& slab) {
    put(slab.size());
    put(static_cast<uint32_t>(slab.item_bytes()));
    for (uint32_t i = 0; i < slab.size(); ++i) bytes_.append(slab.at(i), slab.item_bytes());
  }
  std::string_view bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

class StateReader {
 public:
  explicit StateReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  Status get(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (bytes_.size() < sizeof(value)) return ended();
    std::memcpy(&value, bytes_.data(), sizeof(value));
    bytes_.remove_prefix(sizeof(value));
    return {};
  }
  Status get_text(std::string& text) {
    uint32_t size = 0;
    TRY(get(size));
    if (bytes_.size() < size) return ended();
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return {};
  }
  // Fills an empty slab of the same item size.
  Status get_slab(Slab& slab) {
    CHECK(slab.size() == 0);
    uint32_t count = 0;
    uint32_t item_bytes = 0;
    TRY(get(count));
    TRY(get(item_bytes));
    if (item_bytes != slab.item_bytes()) return Status::corrupt("state has items of another size");
    if (bytes_.size() / item_bytes < count) return ended();
    for (uint32_t i = 0; i < count; ++i) {
      std::memcpy(slab.at(slab.add()), bytes_.data(), item_bytes);
      bytes_.remove_prefix(item_bytes);
    }
    return {};
  }
  bool at_end() const { return bytes_.empty(); }
  // What was not read yet.
  std::string_view rest() const { return bytes_; }

 private:
  static Status ended() { return Status::corrupt("state ends too early"); }
  std::string_view bytes_;
};

}  // namespace telltale
