// A lake that is kept for years: what comes in, is taken again, summed, merged and let go, in any
// order, beside readers.
#include <atomic>
#include <mutex>
#include <random>
#include <thread>

#include "app/lake_engine.h"
#include "base/memory_env.h"
#include "base/random.h"
#include "ingest/log_source.h"
#include "store/maintenance.h"
#include "store/redrive.h"
#include "store/rejects.h"
#include "store/stored_rows.h"
#include "store/verify.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake";
constexpr Duration kDay = std::chrono::days(1);

std::string schema_yaml(int version, int most) {
  return "schema: s\nversion: " + std::to_string(version) +
         "\ndevice: d\ntime: {from: t, epoch: s}\nsignals:\n  v: {range: [0, " +
         std::to_string(most) + "]}\n";
}

// A lake in memory, taken care of by the day.
class UpkeepTest {
 public:
  UpkeepTest() {
    expect_ok(create_lake(env, clock, kFolder, {schema_yaml(1, 100), JudgeTier::kBasic}));
    options.lanes = 1;
    options.snapshot_records = 1'000;
    start();
  }

  void start() {
    engine.reset();
    LakeEngineOptions engine_options;
    engine_options.options = options;
    engine = value_of(LakeEngine::open(env, clock, kFolder, engine_options));
  }
  LakeWriter& writer() { return engine->writer(); }

  // Takes lines as a log of its own.
  void take(const std::string& lines, LogClock log_clock) {
    const Catalog& catalog = writer().catalog();
    LogOpened record;
    record.number = static_cast<uint32_t>(catalog.next_log());
    record.digest = "log " + std::to_string(record.number);
    record.name = record.digest;
    record.schema = "s";
    record.schema_version = catalog.newest_schema("s")->schema->version;
    record.clock = log_clock;
    record.ingest_time = clock.now();
    expect_ok(writer().append_control(record));
    env.put("/log", lines);
    const auto log = catalog.log(LogId{record.number});
    ProbedLog probed = value_of(probe_log(value_of(env.open_stream("/log")), *log->schema));
    LogSource source(log, std::move(probed), 0);
    expect_ok(engine->pipeline().run(source));
    expect_ok(engine->pipeline().barrier(false));
  }

  // A line of a device at a moment, in seconds since 1970.
  static std::string line(int device, int64_t at, int value) {
    return "{\"d\":\"d" + std::to_string(device) + "\",\"t\":" + std::to_string(at) +
           ",\"v\":" + std::to_string(value) + "}\n";
  }
  int64_t now() const { return micros(clock.now()) / kMicrosPerSecond; }

  // Whether rows have had their time that had to stay for want of a snapshot.
  void maintain() {
    MaintenanceOptions upkeep;
    upkeep.compaction.is_quiet = true;
    upkeep.compaction.fan_in = 4;
    upkeep.sweep.grace = Duration(0);
    Maintenance maintenance(writer(), upkeep);
    for (bool has_snapshot = false;;) {
      if (value_of(maintenance.run_next())) continue;
      if (!maintenance.needs_snapshot() || has_snapshot) return;
      Cut nothing(writer().catalog(), writer().catalog().epoch().number, writer().view()->lake);
      expect_ok(writer().commit(nothing, &engine->path().groups()));
      has_snapshot = true;
    }
  }

  // Takes all rejects again that a wider range lets pass.
  void redrive(int version, int most) {
    if (writer().catalog().schema("s", static_cast<uint32_t>(version)) == nullptr)
      expect_ok(writer().append_control(SchemaAdded{schema_yaml(version, most)}));
    Redriven order{"s", static_cast<uint32_t>(version), {}};
    const std::shared_ptr<const LakeView> view = writer().view();
    const LakeAt lake{env, kFolder_, *view, writer().catalog()};
    expect_ok(for_each_reject(lake, true, [&](const RejectedRecord& reject) {
      if (!reject.bytes.empty() && reject.schema_version < order.schema_version)
        order.positions.push_back(reject.position);
      return Status();
    }));
    std::sort(order.positions.begin(), order.positions.end());
    if (order.positions.empty()) return;
    expect_ok(writer().append_control(order));
    expect_ok(finish_redrives(writer(), {pipeline_options(options), engine->path().stages(),
                                         engine->path().groups()})
                  .status());
  }

