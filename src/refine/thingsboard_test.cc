// Records as ThingsBoard's devices send them, through the decoder of their format.
#include "base/hash.h"
#include "refine/decode_stage.h"
#include "refine/rules.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr int64_t kReceived = 1'700'000'000'000'000;

// Decodes records of one device, each in full and by the shape of those before: both must agree.
class Decoded {
 public:
  explicit Decoded(const std::vector<std::string>& records,
                   std::string_view schema = builtin_schemas().front().yaml,
                   std::string_view sender = "=a") {
    log_->schema = std::make_shared<const Schema>(value_of(parse_schema(schema, "test")));
    log_->format = RecordFormat::kThingsBoard;
    for (const JsonReading reading : {JsonReading::kInFull, JsonReading::kByShape}) {
      DecodeStage stage(reading);
      for (int round = 0; round < 2; ++round) decode(stage, records, sender);
      unknown_ = stage.unknown_fields().entries();
    }
  }

  const Batch& batch() const { return *batch_; }
  bool is_refused(size_t row) const { return batch_->state[row] == RowState::kRejected; }
  // The value of a field, or nothing.
  std::optional<double> number(size_t row, std::string_view name) const {
    for (size_t i = 0; i < log_->schema->fields.size(); ++i) {
      const Field& field = log_->schema->fields[i];
      if (field.name == name && batch_->has(row, i)) return batch_->numbers[field.slot][row];
    }
    return std::nullopt;
  }
  uint64_t unknown(std::string_view name) const {
    for (const FieldCensus::Entry& entry : unknown_) {
      if (entry.name == name) return entry.count;
    }
    return 0;
  }

 private:
  void decode(DecodeStage& stage, const std::vector<std::string>& records,
              std::string_view sender) {
    batch_->start(log_, 1 << 16);
    for (const std::string& record : records) {
      const size_t row = batch_->add_row(
          {batch_->text.append(record), static_cast<uint32_t>(record.size())}, 0, 0);
      batch_->ingest_time[row] = kReceived;
      batch_->sender[row] = batch_->arena.add(sender);
    }
    stage.apply(*batch_);
    ApplyRules().apply(*batch_);
  }

  std::shared_ptr<LogInfo> log_ = std::make_shared<LogInfo>();
  std::unique_ptr<Batch> batch_ = std::make_unique<Batch>();
  std::vector<FieldCensus::Entry> unknown_;
};

}  // namespace

