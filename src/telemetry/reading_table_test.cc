#include "telemetry/reading_table.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kYaml =
    "schema: s\ndevice: d\ntime: t\nseq: n\nsignals: [v, w]\nattributes: {a: , b: , c: {type: "
    "integer}}\n";

class Batches {
 public:
  Batches() {
    auto log = std::make_shared<LogInfo>();
    log->id = LogId{4};
    log->schema = std::make_shared<const Schema>(value_of(parse_schema(kYaml, "test.yaml")));
    log->ingest_time = instant_of(1'000'000);
    log_ = log;
    batch_.start(log_, 10'000);
  }

  // A row with every second field, numbers and texts told by `i`.
  void add(size_t i) {
    const size_t row = batch_.add_row({}, 100 * i, static_cast<uint32_t>(i % 3));
    batch_.device[row] = text("dev" + std::to_string(i % 2));
    batch_.device_hash[row] = hash64(batch_.device[row].view());
    batch_.event_time[row] = static_cast<int64_t>(i) * 10;
    batch_.seq[row] = static_cast<int64_t>(i);
    batch_.present[row] = i % 2 == 0 ? 0b01101 : 0b10010;  // v b c or w a ... by place
    for (auto& column : batch_.numbers) column[row] = static_cast<double>(i) + 0.5;
    for (auto& column : batch_.texts) column[row] = text("t" + std::to_string(i % 5));
    batch_.flags[row] = static_cast<uint8_t>(i);
    batch_.score[row] = static_cast<float>(i) / 4;
  }
  const Batch& batch() const { return batch_; }
  const std::shared_ptr<const Schema>& schema() const { return log_->schema; }

 private:
  TextRef text(const std::string& value) {
    return {batch_.text.append(value), static_cast<uint32_t>(value.size())};
  }
  std::shared_ptr<const LogInfo> log_;
  Batch batch_;
};

Hash128 hash_of(const ReadingTable& table, size_t row) {
  RowEncoder encoder;
  encoder.begin({}, table.offset[row], table.index[row], Disposition::kConflict);
  encoder.identity(table.device.at(row), table.event_time[row], table.seq[row]);
  table.encode_values(row, encoder);
  return encoder.finish();
}

}  // namespace

TEST_CASE(
    "rows of a batch are gathered in the order asked for, texts only where they are present") {
  Batches batches;
  for (size_t i = 0; i < 6; ++i) batches.add(i);
  ReadingTable table(batches.schema());
  table.append(batches.batch(), std::vector<uint16_t>{4, 1});
  table.append(batches.batch(), std::vector<uint16_t>{});
  table.append(batches.batch(), std::vector<uint16_t>{3});
  REQUIRE(table.rows() == 3);
  CHECK(table.event_time == std::vector<int64_t>{40, 10, 30});
  CHECK(table.seq == std::vector<int64_t>{4, 1, 3});
  CHECK(table.position(0) == Position{LogId{4}, 400, 1});
  CHECK(table.ingest_time == std::vector<int64_t>(3, 1'000'000));
  CHECK(table.device.at(0) == "dev0");
  CHECK(table.device.at(1) == "dev1");
  CHECK(table.device.texts.size() == 2);
  const Schema& schema = table.schema();
  for (size_t row = 0; row < 3; ++row) {
    for (size_t field = 0; field < schema.fields.size(); ++field) {
      if (!schema.fields[field].is_text()) continue;
      const auto& column = table.texts[schema.fields[field].slot];
      CHECK(column.is_null(row) != table.has(row, field));
    }
  }
  CHECK((table.flags[1] == 1 && table.score[0] == 1.0F));
}

TEST_CASE("a row copied from table to table says the same") {
  Batches batches;
  for (size_t i = 0; i < 20; ++i) batches.add(i);
  std::vector<uint16_t> all(20);
  for (uint16_t i = 0; i < 20; ++i) all[i] = i;
  ReadingTable table(batches.schema());
  table.append(batches.batch(), all);
  ReadingTable copy(batches.schema());
  for (size_t row = 20; row-- > 0;) copy.append(table, row);
  for (size_t row = 0; row < 20; ++row) {
    CHECK(hash_of(copy, 19 - row) == hash_of(table, row));
    CHECK(copy.device_hash[19 - row] == table.device_hash[row]);
    CHECK(copy.flags[19 - row] == table.flags[row]);
  }
}

TEST_CASE("values are encoded in schema order, only those that are present") {
  Batches batches;
  batches.add(0);  // v, attribute a and b by place 0, 2, 3
  ReadingTable table(batches.schema());
  table.append(batches.batch(), std::vector<uint16_t>{0});
  RowEncoder encoder;
  encoder.begin({}, 0, 0, Disposition::kConflict);
  table.encode_values(0, encoder);
  RowEncoder by_hand;
  by_hand.begin({}, 0, 0, Disposition::kConflict);
  by_hand.values(0b01101, [](RowEncoder::Values& values) {
    values.number(0.5);
    values.text("t0");
    values.text("t0");
  });
  CHECK(encoder.finish() == by_hand.finish());
}

}  // namespace telltale
