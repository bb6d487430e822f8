#include "journal/control_record.h"

#include <fmt/format.h>

#include "base/json.h"

namespace telltale {
namespace {

std::string_view name_of(RecordFormat format) {
  return format == RecordFormat::kCsv ? "csv" : "json";
}

Json to_json(const SchemaAdded& record) {
  return Json::object({{"kind", "schema_added"}, {"yaml", record.yaml}});
}

Json to_json(const EpochBegun& record) {
  return Json::object({{"kind", "epoch_begun"},
                       {"schema", record.schema},
                       {"judge", telltale::name_of(record.judge)}});
}

Json to_json(const LogOpened& record) {
  return Json::object({{"kind", "log_opened"},
                       {"number", record.number},
                       {"digest", record.digest},
                       {"pass", record.pass},
                       {"name", record.name},
                       {"schema", record.schema},
                       {"schema_version", record.schema_version},
                       {"format", name_of(record.format)},
                       {"csv_header", record.csv_header},
                       {"clock", record.clock == LogClock::kArrival ? "arrival" : "event"},
                       {"ingest_time", micros(record.ingest_time)}});
}

Result<ControlRecord> read_epoch(const JsonFields& fields) {
  EpochBegun record;
  record.schema = TRY(fields.text_at("schema"));
  const auto tier = judge_tier_named(TRY(fields.text_at("judge")));
  if (!tier) return Status::corrupt("cannot read control record: it names no known tier");
  record.judge = *tier;
  return ControlRecord(record);
}

Result<ControlRecord> read_log_opened(const JsonFields& fields) {
  LogOpened record;
  record.number = static_cast<uint32_t>(TRY(fields.uint_at("number")));
  record.digest = TRY(fields.text_at("digest"));
  record.pass = static_cast<uint32_t>(TRY(fields.uint_at("pass")));
  record.name = TRY(fields.text_at("name"));
  record.schema = TRY(fields.text_at("schema"));
  record.schema_version = static_cast<uint32_t>(TRY(fields.uint_at("schema_version")));
  const std::string format = TRY(fields.text_at("format"));
  record.format = format == "csv" ? RecordFormat::kCsv : RecordFormat::kJson;
  record.csv_header = TRY(fields.text_at("csv_header"));
  if (TRY(fields.text_at("clock")) == "arrival") record.clock = LogClock::kArrival;
  record.ingest_time = instant_of(TRY(fields.int_at("ingest_time")));
  return ControlRecord(std::move(record));
}

}  // namespace

std::string write_control_record(const ControlRecord& record) {
  return std::visit([](const auto& one) { return to_json(one).dump(); }, record);
}

Result<ControlRecord> read_control_record(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "control record");
  const std::string kind = TRY(fields.text_at("kind"));
  if (kind == "schema_added") return ControlRecord(SchemaAdded{TRY(fields.text_at("yaml"))});
  if (kind == "epoch_begun") return read_epoch(fields);
  if (kind == "log_opened") return read_log_opened(fields);
  return Status::corrupt(fmt::format("cannot read control record: unknown kind: kind={}", kind));
}

}  // namespace telltale
