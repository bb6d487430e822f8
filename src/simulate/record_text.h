// RecordText: writes a reading as its line of JSON. The text is a function of device and reading
// alone, so a record sent again has the same bytes; the object only remembers today's date.
#pragma once

#include <array>
#include <cstdint>

#include "simulate/device.h"

namespace telltale::simulate {

class RecordText {
 public:
  static constexpr size_t kBytesMax = 512;

  // Writes the line, newline included, and returns its end. Needs kBytesMax bytes.
  char* write(char* out, const Device& device, const Reading& reading);

 private:
  char* write_time(char* out, int64_t time_millis);
  void set_day(int64_t day);

  int64_t day_ = -1;
  std::array<char, 11> date_{};  // `2025-01-01T`
};

}  // namespace telltale::simulate
