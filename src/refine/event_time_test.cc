#include "refine/event_time.h"

#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

Value text_value(std::string_view text) {
  return {Value::Kind::kText, false, 0, {text.data(), static_cast<uint32_t>(text.size())}};
}

Value number_value(double number) {
  return {Value::Kind::kNumber, false, number, {}};
}

TimeRule iso(std::optional<Duration> zone) {
  TimeRule rule;
  rule.zone = zone;
  return rule;
}

TimeRule epoch(TimeRule::Form form) {
  TimeRule rule;
  rule.form = form;
  return rule;
}

int64_t read(const TimeRule& rule, const Value& value) {
  int64_t micros = -1;
  CHECK(read_event_time(rule, value, micros) == RejectReason::kNone);
  return micros;
}

RejectReason why_not(const TimeRule& rule, const Value& value) {
  int64_t micros = 0;
  return read_event_time(rule, value, micros);
}

}  // namespace

TEST_CASE("a written time is taken at its own zone, else at the schema's") {
  const TimeRule east = iso(std::chrono::hours(2));
  CHECK(read(east, text_value("1970-01-01T02:00:00")) == 0);
  CHECK(read(east, text_value("1970-01-01T02:00:00Z")) == 2 * kMicrosPerHour);
  CHECK(read(east, text_value("1970-01-01T02:00:00-01:00")) == 3 * kMicrosPerHour);
  CHECK(read(iso(std::nullopt), text_value("1970-01-01T00:00:00Z")) == 0);
}

TEST_CASE("a written time that cannot be read says why") {
  CHECK(why_not(iso(std::nullopt), text_value("1970-01-01")) == RejectReason::kTimeWithoutZone);
  CHECK(why_not(iso(Duration{0}), text_value("soon")) == RejectReason::kBadTime);
  CHECK(why_not(iso(Duration{0}), number_value(5)) == RejectReason::kWrongType);
  CHECK(why_not(iso(std::chrono::hours(1)), text_value("0001-01-01T00:00:00")) ==
        RejectReason::kBadTime);
  CHECK(why_not(iso(-std::chrono::hours(1)), text_value("9999-12-31T23:30:00")) ==
        RejectReason::kBadTime);
}

TEST_CASE("an epoch time is read in its unit to the nearest microsecond") {
  CHECK(read(epoch(TimeRule::Form::kSeconds), number_value(1.5)) == 1'500'000);
  CHECK(read(epoch(TimeRule::Form::kSeconds), number_value(-0.0000015)) == -2);
  CHECK(read(epoch(TimeRule::Form::kMillis), number_value(1735689600123)) == 1'735'689'600'123'000);
  CHECK(read(epoch(TimeRule::Form::kMicros), number_value(1735689600123456)) ==
        1'735'689'600'123'456);
  CHECK(read(epoch(TimeRule::Form::kSeconds), number_value(-62135596800)) == kInstantMicrosMin);
}

TEST_CASE("an epoch time outside the four-digit years is no time") {
  CHECK(why_not(epoch(TimeRule::Form::kSeconds), number_value(-62135596801)) ==
        RejectReason::kBadTime);
  CHECK(why_not(epoch(TimeRule::Form::kSeconds), number_value(253402300800)) ==
        RejectReason::kBadTime);
  CHECK(why_not(epoch(TimeRule::Form::kMicros), number_value(1e300)) == RejectReason::kBadTime);
  CHECK(why_not(epoch(TimeRule::Form::kMicros), number_value(__builtin_nan(""))) ==
        RejectReason::kBadTime);
  CHECK(why_not(epoch(TimeRule::Form::kMicros), text_value("5")) == RejectReason::kWrongType);
}

TEST_CASE("a time ahead of its receipt is flagged, and beyond the plausible refused") {
  auto log = std::make_shared<LogInfo>();
  log->schema = std::make_shared<const Schema>(value_of(
      parse_schema("schema: s\ndevice: d\ntime: t\nahead: {flag: 1min, reject: 1h}\n", "")));
  log->ingest_time = instant_of(1'000 * kMicrosPerHour);
  Batch batch;
  batch.start(log, 0);
  const auto ahead_by = [&](Duration ahead) {
    const size_t row = batch.add_row({}, 0, 0);
    batch.event_time[row] = micros(log->ingest_time + ahead);
    check_ahead(batch, row);
    return row;
  };
  CHECK(batch.flags[ahead_by(-std::chrono::hours(9'000))] == 0);
  CHECK(batch.flags[ahead_by(std::chrono::minutes(1))] == 0);
  CHECK(batch.flags[ahead_by(std::chrono::minutes(1) + Duration{1})] == kFlagAhead);
  const size_t edge = ahead_by(std::chrono::hours(1));
  CHECK((batch.flags[edge] == kFlagAhead && batch.state[edge] == RowState::kDecoded));
  const size_t beyond = ahead_by(std::chrono::hours(1) + Duration{1});
  CHECK(batch.reason[beyond] == RejectReason::kInFuture);
  CHECK(batch.reason_field[beyond] == Batch::kTimeField);
}

}  // namespace telltale
