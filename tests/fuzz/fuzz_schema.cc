// The text of a schema: refused with one line, or one that records can be read by.
#include "telemetry/schema_yaml.h"
#include "tests/fuzz/log_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace telltale;
  if (size > fuzz::kInputBytesMax) return 0;
  const std::string_view yaml(reinterpret_cast<const char*>(data), size);
  const Result<Schema> schema = parse_schema(yaml, "fuzz.yaml");
  if (!schema.ok()) {
    CHECK(!schema.status().message().empty());
    CHECK(schema.status().message().find('\n') == std::string::npos);
    return 0;
  }
  CHECK(parse_schema(yaml, "fuzz.yaml").value() == schema.value());
  CHECK(schema.value().fields.size() <= kFieldsMax);
  fuzz::check_log(R"({"device_id":"d","timestamp":"2025-01-01T00:00:00Z","temperature":1})",
                  schema.value());
  fuzz::check_log("timestamp,value,device_id\n2025-01-01T00:00:00Z,1,d\n", schema.value());
  return 0;
}
