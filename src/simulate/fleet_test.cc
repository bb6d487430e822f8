#include "simulate/fleet.h"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "base/hash.h"
#include "simulate/captured_lines.h"

namespace telltale {
namespace {

constexpr size_t kMarked = std::string_view(",\"simulated\":true}").size();

FleetOptions small_fleet() {
  FleetOptions options;
  options.devices = 40;
  options.duration = std::chrono::hours(24);
  options.readings_per_device_minute = 0.5;
  options.device_faults_per_fortnight = 10;
  options.delivery_fault_share = 0.02;
  return options;
}

std::set<uint64_t> lines_labelled(const CapturedFleet& fleet, std::string_view fault) {
  std::set<uint64_t> lines;
  for (const CapturedLabel& label : read_labels(fleet.truth)) {
    if (label.fault == fault) lines.insert(label.lines.begin(), label.lines.end());
  }
  return lines;
}

std::map<std::string, int> faults_of(const CapturedFleet& fleet) {
  std::map<std::string, int> counts;
  for (const CapturedLabel& label : read_labels(fleet.truth)) ++counts[label.fault];
  return counts;
}

TEST_CASE("the same options give the same bytes, on every machine and for ever") {
  FleetOptions options = small_fleet();
  const CapturedFleet first = capture(options);
  const CapturedFleet second = capture(options);
  CHECK(first.records.bytes() == second.records.bytes());
  CHECK(first.truth.bytes() == second.truth.bytes());
  // A change of these numbers changes what everyone's seeds mean; it needs a reason.
  CHECK(hash128(first.records.bytes()).hex() == "3d44807974984e644b0140287b4e8124");
  CHECK(hash128(first.truth.bytes()).hex() == "104fe16ecbb0809dfa3796103bff7ae7");
}

TEST_CASE("another seed gives other devices, other values and other faults") {
  FleetOptions options = small_fleet();
  const CapturedFleet first = capture(options);
  options.seed = 2;
  const CapturedFleet second = capture(options);
  CHECK(first.records.bytes() != second.records.bytes());
  CHECK(first.truth.bytes() != second.truth.bytes());
  CHECK(first.records.lines()[0] != second.records.lines()[0]);
}

TEST_CASE("I8: every row is marked as simulated") {
  const CapturedFleet fleet = capture(small_fleet());
  size_t unmarked = 0;
  for (const std::string_view line : fleet.records.lines())
    unmarked += !line.ends_with(",\"simulated\":true}");
  CHECK(unmarked == 0);
}

constexpr std::string_view kFields[] = {
    "device_id",     "device_type",    "timestamp",          "temperature",
    "humidity",      "battery_level",  "energy_consumption", "latitude",
    "longitude",     "status",         "firmware_version",   "anomaly",
    "anomaly_score", "anomaly_reason", "simulated"};

bool has_fields(const Json& record) {
  const Json::Object* members = record.if_object();
  if (members == nullptr) return false;
  const auto same = [](const Json::Member& member, std::string_view name) {
    return member.first == name;
  };
  return std::equal(members->begin(), members->end(), std::begin(kFields), std::end(kFields), same);
}

bool is_in_range(const Json& record) {
  const auto within = [&](std::string_view field, double least, double most) {
    const double value = number_in(record, field);
    return value >= least && value <= most;
  };
  return within("temperature", -50, 100) && within("humidity", 0, 100) &&
         within("battery_level", 0, 100) && within("energy_consumption", 0, 1e6) &&
         within("latitude", -90, 90) && within("longitude", -180, 180) &&
         within("anomaly_score", 0, 1);
}

TEST_CASE("every row that is not labelled malformed is a whole record inside the schema's ranges") {
  const CapturedFleet fleet = capture(small_fleet());
  const std::set<uint64_t> malformed = lines_labelled(fleet, "malformed");
  uint64_t number = 0;
  size_t wrong = 0;
  for (const std::string_view line : fleet.records.lines()) {
    if (malformed.contains(++number)) continue;
    const auto record = Json::parse(line);
    wrong += !record.ok() || !has_fields(record.value()) || !is_in_range(record.value());
  }
  CHECK(malformed.size() > 10);
  CHECK(wrong == 0);
}

TEST_CASE("records are of a natural size") {
  const CapturedFleet fleet = capture(small_fleet());
  const size_t mean = fleet.records.bytes().size() / fleet.records.lines().size();
  CHECK(mean > 300);
  CHECK(mean < 345);
}

TEST_CASE("without faults, devices report in turn and no two at the same time") {
  FleetOptions options = small_fleet();
  options.faults = {};
  const CapturedFleet fleet = capture(options);
  CHECK(fleet.truth.bytes().empty());
  CHECK(fleet.records.lines().size() == 40 * 24 * 30);
  std::map<std::string_view, std::string_view> newest;  // by device
  std::string_view newest_of_all;
  size_t backwards = 0;
  int64_t behind_most = 0;
  for (const std::string_view line : fleet.records.lines()) {
    const std::string_view time = text_of(line, "timestamp");
    std::string_view& before = newest[text_of(line, "device_id")];
    backwards += time <= before;
    before = time;
    newest_of_all = std::max(newest_of_all, time);
    const auto micros_at = [](std::string_view text) {
      return parse_iso_time(text.substr(1, text.size() - 2))->micros;
    };
    behind_most = std::max(behind_most, micros_at(newest_of_all) - micros_at(time));
  }
  CHECK(backwards == 0);
  CHECK(behind_most <= 400'000);
  CHECK(newest.size() == 40);
}

TEST_CASE("a small demonstration shows every kind of fault") {
  FleetOptions options;  // 200 devices, 2 days
  for (const uint64_t seed : {1, 2, 3}) {
    options.seed = seed;
    const std::map<std::string, int> faults = faults_of(capture(options));
    for (const FaultKind kind : all_fault_kinds()) {
      INFO(name_of(kind) << " at seed " << seed);
      CHECK(faults.contains(std::string(name_of(kind))));
    }
  }
}

TEST_CASE("faults are about as many as asked for") {
  FleetOptions options;
  options.devices = 1000;
  options.duration = std::chrono::hours(24 * 14);
  options.readings_per_device_minute = 0.1;
  const CapturedFleet fleet = capture(options);
  const std::map<std::string, int> faults = faults_of(fleet);
  int of_devices = 0;
  int of_deliveries = 0;
  for (const FaultKind kind : all_fault_kinds()) {
    const bool is_of_device = static_cast<int>(kind) < kDeviceFaultCount;
    (is_of_device ? of_devices : of_deliveries) += faults.at(std::string(name_of(kind)));
  }
  CHECK(of_devices == Approx(1000).epsilon(0.1));
  CHECK(of_deliveries == Approx(2'016'000 * 0.0005).epsilon(0.1));
}

TEST_CASE("one fault asked for is the only one, and happens") {
  FleetOptions options;
  options.devices = 50;
  options.readings_per_device_minute = 0.2;
  options.device_faults_per_fortnight = 0;
  options.delivery_fault_share = 0;
  for (const FaultKind kind : all_fault_kinds()) {
    options.faults = {kind};
    const std::map<std::string, int> faults = faults_of(capture(options));
    INFO(name_of(kind));
    CHECK(faults == std::map<std::string, int>{{std::string(name_of(kind)), 1}});
  }
}

TEST_CASE("a single device has every fault, one after the other") {
  FleetOptions options;
  options.devices = 1;
  options.device_faults_per_fortnight = 0;
  options.delivery_fault_share = 0;
  CHECK(faults_of(capture(options)).size() == kFaultKindCount);
}

TEST_CASE("any cadence and any length work") {
  FleetOptions options;
  options.devices = 3;
  for (const double rate : {0.0001, 0.01, 7.3, 600.0}) {
    for (const int minutes : {1, 59, 1500}) {
      if (rate * minutes > 30'000) continue;
      options.readings_per_device_minute = rate;
      options.duration = std::chrono::minutes(minutes);
      const CapturedFleet fleet = capture(options);
      for (const CapturedLabel& label : read_labels(fleet.truth)) {
        CHECK(label.lines.front() >= 1);
        CHECK(label.lines.back() <= fleet.records.lines().size());
      }
    }
  }
}

TEST_CASE("options out of bounds are refused with the value") {
  const auto refusal = [](auto change) {
    FleetOptions options;
    change(options);
    CapturedLines records;
    const Status status = Fleet(options).run(records, nullptr);
    CHECK(records.bytes().empty());
    return status.code() == Code::kInvalid && status.message().find('=') != std::string::npos;
  };
  CHECK(refusal([](FleetOptions& options) { options.devices = 0; }));
  CHECK(refusal([](FleetOptions& options) { options.duration = Duration{0}; }));
  CHECK(refusal([](FleetOptions& options) { options.readings_per_device_minute = 0; }));
  CHECK(refusal([](FleetOptions& options) { options.readings_per_device_minute = 601; }));
  CHECK(refusal([](FleetOptions& options) { options.delivery_fault_share = -0.1; }));
  CHECK(refusal([](FleetOptions& options) { options.device_faults_per_fortnight = 1e9; }));
  CHECK(refusal([](FleetOptions& options) { options.start = instant_of(0); }));
  CHECK(refusal([](FleetOptions& options) { options.duration = Duration::max(); }));
  CHECK(refusal([](FleetOptions& options) { options.start = instant_of(4'102'444'800'000'000); }));
}

// Full after some pieces.
class FullSink : public LineSink {
 public:
  explicit FullSink(int pieces) : left_(pieces) {}
  Status write(std::string_view) override {
    if (left_-- > 0) return {};
    ++refused;
    return Status::exhausted("no room");
  }
  int refused = 0;

 private:
  int left_;
};

TEST_CASE("a sink's error stops the run at once") {
  CapturedLines other;
  for (const int pieces : {0, 1}) {
    FullSink full(pieces);
    CHECK(Fleet(small_fleet()).run(full, &other).code() == Code::kExhausted);
    CHECK(full.refused == 1);
  }
  FullSink full(0);
  CHECK(Fleet(small_fleet()).run(other, &full).code() == Code::kExhausted);
}

TEST_CASE("records are the same with and without labels") {
  const CapturedFleet labelled = capture(small_fleet());
  CapturedLines records;
  REQUIRE(Fleet(small_fleet()).run(records, nullptr).ok());
  CHECK(records.bytes() == labelled.records.bytes());
}

static_assert(kMarked == 18);

}  // namespace
}  // namespace telltale
