// Bytes of a log of JSON records, whatever they are.
#include "tests/fuzz/log_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace telltale;
  static const Schema first = fuzz::shipped_schema("smart_device", RecordFormat::kJson);
  static const Schema second = fuzz::shipped_schema("nested", RecordFormat::kJson);
  if (size > fuzz::kInputBytesMax) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  fuzz::check_log(input, first);
  fuzz::check_log(input, second);
  return 0;
}
