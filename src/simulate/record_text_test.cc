#include "simulate/record_text.h"

#include <string>

#include <catch2/catch.hpp>

#include "base/instant.h"
#include "simulate/decimal.h"
#include "simulate/firmware.h"

namespace telltale::simulate {
namespace {

std::string write(const Device& device, const Reading& reading) {
  RecordText text;
  char bytes[RecordText::kBytesMax];
  return {bytes, text.write(bytes, device, reading)};
}

Device some_sensor() {
  Device device;
  device.number = 17;
  device.type = DeviceType::kSensor;
  device.latitude = 5'252'013;
  device.longitude = -1'340'495;
  return device;
}

Reading some_reading() {
  Reading reading;
  reading.time_millis = 1'735'689'600'042;
  reading.values = {-5, 4567, 998, 12};
  reading.release = 101;
  return reading;
}

TEST_CASE("a record has the 14 fields in their order and the mark") {
  CHECK(write(some_sensor(), some_reading()) ==
        R"({"device_id":"sensor-000017","device_type":"sensor",)"
        R"("timestamp":"2025-01-01T00:00:00.042Z","temperature":-0.05,"humidity":45.67,)"
        R"("battery_level":99.8,"energy_consumption":0.0012,"latitude":52.52013,)"
        R"("longitude":-13.40495,"status":"active","firmware_version":"2.5.1",)"
        R"("anomaly":false,"anomaly_score":0,"anomaly_reason":"","simulated":true})"
        "\n");
}

TEST_CASE("a self-test that fails claims an anomaly and says why") {
  Reading reading = some_reading();
  reading.self_test = SelfTest::kHot;
  reading.self_test_percent = 87;
  const std::string line = write(some_sensor(), reading);
  CHECK(line.find(R"("anomaly":true,"anomaly_score":0.87,)"
                  R"("anomaly_reason":"temperature above 30.0",)") != std::string::npos);
}

TEST_CASE("the date follows the time in both directions") {
  RecordText text;
  Reading reading = some_reading();
  char bytes[RecordText::kBytesMax];
  for (const int64_t hours : {0, 24, 1416, 1440, 0}) {
    reading.time_millis = 1'735'689'600'000 + hours * 3'600'000 + 5;
    const std::string line(bytes, text.write(bytes, some_sensor(), reading));
    const std::string time = format_instant(instant_of(reading.time_millis * 1000));
    CHECK(line.find(time) != std::string::npos);
  }
}

TEST_CASE("decimals keep their zeros and their sign") {
  char bytes[16];
  CHECK(std::string(bytes, put_decimal<1>(bytes, 0)) == "0.0");
  CHECK(std::string(bytes, put_decimal<2>(bytes, -7)) == "-0.07");
  CHECK(std::string(bytes, put_decimal<5>(bytes, 18'000'000)) == "180.00000");
  CHECK(std::string(bytes, put_decimal<4>(bytes, 2'000'000'000)) == "200000.0000");
}

TEST_CASE("a firmware release is adopted once and then stays") {
  Device device = some_sensor();
  device.key = 99;
  uint32_t before = 0;
  for (int64_t day = 0; day < 730; ++day) {
    follow_firmware(device, 1'735'689'600'000'000 + day * kMicrosPerDay);
    CHECK(device.release >= before);
    if (before != 0) CHECK(device.release - before <= 1);
    before = device.release;
  }
  CHECK(version_of(before).major >= 2);
}

}  // namespace
}  // namespace telltale::simulate
