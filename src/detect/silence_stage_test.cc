#include "detect/silence_stage.h"

#include <cmath>
#include <set>

#include "base/hash.h"
#include "base/instant.h"
#include "base/random.h"
#include "base/sanitized.h"
#include "pipeline/lane.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr int64_t kStart = 1'735'689'600'000'000;  // 2025-01-01T00:00:00Z

// Devices that report to one server, whose clock ticks when a test says so.
class Fleet {
 public:
  explicit Fleet(size_t lanes = 1, LogClock clock = LogClock::kArrival,
                 std::string_view judge = "standard")
      : lanes_(lanes) {
    auto log = std::make_shared<LogInfo>();
    log->id = LogId{1};
    log->schema = std::make_shared<const Schema>(value_of(parse_schema(
        "schema: s\ndevice: d\ntime: t\nsignals: {v: {judge: " + std::string(judge) + "}}\n",
        "test")));
    log->signal_numbers = {0};
    log->clock = clock;
    log_ = std::move(log);
  }

  void listen() { tick(true); }

  // A reading of each device, received `now`.
  void report(const std::vector<std::string>& devices) {
    for (size_t at = 0; at < devices.size();) {
      batch_.start(log_, 1 << 20);
      for (; at < devices.size() && !batch_.is_full(); ++at) add(devices[at]);
      scatter_rows(batch_, lanes_);
      for (size_t lane = 0; lane < lanes_; ++lane) Lane(lane, groups_).apply(batch_);
    }
  }

  // What a tick finds now; a look must have said the same.
  std::vector<Silence> tick(bool begins_listening = false) {
    const bool would_find = groups_.would_find(now);
    batch_.start(ClockTick{control_++, now, begins_listening});
    groups_.tick(batch_);
    if (!begins_listening) CHECK(would_find == !batch_.silences.empty());
    return batch_.silences;
  }

  void pass(double seconds) { now += static_cast<int64_t>(seconds * 1e6); }
  void report_every(double seconds, int times, const std::vector<std::string>& devices = {"a"}) {
    for (int i = 0; i < times; ++i) {
      report(devices);
      pass(seconds);
    }
  }
  KeyGroups& groups() { return groups_; }

  int64_t now = kStart;

 private:
  void add(const std::string& device) {
    const size_t row = batch_.add_row({}, 0, 0);
    batch_.device[row] = batch_.arena.add(device);
    batch_.device_hash[row] = hash64(device);
    batch_.ingest_time[row] = now;
    batch_.event_time[row] = now - kMicrosPerSecond;
    batch_.state[row] = RowState::kFresh;
  }

  const size_t lanes_;
  SilenceStage stage_{0};
  KeyGroups groups_{{&stage_}};
  std::shared_ptr<const LogInfo> log_;
  Batch batch_;
  Offset control_ = 7;
};

double exponential(Random& random, double mean) {
  return -mean * std::log(1 - random.uniform());
}

}  // namespace

TEST_CASE("a device that stops reporting is told of once, with its last reading and its habit") {
  Fleet fleet;
  fleet.listen();
  fleet.report_every(10, 200);
  const int64_t last = fleet.now - 10 * kMicrosPerSecond;
  CHECK(fleet.tick().empty());
  fleet.pass(290);
  const std::vector<Silence> found = fleet.tick();
  REQUIRE(found.size() == 1);
  CHECK(found[0].device == "a");
  CHECK(found[0].device_hash == hash64("a"));
  const Anomaly& anomaly = found[0].anomaly;
  CHECK(anomaly.kind == AnomalyKind::kGap);
  CHECK(anomaly.start_micros == last - kMicrosPerSecond);
  CHECK(anomaly.value == Approx(300));
  CHECK(anomaly.score > 0.9);
  REQUIRE(anomaly.contributions.size() == 1);
  CHECK(anomaly.contributions[0].share == anomaly.score);
  CHECK(anomaly.reason ==
        "nothing came from a for 5 min: it reports every 10 s, and the longest silence before was "
        "10 s");
  fleet.pass(3600);
  CHECK(fleet.tick().empty());
}

