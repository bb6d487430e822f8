#include "serve/device_register.h"

#include "base/instant.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;
const std::vector<Catalog::LakeColumn> kColumns = {
    {"temperature", FieldType::kNumber, "°C", FieldRole::kSignal},
    {"status", FieldType::kText, "", FieldRole::kAttribute},
    {"open", FieldType::kBoolean, "", FieldRole::kAttribute}};

struct Row {
  std::string device;
  int64_t time;
  double temperature;
  bool has_temperature = true;
};

TableColumns table_of(const std::vector<Row>& rows) {
  TextValues ids;
  TimeValues times;
  TimeValues received;
  std::vector<double> temperatures;
  std::vector<uint8_t> valid;
  for (const Row& row : rows) {
    ids.codes.push_back(static_cast<int32_t>(ids.dictionary.size()));
    for (size_t i = 0; i < ids.dictionary.size(); ++i) {
      if (ids.dictionary.at(i) == row.device) ids.codes.back() = static_cast<int32_t>(i);
    }
    if (ids.codes.back() == static_cast<int32_t>(ids.dictionary.size()))
      ids.dictionary.add(row.device);
    times.micros.push_back(row.time);
    received.micros.push_back(row.time + kMinute);
    temperatures.push_back(row.temperature);
    valid.push_back(row.has_temperature);
  }
  TableColumns table;
  table.rows = rows.size();
  table.add("device_id", std::move(ids));
  table.add("event_time", std::move(times));
  table.add("ingest_time", std::move(received));
  table.add("temperature", std::move(temperatures), std::move(valid));
  return table;
}

TableColumns anomaly_of(const std::string& device, int64_t time, double score) {
  TableColumns table;
  table.rows = 1;
  table.add("device_id", TextValues{BytesValues::of({device}), {0}});
  table.add("event_time", TimeValues{{time}});
  table.add("score", std::vector<double>{score});
  return table;
}

std::vector<std::string> ids_of(const DeviceRegister::Found& found) {
  std::vector<std::string> ids;
  for (const DevicePage& device : found.devices) ids.push_back(device.id);
  return ids;
}

TEST_CASE("the newest wins, in whatever order and however often rows come") {
  const TableColumns old = table_of({{"a", 1 * kMinute, 1}, {"a", 2 * kMinute, 2}});
  const TableColumns lately = table_of({{"a", 4 * kMinute, 4}, {"a", 3 * kMinute, 3}});
  DeviceRegister forward;
  DeviceRegister back;
  REQUIRE(forward.fold_readings(old, kColumns).ok());
  REQUIRE(forward.fold_readings(lately, kColumns).ok());
  REQUIRE(back.fold_readings(lately, kColumns).ok());
  REQUIRE(back.fold_readings(old, kColumns).ok());
  REQUIRE(back.fold_readings(lately, kColumns).ok());
  for (const DeviceRegister* devices : {&forward, &back}) {
    const auto page = devices->find("a", 0, kColumns);
    REQUIRE(page);
    CHECK(page->oldest_time == kMinute);
    CHECK(page->newest_time == 4 * kMinute);
    CHECK(page->received == 5 * kMinute);
    REQUIRE(page->values.size() == 1);
    CHECK(page->values[0].number == 4);
  }
}

TEST_CASE("a value that a reading lacks stays what it was") {
  DeviceRegister devices;
  REQUIRE(devices.fold_readings(table_of({{"a", 1, 7}, {"a", 2, 0, false}}), kColumns).ok());
  const auto page = devices.find("a", 0, kColumns);
  REQUIRE(page);
  REQUIRE(page->values.size() == 1);
  CHECK(page->values[0].number == 7);
  CHECK(page->values[0].time == 1);
  CHECK(page->newest_time == 2);
}

TEST_CASE("columns that come later find a place beside those there are") {
  DeviceRegister devices;
  REQUIRE(devices.fold_readings(table_of({{"a", 1, 7}, {"b", 1, 8}}), kColumns).ok());
  TableColumns more;
  more.rows = 1;
  more.add("device_id", TextValues{BytesValues::of({"a"}), {0}});
  more.add("event_time", TimeValues{{2}});
  more.add("status", TextValues{BytesValues::of({"open"}), {0}});
  more.add("open", BooleanValues{{1}});
  REQUIRE(devices.fold_readings(more, kColumns).ok());
  const auto page = devices.find("a", 0, kColumns);
  REQUIRE(page);
  REQUIRE(page->values.size() == 3);
  CHECK(page->values[0].number == 7);
  CHECK(page->values[1].text == "open");
  CHECK(page->values[2].number == 1);
  CHECK(devices.find("b", 0, kColumns)->values.size() == 1);
}

