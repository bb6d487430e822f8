// ThriftWriter: the compact protocol of Apache Thrift, as far as Parquet's metadata needs it
// (thrift/doc/specs/thrift-compact-protocol.md). Writes what it is told; fields of a struct must
// come in ascending order. One owner thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace telltale {

class ThriftWriter {
 public:
  enum class Type : uint8_t { kI32 = 5, kI64 = 6, kBinary = 8, kList = 9, kStruct = 12 };

  void field_i32(int16_t id, int32_t value) {
    header(id, Type::kI32);
    varint(zigzag(value));
  }
  void field_i64(int16_t id, int64_t value) {
    header(id, Type::kI64);
    varint(zigzag(value));
  }
  void field_bool(int16_t id, bool value) { header_of(id, value ? 1 : 2); }
  void field_binary(int16_t id, std::string_view value) {
    header(id, Type::kBinary);
    binary(value);
  }
  void begin_struct(int16_t id) {
    header(id, Type::kStruct);
    begin_element();
  }
  void begin_list(int16_t id, Type type, size_t count) {
    header(id, Type::kList);
    list_header(type, count);
  }
  // A struct that is an element of a list, or the outermost one.
  void begin_element() { last_ids_.push_back(0); }
  void end_struct() {
    bytes_ += '\0';
    last_ids_.pop_back();
  }
  void element_i32(int32_t value) { varint(zigzag(value)); }
  void element_binary(std::string_view value) { binary(value); }

  std::string take() {
    CHECK(last_ids_.empty());
    return std::move(bytes_);
  }

 private:
  static uint64_t zigzag(int64_t value) {
    return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
  }
  void varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void binary(std::string_view value) {
    varint(value.size());
    bytes_.append(value);
  }
  void header(int16_t id, Type type) { header_of(id, static_cast<uint8_t>(type)); }
  void header_of(int16_t id, uint8_t type) {
    const int delta = id - last_ids_.back();
    CHECK(delta > 0);
    if (delta <= 15) {
      bytes_ += static_cast<char>(delta << 4 | type);
    } else {
      bytes_ += static_cast<char>(type);
      varint(zigzag(id));
    }
    last_ids_.back() = id;
  }
  void list_header(Type type, size_t count) {
    if (count < 15) {
      bytes_ += static_cast<char>(count << 4 | static_cast<uint8_t>(type));
    } else {
      bytes_ += static_cast<char>(0xf0 | static_cast<uint8_t>(type));
      varint(count);
    }
  }

  std::string bytes_;
  std::vector<int16_t> last_ids_;
};

}  // namespace telltale