TEST_CASE("a device that has come back and stops again is told of again") {
  Fleet fleet;
  fleet.listen();
  fleet.report_every(10, 200);
  fleet.pass(300);
  CHECK(fleet.tick().size() == 1);
  fleet.report_every(10, 500);
  fleet.pass(3'000);
  CHECK(fleet.tick().size() == 1);
}

TEST_CASE("nothing is told before somebody listens, of few readings, or where nobody judges") {
  SECTION("before the first tick that begins listening") {
    Fleet fleet;
    fleet.report_every(10, 500);
    fleet.pass(86'400);
    CHECK(fleet.tick().empty());
  }
  SECTION("of a device that reported seldom") {
    Fleet fleet;
    fleet.listen();
    fleet.report_every(10, 40);
    fleet.pass(86'400);
    CHECK(fleet.tick().empty());
  }
  SECTION("of history that is loaded") {
    Fleet fleet(1, LogClock::kEvent);
    fleet.listen();
    fleet.report_every(10, 500);
    fleet.pass(86'400);
    CHECK(fleet.tick().empty());
  }
  SECTION("of signals that are not judged") {
    Fleet fleet(1, LogClock::kArrival, "off");
    fleet.listen();
    fleet.report_every(10, 500);
    fleet.pass(86'400);
    CHECK(fleet.tick().empty());
  }
}

TEST_CASE("a time in which nobody listened is no silence, and teaches nothing") {
  Fleet fleet;
  fleet.listen();
  fleet.report_every(10, 200);
  fleet.pass(86'400);
  fleet.listen();
  fleet.pass(10);
  CHECK(fleet.tick().empty());
  fleet.report_every(10, 10);
  fleet.pass(290);
  const std::vector<Silence> found = fleet.tick();
  REQUIRE(found.size() == 1);
  CHECK(found[0].anomaly.expected_high == Approx(10));

  // Who does not come back is silent from then on.
  Fleet other;
  other.listen();
  other.report_every(10, 200);
  other.pass(86'400);
  other.listen();
  other.pass(300);
  REQUIRE(other.tick().size() == 1);
}

TEST_CASE("random arrivals give no more false silences than are allowed") {
  for (const double mean : {60.0, 600.0}) {
    Random random(static_cast<uint64_t>(mean));
    const double month = 30 * 86'400.0;
    double months = 0;
    int told = 0;
    const int devices = kIsSanitized ? 3 : 30;  // sanitizers take ten times as long
    for (int device = 0; device < devices; ++device) {
      Fleet fleet;
      fleet.listen();
      for (double passed = 0; passed < 2 * month;) {
        const double step = exponential(random, mean);
        fleet.pass(step);
        passed += step;
        told += static_cast<int>(fleet.tick().size());
        fleet.report({"a"});
      }
      months += 2;
    }
    INFO("mean " << mean << ": " << told << " in " << months << " months");
    CHECK(told <= months);
  }
}

TEST_CASE("requests that come in bursts, and nights without any, are soon the usual") {
  Random random(5);
  Fleet fleet;
  fleet.listen();
  int told = 0;
  std::vector<int> by_day;
  for (int day = 0; day < 30; ++day) {
    by_day.push_back(0);
    for (int minute = 0; minute < 12 * 60; ++minute) {
      for (int request = 0; request < 5; ++request) {
        fleet.report({"a"});
        fleet.pass(0.2);
      }
      fleet.pass(59 + random.uniform());
      by_day.back() += static_cast<int>(fleet.tick().size());
    }
    fleet.pass(12 * 3600.0);
    by_day.back() += static_cast<int>(fleet.tick().size());
    told += by_day.back();
  }
  CHECK(told <= 8);
  CHECK(std::count(by_day.begin() + 10, by_day.end(), 0) == 20);
}

TEST_CASE("I5: the number of lanes does not change what a tick finds, nor its order") {
  std::vector<std::string> devices;
  for (int i = 0; i < 300; ++i) devices.push_back("device-" + std::to_string(i));
  std::vector<std::vector<Silence>> found;
  for (const size_t lanes : {1, 2, 5}) {
    Fleet fleet(lanes);
    fleet.listen();
    fleet.report_every(10, 100, devices);
    fleet.pass(600);
    found.push_back(fleet.tick());
    REQUIRE(found.back().size() == devices.size());
    for (size_t i = 0; i < devices.size(); ++i) {
      CHECK(found.back()[i].device == found.front()[i].device);
      CHECK(found.back()[i].anomaly.score == found.front()[i].anomaly.score);
    }
  }
}

TEST_CASE("what is too much for one tick is found by the next") {
  std::vector<std::string> devices;
  for (size_t i = 0; i < kSilencesMax + 100; ++i) devices.push_back("d" + std::to_string(i));
  Fleet fleet;
  fleet.listen();
  fleet.report_every(10, 60, devices);
  fleet.pass(600);
  std::set<std::string> told;
  for (const size_t expected : {kSilencesMax, size_t{100}, size_t{0}}) {
    const std::vector<Silence> found = fleet.tick();
    CHECK(found.size() == expected);
    for (const Silence& silence : found) told.insert(silence.device);
  }
  CHECK(told.size() == devices.size());
}

TEST_CASE("what was learned of arrivals survives as bytes, and old bytes have nothing of it") {
  Fleet fleet;
  fleet.listen();
  fleet.report_every(10, 200);
  const size_t group = group_of(hash64("a"));
  StateWriter saved;
  fleet.groups().at(group).save(saved);
  Fleet other;
  expect_ok(other.groups().load(group, saved.bytes()));
  other.now = fleet.now + 300 * kMicrosPerSecond;
  CHECK(other.tick().size() == 1);

  StateWriter without;
  KeyGroups(std::vector<const LaneStage*>{}).at(group).save(without);
  expect_ok(other.groups().load(group, without.bytes()));
  CHECK(other.tick().empty());
}

}  // namespace telltale
