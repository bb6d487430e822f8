// Rows of cells on their way to a person or a script: what queries produce and outputs write.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace telltale {

struct Cell {
  enum class Kind : uint8_t {
    kNull,
    kText,
    kNumber,   // `text` is a JSON number
    kBoolean,  // `text` is true or false
    kJson,     // `text` is any JSON
  };
  Kind kind = Kind::kNull;
  std::string text;

  static Cell null() { return {}; }
  static Cell of(std::string text) { return {Kind::kText, std::move(text)}; }
  static Cell of(std::string_view text) { return {Kind::kText, std::string(text)}; }
  static Cell of(const char* text) { return {Kind::kText, text}; }
  static Cell of(bool value) { return {Kind::kBoolean, value ? "true" : "false"}; }
  static Cell of(uint64_t value) { return {Kind::kNumber, std::to_string(value)}; }
  static Cell of(int64_t value) { return {Kind::kNumber, std::to_string(value)}; }
  static Cell of(double value);  // null when it is not finite
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Status begin(const std::vector<std::string>& columns) = 0;
  virtual Status row(std::span<const Cell> cells) = 0;
  virtual Status end() = 0;
};

}  // namespace telltale
