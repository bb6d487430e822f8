#include "simulate/record_text.h"

#include "base/instant.h"
#include "simulate/decimal.h"
#include "simulate/firmware.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kMillisPerDay = 86'400'000;

char* write_device(char* out, const Device& device) {
  const std::string_view type = traits_of(device.type).name;
  out = put(out, R"({"device_id":")");
  out = put(out, type);
  *out++ = '-';
  out = put_whole(out, device.number, 6);
  out = put(out, R"(","device_type":")");
  return put(out, type);
}

char* write_value(char* out, int32_t steps, uint8_t decimals) {
  return decimals == 1 ? put_decimal<1>(out, steps) : put_decimal<2>(out, steps);
}

// Battery and energy have the same steps on every type of device.
char* write_signals(char* out, const Device& device, const Reading& reading) {
  const BySignal<uint8_t>& decimals = traits_of(device.type).decimals;
  out = put(out, R"(,"temperature":)");
  out = write_value(out, reading[Signal::kTemperature], decimals[0]);
  out = put(out, R"(,"humidity":)");
  out = write_value(out, reading[Signal::kHumidity], decimals[1]);
  out = put(out, R"(,"battery_level":)");
  out = put_decimal<1>(out, reading[Signal::kBatteryLevel]);
  out = put(out, R"(,"energy_consumption":)");
  return put_decimal<4>(out, reading[Signal::kEnergyConsumption]);
}

char* write_place(char* out, const Device& device) {
  out = put(out, R"(,"latitude":)");
  out = put_decimal<5>(out, device.latitude);
  out = put(out, R"(,"longitude":)");
  return put_decimal<5>(out, device.longitude);
}

char* write_version(char* out, uint32_t release) {
  const FirmwareVersion version = version_of(release);
  out = put_whole(out, version.major);
  *out++ = '.';
  out = put_whole(out, version.minor);
  *out++ = '.';
  return put_whole(out, version.patch);
}

std::string_view sentence_of(SelfTest verdict) {
  switch (verdict) {
    case SelfTest::kHot:
      return "temperature above 30.0";
    case SelfTest::kHumid:
      return "humidity above 85.0";
    case SelfTest::kEmpty:
      return "battery_level below 10.0";
    case SelfTest::kPassed:
      break;
  }
  return "";
}

char* write_claims(char* out, const Reading& reading) {
  if (reading.self_test == SelfTest::kPassed)
    return put(out, R"(,"anomaly":false,"anomaly_score":0,"anomaly_reason":"")");
  out = put(out, R"(,"anomaly":true,"anomaly_score":0.)");
  out = put_pair(out, reading.self_test_percent);
  out = put(out, R"(,"anomaly_reason":")");
  out = put(out, sentence_of(reading.self_test));
  *out++ = '"';
  return out;
}

}  // namespace

char* RecordText::write(char* out, const Device& device, const Reading& reading) {
  out = write_device(out, device);
  out = put(out, R"(","timestamp":")");
  out = write_time(out, reading.time_millis);
  *out++ = '"';
  out = write_signals(out, device, reading);
  out = write_place(out, device);
  out = put(out, R"(,"status":")");
  out = put(out, name_of(reading.status));
  out = put(out, R"(","firmware_version":")");
  out = write_version(out, reading.release);
  *out++ = '"';
  out = write_claims(out, reading);
  return put(out, ",\"simulated\":true}\n");
}

char* RecordText::write_time(char* out, int64_t time_millis) {
  const int64_t day = time_millis / kMillisPerDay;
  if (day != day_) set_day(day);
  const auto in_day = static_cast<uint32_t>(time_millis - day * kMillisPerDay);
  const uint32_t seconds = in_day / 1000;
  out = put(out, {date_.data(), date_.size()});
  out = put_pair(out, seconds / 3600);
  *out++ = ':';
  out = put_pair(out, seconds / 60 % 60);
  *out++ = ':';
  out = put_pair(out, seconds % 60);
  *out++ = '.';
  out = put_digits<3>(out, in_day % 1000);
  *out++ = 'Z';
  return out;
}

void RecordText::set_day(int64_t day) {
  day_ = day;
  const CivilDay civil = civil_day(instant_of(day * kMicrosPerDay));
  char* out = put_digits<4>(date_.data(), static_cast<uint32_t>(civil.year));
  *out++ = '-';
  out = put_pair(out, static_cast<uint32_t>(civil.month));
  *out++ = '-';
  out = put_pair(out, static_cast<uint32_t>(civil.day));
  *out = 'T';
}

}  // namespace telltale::simulate