TEST_CASE("a flat object is received now, an object with a time was measured then") {
  const Decoded decoded(
      {R"({"temperature":21,"humidity":40})", R"({"ts":1699999999123,"values":{"temperature":22}})",
       R"({"ts":1699999999123,"temperature":23})", R"({"values":{"temperature":24}})"});
  for (size_t row = 0; row < 4; ++row) {
    CHECK(!decoded.is_refused(row));
    CHECK(decoded.batch().device[row].view() == "a");
    CHECK(decoded.batch().device_hash[row] == hash64("a"));
    CHECK(decoded.number(row, "temperature") == 21 + static_cast<double>(row));
  }
  CHECK(decoded.number(0, "humidity") == 40);
  CHECK(decoded.batch().event_time[0] == kReceived);
  CHECK(decoded.batch().event_time[1] == 1'699'999'999'123'000);
  CHECK(decoded.batch().event_time[2] == 1'699'999'999'123'000);
  CHECK(decoded.batch().event_time[3] == kReceived);
}

TEST_CASE("the device is the sender, whatever a record says of it") {
  const Decoded decoded(
      {R"({"device_id":"b","timestamp":"2020-01-01T00:00:00Z","temperature":1})"});
  CHECK(!decoded.is_refused(0));
  CHECK(decoded.batch().device[0].view() == "a");
  CHECK(decoded.batch().event_time[0] == kReceived);
  CHECK(decoded.unknown("device_id") == 2);
  CHECK(decoded.unknown("timestamp") == 2);
}

TEST_CASE("keys that the schema does not name are counted, above and in values") {
  const Decoded decoded({R"({"pressure":1,"temperature":1})", R"({"pressure":2,"temperature":1})",
                         R"({"ts":1699999999000,"values":{"voltage":1,"temperature":1}})"});
  CHECK(decoded.unknown("pressure") == 4);
  CHECK(decoded.unknown("voltage") == 2);
  CHECK(decoded.unknown("values") == 0);
  CHECK(decoded.unknown("ts") == 0);
}

TEST_CASE("numbers and booleans may be written as texts") {
  const Decoded decoded({R"({"temperature":"21.5"})", R"({"temperature":"warm"})",
                         R"({"temperature":"nan"})", R"({"temperature":""})",
                         R"({"temperature":" 1"})", R"({"temperature":true})"});
  CHECK(decoded.number(0, "temperature") == 21.5);
  for (size_t row = 1; row < 6; ++row) {
    CHECK(decoded.is_refused(row));
    CHECK(decoded.batch().reason[row] == RejectReason::kWrongType);
  }
  const Decoded flags({R"({"open":"true"})", R"({"open":false})", R"({"open":"yes"})"},
                      "schema: s\ndevice: d\ntime: t\nsignals: {open: {type: boolean}}\n");
  CHECK(flags.number(0, "open") == 1);
  CHECK(flags.number(1, "open") == 0);
  CHECK(flags.is_refused(2));
}

TEST_CASE("a field is found by its path and by its name") {
  const Decoded decoded(
      {R"({"t":1,"where":{"lat":2}})", R"({"temperature":1,"latitude":2})",
       R"({"ts":1699999999000,"values":{"t":1,"where":{"lat":2}}})", R"({"t":1,"temperature":1})"},
      "schema: s\ndevice: d\ntime: x\n"
      "signals: {temperature: {from: t}, latitude: {from: where.lat}}\n");
  for (size_t row = 0; row < 3; ++row) {
    CHECK(decoded.number(row, "temperature") == 1);
    CHECK(decoded.number(row, "latitude") == 2);
  }
  CHECK(decoded.batch().reason[3] == RejectReason::kDuplicateKey);
}

TEST_CASE("any schema will do, whatever it says of device, time and form") {
  for (const char* schema :
       {"schema: s\ndevice: {constant: x}\ntime: t\nsignals: [v]\n",
        "schema: s\ndevice: d\ntime: {start: 2025-01-01T00:00:00Z, step: 1min}\nsignals: [v]\n",
        "schema: s\ndevice: d\ntime: {ingest: true}\nsignals: [v]\n",
        "schema: s\ndevice: d\ntime: t\nlong: {name: n, value: x}\nsignals: [v]\n"}) {
    INFO(schema);
    const Decoded decoded({R"({"ts":1699999999000,"values":{"v":7}})"}, schema);
    CHECK(!decoded.is_refused(0));
    CHECK(decoded.batch().device[0].view() == "a");
    CHECK(decoded.batch().event_time[0] == 1'699'999'999'000'000);
    CHECK(decoded.number(0, "v") == 7);
  }
}

TEST_CASE("a record that is none is refused with its reason") {
  const Decoded decoded({"{", "[1]", R"({"ts":"1699999999000","values":{}})",
                         R"({"ts":1799999999000,"values":{"temperature":1}})",
                         R"({"temperature":1,"values":{"temperature":1}})",
                         R"({"values":7,"temperature":1})"});
  const RejectReason reasons[] = {RejectReason::kMalformed, RejectReason::kNotAnObject,
                                  RejectReason::kWrongType, RejectReason::kInFuture,
                                  RejectReason::kDuplicateKey};
  for (size_t row = 0; row < std::size(reasons); ++row) {
    INFO(row);
    CHECK(decoded.batch().reason[row] == reasons[row]);
  }
  CHECK(!decoded.is_refused(5));  // `values` that are none say nothing
}

TEST_CASE("a sender that may not write as the device it names is refused") {
  const Decoded decoded({R"({"temperature":1})"}, builtin_schemas().front().yaml, "!b");
  CHECK(decoded.batch().reason[0] == RejectReason::kNotPermitted);
  CHECK(decoded.batch().device[0].view() == "b");
  const Decoded nameless({R"({"temperature":1})"}, builtin_schemas().front().yaml, "=");
  CHECK(nameless.batch().reason[0] == RejectReason::kBadDevice);
}

}  // namespace telltale
