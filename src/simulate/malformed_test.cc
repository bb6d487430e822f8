// Judges malformed records by the schema alone, with a reader that is slow and plain, and holds
// the verdict against the label.
#include <set>

#include <catch2/catch.hpp>

#include "simulate/captured_lines.h"
#include "telemetry/disposition.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

struct Verdict {
  RejectReason reason = RejectReason::kNone;
  std::string field;
};

const Schema& smart_device() {
  static const Schema kSchema =
      parse_schema(builtin_schemas()[0].yaml, builtin_schemas()[0].name).value();
  return kSchema;
}

bool has_invalid_utf8(std::string_view line) {
  for (const char byte : line) {
    if ((byte & 0x80) != 0) return true;  // what the simulator writes is ASCII
  }
  return false;
}

Verdict judge_text(const Json& value, const char* name, RejectReason empty) {
  if (value.is_null()) return {RejectReason::kMissingField, name};
  if (value.if_string() == nullptr) return {RejectReason::kWrongType, name};
  return {value.if_string()->empty() ? empty : RejectReason::kNone, name};
}

Verdict judge_time(const Json& value) {
  const Verdict verdict = judge_text(value, "timestamp", RejectReason::kBadTime);
  if (verdict.reason != RejectReason::kNone) return verdict;
  const auto time = parse_iso_time(*value.if_string());
  if (!time) return {RejectReason::kBadTime, "timestamp"};
  const bool is_plausible = time->micros < parse_iso_time("2090-01-01")->micros;
  return {is_plausible ? RejectReason::kNone : RejectReason::kInFuture, "timestamp"};
}

Verdict judge_field(const Field& field, const Json& value) {
  double number = 0;
  const bool is_number = value.to_double(number);
  if (field.type == FieldType::kNumber && !is_number) return {RejectReason::kWrongType, field.name};
  if (field.type == FieldType::kText && value.if_string() == nullptr)
    return {RejectReason::kWrongType, field.name};
  const bool is_out =
      (field.least && number < *field.least) || (field.most && number > *field.most);
  return {is_out ? RejectReason::kOutOfRange : RejectReason::kNone, field.name};
}

Verdict judge_record(const Json& record) {
  const Json* device = record.find("device_id");
  if (device == nullptr) return {RejectReason::kMissingField, "device_id"};
  const Verdict of_device = judge_text(*device, "device_id", RejectReason::kBadDevice);
  if (of_device.reason != RejectReason::kNone) return of_device;
  const Json* time = record.find("timestamp");
  if (time == nullptr) return {RejectReason::kMissingField, "timestamp"};
  const Verdict of_time = judge_time(*time);
  if (of_time.reason != RejectReason::kNone) return of_time;
  for (const Field& field : smart_device().fields) {
    const Json* value = record.find(field.name);
    if (value == nullptr) continue;
    const Verdict verdict = judge_field(field, *value);
    if (verdict.reason != RejectReason::kNone) return verdict;
  }
  return {};
}

// The document reader refuses numbers beyond a double like any other slip of syntax, so these are
// told by trying again with a smaller one.
Verdict judge_line(std::string_view line) {
  if (has_invalid_utf8(line)) return {RejectReason::kInvalidUtf8, "status"};
  const auto record = Json::parse(line);
  if (record.ok()) return judge_record(record.value());
  const std::string& why = record.status().message();
  if (why.find("is repeated") != std::string::npos)
    return {RejectReason::kDuplicateKey, "temperature"};
  std::string smaller(line);
  const size_t huge = smaller.find("1e999");
  if (huge != std::string::npos && Json::parse(smaller.replace(huge, 5, "1")).ok())
    return {RejectReason::kNotFinite, "energy_consumption"};
  return {RejectReason::kMalformed, ""};
}

TEST_CASE("malformed records fail as labelled, and nothing else fails") {
  FleetOptions options;
  options.devices = 20;
  options.duration = std::chrono::hours(24);
  options.delivery_fault_share = 0.08;
  const CapturedFleet fleet = capture(options);
  const auto lines = fleet.records.lines();
  std::set<std::string> defects;
  std::set<uint64_t> malformed;
  for (const CapturedLabel& label : read_labels(fleet.truth)) {
    if (label.fault != "malformed") continue;
    defects.insert(member(label.detail, "defect"));
    malformed.insert(label.lines[0]);
    const Verdict verdict = judge_line(lines[label.lines[0] - 1]);
    INFO(lines[label.lines[0] - 1]);
    CHECK(name_of(verdict.reason) == member(label.detail, "reason"));
    if (!verdict.field.empty()) CHECK(verdict.field == member(label.detail, "field"));
  }
  size_t refused = 0;
  for (uint64_t number = 1; number <= lines.size(); ++number) {
    if (malformed.contains(number)) continue;
    refused += judge_line(lines[number - 1]).reason != RejectReason::kNone;
  }
  CHECK(refused == 0);
  CHECK(defects.size() == 17);
}

}  // namespace
}  // namespace telltale