  void verify() {
    RecordPath path;
    const Verified verified = value_of(verify_full(env, kFolder, path.replay(options)));
    CHECK(verified.commit == writer().view()->commit);
  }
  uint64_t overdue() {
    const std::shared_ptr<const LakeView> view = writer().view();
    return value_of(count_overdue({env, kFolder_, *view, writer().catalog()}, clock.now()));
  }
  BooksPage books() { return writer().view()->books_total; }

  MemoryEnv env;
  ManualClock clock{instant_of(20'000 * kMicrosPerDay)};
  Options options;
  std::unique_ptr<LakeEngine> engine;
  const std::string kFolder_ = kFolder;
};

}  // namespace

TEST_CASE("over eight years no row outstays its time, and the books balance every day") {
  UpkeepTest lake;
  Random numbers(8);
  for (int day = 0; day < 8 * 365; day += 20) {
    std::string live;
    for (int i = 0; i < 40; ++i)
      live += UpkeepTest::line(i % 4, lake.now() + i * 60, static_cast<int>(numbers.below(120)));
    lake.take(live + "junk\n", LogClock::kArrival);
    // History that is loaded, some of it older than it may be.
    const int64_t then = lake.now() - static_cast<int64_t>(numbers.below(1'400)) * 86'400;
    lake.take(UpkeepTest::line(7, then, 5) + UpkeepTest::line(7, then, 5), LogClock::kEvent);
    lake.maintain();
    INFO("day " << day);
    REQUIRE(lake.overdue() == 0);
    REQUIRE(lake.books().balances());
    if (day % 365 < 20) {
      lake.verify();
      lake.start();  // and what is left is enough to go on from
    }
    lake.clock.advance(20 * kDay);
  }
  CHECK(lake.overdue() > 0);
  CHECK(lake.books().count(Disposition::kExpired) > 1'000);
  // Three years of readings are left, one of raw.
  CHECK(lake.books().count(Disposition::kStored) < 2'500);
  uint64_t raw = 0;
  for (const LiveFile& file : lake.writer().view()->files)
    raw += file.entry.table == Table::kRaw ? file.entry.rows : 0;
  CHECK(raw < 900);
  CHECK(lake.writer().view()->files.size() < 600);
}

TEST_CASE("readings of many days that came at once come to lie with their days") {
  UpkeepTest lake;
  std::string lines;
  for (int day = 0; day < 150; ++day) {
    for (int i = 0; i < 3; ++i)
      lines += UpkeepTest::line(i, lake.now() - day * 86'400 - i, day % 90);
  }
  lake.take(lines, LogClock::kEvent);
  const auto unsorted = [&] {
    const auto view = lake.writer().view();
    return std::count_if(view->files.begin(), view->files.end(), [](const LiveFile& file) {
      return file.entry.path.find("_unsorted") != std::string::npos;
    });
  };
  CHECK(unsorted() == 1);
  lake.maintain();
  CHECK(unsorted() == 0);
  lake.verify();
  for (const LiveFile& file : lake.writer().view()->files) {
    if (file.entry.table == Table::kDeviceMetrics)
      CHECK(day_number(file.entry.time_min) == day_number(file.entry.time_max));
  }
}

TEST_CASE("books, digests and rows agree after anything that may be done to a lake") {
  const auto seed = system_entropy();
  INFO("seed " << seed);
  Random numbers(seed);
  UpkeepTest lake;
  int version = 1;
  for (int step = 0; step < 60; ++step) {
    const uint64_t what = numbers.below(10);
    INFO("step " << step << " does " << what);
    if (what < 5) {
      std::string lines;
      for (uint64_t i = 0; i < 30; ++i) {
        const int64_t at = lake.now() - static_cast<int64_t>(numbers.below(50)) * 3'600;
        lines += numbers.below(12) == 0 ? "junk\n"
                                        : UpkeepTest::line(static_cast<int>(numbers.below(5)), at,
                                                           static_cast<int>(numbers.below(300)));
      }
      lake.take(lines, numbers.below(2) == 0 ? LogClock::kArrival : LogClock::kEvent);
    } else if (what < 7) {
      lake.maintain();
    } else if (what < 8) {
      ++version;
      lake.redrive(version, 50 + static_cast<int>(numbers.below(300)));
    } else if (what < 9) {
      lake.clock.advance(static_cast<int64_t>(numbers.below(200)) * kDay);
    } else {
      lake.start();
    }
    REQUIRE(lake.books().balances());
    if (step % 6 == 5) lake.verify();
  }
  lake.verify();
}

namespace {

// What went wrong in threads beside the test's own, which alone may check.
struct Errors {
  std::mutex mutex;
  std::string first;

  void note(const Status& status) {
    const std::lock_guard lock(mutex);
    if (!status.ok() && first.empty()) first = status.message();
  }
};

Status count_rows(UpkeepTest& lake) {
  const std::shared_ptr<const LakeView> held = lake.writer().view();
  const std::shared_ptr<const Catalog> catalog = lake.writer().catalog_copy();
  uint64_t rows = 0;
  TRY(for_each_stored_row({lake.env, lake.kFolder_, *held, *catalog},
                          {{CommitId{0}, held->commit}, {}, false}, [&](const StoredRow&) {
                            ++rows;
                            return Status();
                          }));
  if (rows == held->books_total.received) return {};
  return Status::corrupt("a reader sees " + std::to_string(rows) + " rows of " +
                         std::to_string(held->books_total.received));
}

}  // namespace

TEST_CASE("readings are summed each minute, and sooner when many wait") {
  UpkeepTest lake;
  MaintenanceOptions upkeep;
  upkeep.rollup_readings_busy = 100;
  Maintenance maintenance(lake.writer(), upkeep);
  const auto is_summed = [&] {
    for (bool did_any = false;; did_any = true) {
      if (!value_of(maintenance.run_next())) return did_any;
    }
  };
  int device = 0;
  const auto take = [&](int count) {
    std::string lines;
    for (int i = 0; i < count; ++i) lines += UpkeepTest::line(device++, lake.now(), 1);
    lake.take(lines, LogClock::kArrival);
  };
  take(1);
  CHECK(is_summed());
  lake.clock.advance(std::chrono::seconds(11));
  take(99);
  CHECK_FALSE(is_summed());
  take(1);
  CHECK(is_summed());
  take(100);
  CHECK_FALSE(is_summed());  // not more often than that
  lake.clock.advance(std::chrono::seconds(11));
  CHECK(is_summed());
  take(1);
  lake.clock.advance(std::chrono::seconds(61));
  CHECK(is_summed());
}

TEST_CASE("nothing is committed under a control record that could not be written") {
  for (const auto operation : {MemoryEnv::Operation::kAppend, MemoryEnv::Operation::kSyncFile}) {
    UpkeepTest lake;
    lake.take(UpkeepTest::line(1, lake.now(), 1), LogClock::kEvent);
    lake.env.set_fault(MemoryEnv::fail_nth(operation, 1, Status(Code::kExhausted, "no room")));
    const SchemaAdded record{schema_yaml(2, 200)};
    CHECK(lake.writer().append_control(record).code() == Code::kExhausted);
    lake.env.set_fault({});
    // As whoever keeps the lake meanwhile would.
    CHECK(lake.writer().commit(CommitPart{}).code() == Code::kExhausted);
    CHECK(lake.writer().append_control(record).code() == Code::kExhausted);
    lake.start();
    expect_ok(verify_quick(lake.env, kFolder).status());
  }
}

TEST_CASE("records are taken, files merged and swept, and read, all at once") {
  UpkeepTest lake;
  Errors errors;
  std::atomic<bool> is_done = false;
  std::atomic<uint64_t> steps = 0;
  std::thread upkeep([&] {
    MaintenanceOptions options;
    options.compaction.fan_in = 3;
    options.sweep.grace = Duration(0);
    options.sweep_interval = Duration(0);
    Maintenance maintenance(lake.writer(), options);
    while (!is_done) {
      const auto step = maintenance.run_next();
      errors.note(step.status());
      steps += step.ok() && step.value().has_value();
    }
  });
  std::thread reader([&] {
    while (!is_done) errors.note(count_rows(lake));
  });
  constexpr int kLogsMax = 2'000;
  int logs = 0;
  for (; logs < 60 || (steps < 10 && logs < kLogsMax); ++logs) {
    std::string lines;
    for (int k = 0; k < 20; ++k)
      lines += UpkeepTest::line(k % 3, lake.now() + logs * 20 + k, (logs + k) % 110);
    lake.take(lines, LogClock::kArrival);
  }
  is_done = true;
  upkeep.join();
  reader.join();
  CHECK(errors.first.empty());
  CHECK(steps >= 10);
  CHECK(lake.books().received == static_cast<uint64_t>(logs) * 20);
  lake.verify();
}

}  // namespace telltale
