#include "store/retention_policy.h"

#include "tests/catch.h"

namespace telltale {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Instant kNow = instant_of(20'000 * kMicrosPerDay) + hours(7);

Catalog catalog_with(const std::vector<ControlRecord>& records) {
  Catalog catalog;
  expect_ok(
      catalog.apply(SchemaAdded{"schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [x]\n"}));
  expect_ok(catalog.apply(EpochBegun{"s", JudgeTier::kOff}));
  for (const ControlRecord& record : records) expect_ok(catalog.apply(record));
  return catalog;
}

LogOpened log_of(uint32_t number, LogClock clock) {
  LogOpened record;
  record.number = number;
  record.digest = std::to_string(number);
  record.schema = "s";
  record.schema_version = 1;
  record.clock = clock;
  return record;
}

}  // namespace

TEST_CASE("time is over by whole days") {
  const Catalog catalog = catalog_with({RetentionSet{"raw", "", days(10)}});
  const RetentionPolicy policy(catalog, kNow);
  CHECK(policy.horizon(Table::kRaw, "s") == 19'990 * kMicrosPerDay);
}

TEST_CASE("a schema's own rule goes before that of the table, and the newest before older ones") {
  const Catalog catalog = catalog_with({RetentionSet{"device_metrics", "", days(10)},
                                        RetentionSet{"device_metrics", "s", std::nullopt},
                                        RetentionSet{"device_metrics", "", days(20)}});
  const RetentionPolicy policy(catalog, kNow);
  CHECK_FALSE(policy.keeping(Table::kDeviceMetrics, "s"));
  CHECK(policy.keeping(Table::kDeviceMetrics, "t") == days(20));
  const RangeOf<int64_t> horizons = policy.horizons(Table::kDeviceMetrics);
  CHECK(horizons.least == policy.horizon(Table::kDeviceMetrics, "s"));
  CHECK(horizons.most == 19'980 * kMicrosPerDay);
}

TEST_CASE("anomalies never leave before their readings, nor what says which rows hold") {
  const Catalog catalog = catalog_with(
      {RetentionSet{"device_metrics", "s", days(5'000)}, RetentionSet{"ledger", "s", days(4'000)}});
  const RetentionPolicy policy(catalog, kNow);
  CHECK(policy.keeping(Table::kAnomalies, "s") == days(5'000));
  CHECK(policy.keeping(Table::kAnomalies, "") == days(2'555));
  CHECK(policy.keeping(Table::kSuperseded, "") == days(4'000));
  message_of(check_retention(catalog, {"anomalies", "s", days(100)}), Code::kInvalid);
  message_of(check_retention(catalog, {"superseded", "", days(100)}), Code::kInvalid);
  message_of(check_retention(catalog, {"raw", "", hours(3)}), Code::kInvalid);
  expect_ok(check_retention(catalog, {"anomalies", "s", std::nullopt}));
}

TEST_CASE("a row is as old as the clock of its log says") {
  const Catalog catalog =
      catalog_with({log_of(1, LogClock::kEvent), log_of(2, LogClock::kArrival)});
  const RetentionPolicy policy(catalog, kNow);
  CHECK(policy.age_from(LogId{1}, 100, 7) == 7);
  CHECK(policy.age_from(LogId{2}, 100, 7) == 100);
  CHECK(policy.age_from(LogId{1}, 100, std::nullopt) == 100);
}

}  // namespace telltale