TEST_CASE("silence is three usual intervals after the last receipt, a fault is lately unusual") {
  DeviceRegister devices;
  std::vector<Row> rows;
  for (int i = 0; i < 100; ++i) rows.push_back({"a", i * 10 * kMinute, 1});
  REQUIRE(devices.fold_readings(table_of(rows), kColumns).ok());
  const int64_t received = 99 * 10 * kMinute + kMinute;
  const auto state_at = [&](int64_t now) { return devices.find("a", now, kColumns)->state; };
  CHECK(devices.find("a", 0, kColumns)->interval_seconds == Approx(600));
  CHECK(state_at(received + 29 * kMinute) == DeviceState::kConnected);
  CHECK(state_at(received + 31 * kMinute) == DeviceState::kSilent);
  REQUIRE(devices.fold_anomalies(anomaly_of("a", 80 * 10 * kMinute, 0.9)).ok());
  CHECK(state_at(received) == DeviceState::kConnected);
  REQUIRE(devices.fold_anomalies(anomaly_of("a", 95 * 10 * kMinute, 0.8)).ok());
  CHECK(state_at(received) == DeviceState::kFaulty);
  CHECK(state_at(received + 31 * kMinute) == DeviceState::kSilent);
  CHECK(devices.count(received) == std::vector<uint64_t>{0, 0, 1});
}

TEST_CASE("neither a gap nor a burst nor what comes late changes what is usual") {
  DeviceRegister devices;
  const auto fold = [&](const std::vector<Row>& rows) {
    REQUIRE(devices.fold_readings(table_of(rows), kColumns).ok());
    return devices.find("a", 0, kColumns)->interval_seconds;
  };
  int64_t time = 0;
  for (int i = 0; i < 2 * 24 * 60; ++i) fold({{"a", time += kMinute, 1}});
  CHECK(fold({}) == Approx(60));
  CHECK(fold({{"a", time += 42 * kMinute, 1}}) == Approx(60));
  std::vector<Row> late;
  for (int i = 1; i < 42; ++i) late.push_back({"a", time - i * kMinute - kMicrosPerSecond, 1});
  CHECK(fold(late) == Approx(60));
  std::vector<Row> burst;
  for (int i = 0; i < 10; ++i) burst.push_back({"a", time += kMicrosPerSecond, 1});
  CHECK(fold(burst) == Approx(60));
  for (int i = 0; i < 3; ++i) CHECK(fold({{"a", time += kMinute, 1}}) == Approx(60));
  // Another rhythm is learned.
  for (int i = 0; i < 32; ++i) fold({{"a", time += kMicrosPerHour, 1}});
  CHECK(fold({}) == Approx(3'600));
}

TEST_CASE("readings that come together are told apart by when they were measured") {
  DeviceRegister devices;
  std::vector<Row> rows;
  for (int i = 20; i > 0; --i) rows.push_back({i % 2 ? "a" : "b", i * 30 * kMinute, 1});
  REQUIRE(devices.fold_readings(table_of(rows), kColumns).ok());
  CHECK(devices.find("a", 0, kColumns)->interval_seconds == Approx(3'600));
  CHECK(devices.find("b", 0, kColumns)->interval_seconds == Approx(3'600));
}

TEST_CASE("a device that sent once is silent after an hour") {
  DeviceRegister devices;
  REQUIRE(devices.fold_readings(table_of({{"a", 0, 1}}), kColumns).ok());
  const auto state_at = [&](int64_t now) { return devices.find("a", now, kColumns)->state; };
  CHECK(devices.find("a", 0, kColumns)->interval_seconds == 0);
  CHECK(state_at(kMinute + 59 * kMinute) == DeviceState::kConnected);
  CHECK(state_at(kMinute + 61 * kMinute) == DeviceState::kSilent);
}

TEST_CASE("pages go through all devices in order of their ids, also while some come") {
  DeviceRegister devices;
  std::vector<Row> rows;
  for (int i = 0; i < 50; ++i) rows.push_back({"d" + std::to_string((i * 37) % 50), i, 1});
  REQUIRE(devices.fold_readings(table_of(rows), kColumns).ok());
  std::vector<std::string> all;
  DeviceRegister::Wish wish;
  wish.limit = 7;
  while (true) {
    const auto found = devices.list(wish, kColumns);
    for (const std::string& id : ids_of(found)) all.push_back(id);
    if (!found.has_more) break;
    wish.after = all.back();
    REQUIRE(devices.fold_readings(table_of({{"a" + all.back(), 1, 1}}), kColumns).ok());
  }
  CHECK(all.size() == 50);
  CHECK(std::is_sorted(all.begin(), all.end()));
  wish = {};
  wish.search = "AD4";
  CHECK(ids_of(devices.list(wish, kColumns)).front().find("ad4") != std::string::npos);
}

TEST_CASE("what is saved is what is loaded, and nothing that was damaged") {
  DeviceRegister devices;
  REQUIRE(devices.fold_readings(table_of({{"a", 1, 7}, {"b", 2, 8}}), kColumns).ok());
  REQUIRE(devices.fold_anomalies(anomaly_of("a", 1, 0.5)).ok());
  const std::string bytes = devices.save();
  DeviceRegister again;
  REQUIRE(again.load(bytes).ok());
  CHECK(again.save() == bytes);
  CHECK(again.find("b", 0, kColumns)->values[0].number == 8);
  for (size_t size = 0; size < bytes.size(); ++size) {
    DeviceRegister cut;
    CHECK_FALSE(cut.load(std::string_view(bytes).substr(0, size)).ok());
    CHECK(cut.size() == 0);
  }
}

}  // namespace
}  // namespace telltale::serve
