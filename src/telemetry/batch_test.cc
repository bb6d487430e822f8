#include "telemetry/batch.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

std::shared_ptr<const LogInfo> log_of(std::string_view yaml) {
  auto log = std::make_shared<LogInfo>();
  log->id = LogId{1};
  log->schema = std::make_shared<const Schema>(value_of(parse_schema(yaml, "test.yaml")));
  return log;
}

std::string device_from(std::string name) {
  LogInfo log;
  log.name = std::move(name);
  return std::string(log.device_from_name());
}

}  // namespace

TEST_CASE("a device named by a file's name goes without the file's endings") {
  CHECK(device_from("machine-7.csv") == "machine-7");
  CHECK(device_from("machine-7.csv.gz") == "machine-7");
  CHECK(device_from("pump.v2.ndjson") == "pump.v2");
  CHECK(device_from("pump") == "pump");
  CHECK(device_from(".csv") == ".csv");
  CHECK(device_from("a.CSV") == "a.CSV");
}

TEST_CASE("a row begins with nothing known of it, whatever the row before it held") {
  Batch batch;
  const auto log = log_of("schema: s\ndevice: d\ntime: t\nsignals: [v]\nattributes: [a]\n");
  batch.start(log, 100);
  const char* text = batch.text.append("0123456789");
  for (int i = 0; i < 2; ++i) {
    REQUIRE(batch.add_row({text, 10}, 5, 3) == 0);
    CHECK((batch.bytes[0].view() == "0123456789" && batch.full_size[0] == 10));
    CHECK((batch.offset[0] == 5 && batch.index[0] == 3));
    CHECK((batch.device[0].is_null() && batch.seq[0] == 0 && batch.event_time[0] == 0));
    CHECK((batch.present[0] == 0 && batch.flags[0] == 0 && batch.score[0] == 0));
    CHECK(batch.state[0] == RowState::kDecoded);
    CHECK(batch.reason[0] == RejectReason::kNone);
    batch.device[0] = batch.bytes[0];
    batch.seq[0] = 9;
    batch.event_time[0] = 9;
    batch.present[0] = 9;
    batch.flags[0] = 9;
    batch.score[0] = 9;
    batch.reject(0, RejectReason::kBadTime);
    batch.is_message_open = true;
    batch.oversize_digests.emplace_back(uint16_t{0}, "x");
    batch.start(log, 100);
    CHECK((batch.rows() == 0 && !batch.is_message_open && batch.oversize_digests.empty()));
    text = batch.text.append("0123456789");
  }
}

TEST_CASE("a row keeps its first reason") {
  Batch batch;
  batch.start(log_of("schema: s\ndevice: d\ntime: t\nsignals: [v]\n"), 10);
  batch.add_row({batch.text.append("x"), 1}, 0, 0);
  batch.reject(0, RejectReason::kBadTime, Batch::kTimeField, {batch.text.append("soon"), 4});
  batch.reject(0, RejectReason::kOutOfRange, 0, {});
  CHECK(batch.state[0] == RowState::kRejected);
  CHECK(batch.reason[0] == RejectReason::kBadTime);
  CHECK(batch.reason_field[0] == Batch::kTimeField);
  CHECK(batch.reason_value[0].view() == "soon");
}

TEST_CASE("an offending value is kept up to 256 bytes, whole characters only") {
  Batch batch;
  batch.start(log_of("schema: s\ndevice: d\ntime: t\nsignals: [v]\n"), 4'000);
  const auto kept = [&](const std::string& value) {
    const size_t row = batch.add_row({}, 0, 0);
    const char* text = batch.text.append(value);
    batch.reject(row, RejectReason::kWrongType, 0, {text, static_cast<uint32_t>(value.size())});
    return std::string(batch.reason_value[row].view());
  };
  const std::string ascii(300, 'a');
  CHECK(kept(ascii) == ascii.substr(0, 256));
  CHECK(kept(ascii.substr(0, 256)) == ascii.substr(0, 256));
  CHECK(kept(ascii.substr(0, 255) + "é") == ascii.substr(0, 255));
  CHECK(kept(ascii.substr(0, 254) + "éx") == ascii.substr(0, 254) + "é");
  CHECK(kept(ascii.substr(0, 253) + "😀x") == ascii.substr(0, 253));
  CHECK(kept(ascii.substr(0, 252) + "😀x") == ascii.substr(0, 252) + "😀");
}

TEST_CASE("a batch is full at its capacity") {
  Batch batch;
  batch.start(log_of("schema: s\ndevice: d\ntime: t\nsignals: [v]\n"), 0);
  for (size_t i = 0; i < kBatchRows; ++i) {
    CHECK_FALSE(batch.is_full());
    CHECK(batch.add_row({}, i, 0) == i);
  }
  CHECK(batch.is_full());
}

TEST_CASE("texts of an arena stay where they are until it is cleared") {
  TextArena arena;
  std::vector<TextRef> texts;
  std::vector<std::string> expected;
  for (int i = 0; i < 2'000; ++i) {
    expected.push_back(std::string(static_cast<size_t>(i % 300), static_cast<char>('a' + i % 26)));
    texts.push_back(arena.add(expected.back()));
  }
  expected.push_back(std::string(200'000, 'z'));  // longer than a block
  texts.push_back(arena.add(expected.back()));
  for (size_t i = 0; i < texts.size(); ++i) REQUIRE(texts[i].view() == expected[i]);
  arena.clear();
  CHECK(arena.add("again").view() == "again");
}

TEST_CASE("a text buffer has room for what it was made for, and readable bytes behind it") {
  TextBuffer buffer;
  buffer.reset(10);
  const char* text = buffer.append("0123456789");
  CHECK(buffer.view() == "0123456789");
  volatile char sum = 0;
  for (size_t i = 0; i < kTextPadding; ++i) sum = static_cast<char>(sum + text[10 + i]);
  buffer.reset(4);
  CHECK((buffer.size() == 0 && buffer.capacity() >= 4));
}

}  // namespace telltale
