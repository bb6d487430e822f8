#include "app/silence_watch.h"

#include <future>

#include "app/components.h"
#include "app/lake_runner.h"
#include "base/memory_env.h"
#include "store/anomaly_page.h"
#include "store/verify.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake";
constexpr const char* kSchema = "schema: s\ndevice: d\ntime: {from: t, epoch: s}\nsignals: [v]\n";

// A lake in memory whose runner is stepped, under a clock that is set by hand.
class SilenceWatchTest {
 public:
  explicit SilenceWatchTest(uint64_t lanes = 1, JudgeTier tier = JudgeTier::kStandard)
      : lanes_(lanes) {
    expect_ok(create_lake(env_, clock_, kFolder, {kSchema, tier}));
    start();
  }

  void start() {
    LakeRunnerOptions options;
    options.options.lanes = lanes_;
    options.options.silence_look_s = 10;
    runner_ = value_of(LakeRunner::open(env_, clock_, kFolder, std::move(options)));
  }

  // As a power cut and the start after it.
  void lose_power() {
    env_.lose_power();
    runner_.reset();
    start();
  }

  void finish() {
    expect_ok(runner_->finish());
    runner_.reset();
  }

  void report(const std::string& device) {
    serve::InboxRequest request;
    request.schema = runner_->inbox().schema("");
    const int64_t seconds = micros(clock_.now()) / kMicrosPerSecond;
    const std::string body =
        "{\"d\":\"" + device + "\",\"t\":" + std::to_string(seconds) + ",\"v\":1}";
    request.records = value_of(split_request(body, BodyForm::kJsonLines, *request.schema));
    std::promise<Status> taken;
    runner_->inbox().take(std::move(request), [&](const Result<TakenRequest>& result) {
      taken.set_value(result.status());
    });
    std::future<Status> outcome = taken.get_future();
    while (outcome.wait_for(std::chrono::seconds(0)) != std::future_status::ready) runner_->step();
    expect_ok(outcome.get());
    runner_->step();
  }

  void report_every(int seconds, int times, const std::vector<std::string>& devices) {
    for (int i = 0; i < times; ++i) {
      for (const std::string& device : devices) report(device);
      pass(seconds);
    }
  }

  void pass(int seconds) {
    clock_.advance(std::chrono::seconds(seconds));
    runner_->step();
  }

  // What ticks found, not the gaps that a reading ended.
  std::vector<FoundAnomaly> silences() {
    const OpenLake lake = value_of(open_lake(env_, kFolder));
    std::vector<FoundAnomaly> found = value_of(find_anomalies(lake.at(env_), {})).anomalies;
    std::erase_if(found, [](const FoundAnomaly& one) { return one.position.log != kControlLog; });
    return found;
  }

  RowDigest verified() {
    RecordPath path;
    Options options;
    options.lanes = 3 - lanes_;
    const Verified verified = value_of(verify_full(env_, kFolder, path.replay(options)));
    CHECK(verified.replayed_from == CommitId{1});
    return verified.rows;
  }
  LakeRunner& runner() { return *runner_; }

 protected:
  const uint64_t lanes_;
  MemoryEnv env_;
  ManualClock clock_{instant_of(1'700'000'000'000'000)};
  std::unique_ptr<LakeRunner> runner_;
};

}  // namespace

TEST_CASE("a device that falls silent is an anomaly of the lake while it is silent") {
  std::vector<RowDigest> rows;
  for (const uint64_t lanes : {1, 2}) {
    SilenceWatchTest lake(lanes);
    lake.report_every(10, 60, {"a", "b"});
    for (int i = 0; i < 30; ++i) {
      lake.report("b");
      lake.pass(10);
    }
    const std::vector<FoundAnomaly> found = lake.silences();
    REQUIRE(found.size() == 1);
    CHECK(found[0].device == "a");
    CHECK(found[0].kind == "gap");
    CHECK(found[0].signal.empty());
    CHECK(found[0].schema == "s");
    CHECK(found[0].start_time == (1'700'000'000 + 590) * kMicrosPerSecond);
    CHECK(found[0].event_time > found[0].start_time + 50 * kMicrosPerSecond);
    CHECK(found[0].event_time < found[0].start_time + 200 * kMicrosPerSecond);
    lake.finish();
    rows.push_back(lake.verified());
  }
  CHECK(rows[0] == rows[1]);
}

TEST_CASE("a silence is told once, also when the lake is opened again") {
  SilenceWatchTest lake;
  lake.report_every(10, 60, {"a"});
  lake.pass(300);
  REQUIRE(lake.silences().size() == 1);
  lake.lose_power();
  for (int i = 0; i < 10; ++i) lake.pass(100);
  CHECK(lake.silences().size() == 1);
  lake.report_every(10, 3, {"a"});
  lake.finish();
  lake.verified();
}

TEST_CASE("a time in which the lake took nothing is not the devices' silence") {
  SilenceWatchTest lake;
  lake.report_every(10, 60, {"a"});
  SECTION("as it did not run") {
    lake.finish();
    lake.start();
    lake.pass(0);
    CHECK(lake.silences().empty());
  }
  SECTION("as its disk was full") {
    lake.runner().inbox().set_disk_low(true);
    lake.pass(7'200);
    lake.pass(7'200);
    lake.runner().inbox().set_disk_low(false);
    lake.pass(10);
  }
  CHECK(lake.silences().empty());
  lake.report_every(10, 5, {"a"});
  CHECK(lake.silences().empty());
  lake.pass(300);
  CHECK(lake.silences().size() == 1);
  lake.finish();
  lake.verified();
}

TEST_CASE("a lake that judges nothing, or gets nothing, has no ticks") {
  SilenceWatchTest silent(1, JudgeTier::kOff);
  silent.report_every(10, 60, {"a"});
  silent.pass(3'000);
  CHECK(silent.silences().empty());
  silent.finish();
  silent.verified();

  SilenceWatchTest idle;
  idle.pass(100);
  const CommitId before = idle.runner().board().now().view->commit;
  idle.finish();
  idle.start();
  CHECK(idle.runner().board().now().view->commit == before);
}

}  // namespace telltale
