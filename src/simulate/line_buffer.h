// LineBuffer: lines on their way to a sink, handed over in large pieces. Counts them. The owner
// flushes between lines; then a line costs no allocation and no call.
#pragma once

#include <cstdint>
#include <memory>

#include "base/check.h"
#include "simulate/fleet.h"

namespace telltale::simulate {

class LineBuffer {
 public:
  static constexpr size_t kLineBytesMax = 4096;

  explicit LineBuffer(LineSink& sink) : sink_(sink), bytes_(std::make_unique<char[]>(kBytes)) {}

  // Where the next line goes; up to kLineBytesMax bytes, its newline included, may be written.
  char* begin_line() {
    CHECK(kBytes - used_ >= kLineBytesMax);
    return bytes_.get() + used_;
  }

  // Ends the line begun last at `end`, behind its newline. Returns its number, from 1.
  uint64_t end_line(const char* end) {
    const auto size = static_cast<size_t>(end - bytes_.get());
    CHECK(size > used_ && size - used_ <= kLineBytesMax);
    used_ = size;
    return ++count_;
  }

  // True when it must be flushed before more lines. There is room for kLinesOwed after the last
  // flush that was due.
  bool is_full() const { return kBytes - used_ < (kLinesOwed + 1) * kLineBytesMax; }

  Status flush() {
    if (used_ == 0) return {};
    const std::string_view lines(bytes_.get(), used_);
    used_ = 0;
    return sink_.write(lines);
  }

 private:
  static constexpr size_t kBytes = 256 * 1024;
  static constexpr size_t kLinesOwed = 4;
  LineSink& sink_;
  std::unique_ptr<char[]> bytes_;
  size_t used_ = 0;
  uint64_t count_ = 0;
};

}  // namespace telltale::simulate
