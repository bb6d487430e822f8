#include "refine/record_device.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

std::shared_ptr<const LogInfo> log_of(std::string_view yaml, RecordFormat format) {
  auto log = std::make_shared<LogInfo>();
  log->schema = std::make_shared<Schema>(parse_schema(yaml, "test").value());
  log->format = format;
  log->csv_header = "unit,timestamp,value";
  return log;
}

constexpr std::string_view kSchema = R"(schema: pumps
version: 1
device: {from: unit, prefix: "north-"}
time: {from: timestamp, zone: UTC}
signals:
  value: {}
)";

}  // namespace

TEST_CASE("a record's bytes say which device it is of") {
  const auto json = log_of(kSchema, RecordFormat::kJson);
  CHECK(device_of_record(json, R"({"unit":"7","timestamp":"2025-01-01T00:00:00Z","value":1})") ==
        "north-7");
  CHECK(device_of_record(json, R"({"unit":"7"})") == "north-7");  // whatever else is wrong with it
  CHECK(!device_of_record(json, R"({"value":1})"));
  CHECK(!device_of_record(json, "{"));
  CHECK(!device_of_record(json, ""));
  const auto csv = log_of(kSchema, RecordFormat::kCsv);
  CHECK(device_of_record(csv, "7,2025-01-01T00:00:00Z,1") == "north-7");
}

}  // namespace telltale
