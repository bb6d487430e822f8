#include "journal/control_record.h"

#include <array>

#include <fmt/format.h>

#include "base/json.h"

namespace telltale {
namespace {

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
                       {"format", telltale::name_of(record.format)},
                       {"csv_header", record.csv_header},
                       {"clock", record.clock == LogClock::kArrival ? "arrival" : "event"},
                       {"ingest_time", micros(record.ingest_time)}});
}

// By log: its number, then for each record how much further its offset is, and its index.
Json to_json(const Redriven& record) {
  Json::Array logs;
  for (size_t i = 0; i < record.positions.size();) {
    const LogId log = record.positions[i].log;
    Json::Array numbers = {static_cast<uint32_t>(log)};
    Offset before = 0;
    for (; i < record.positions.size() && record.positions[i].log == log; ++i) {
      numbers.emplace_back(record.positions[i].offset - before);
      numbers.emplace_back(record.positions[i].index);
      before = record.positions[i].offset;
    }
    logs.emplace_back(std::move(numbers));
  }
  return Json::object({{"kind", "redriven"},
                       {"schema", record.schema},
                       {"schema_version", record.schema_version},
                       {"positions", std::move(logs)}});
}

Json to_json(const RetentionSet& record) {
  Json json =
      Json::object({{"kind", "retention_set"}, {"table", record.table}, {"schema", record.schema}});
  if (record.keeps) json.add("keeps_us", int64_t{record.keeps->count()});
  return json;
}

Json to_json(const TakenOver& record) {
  return Json::object({{"kind", "taken_over"}, {"at", micros(record.at)}});
}

Json to_json(const ClockTicked& record) {
  return Json::object({{"kind", "clock_ticked"},
                       {"at", micros(record.at)},
                       {"begins_listening", record.begins_listening}});
}

Json to_json(const FeedbackGiven& record) {
  Json json = Json::object({{"kind", "feedback_given"},
                            {"anomaly", record.anomaly},
                            {"feedback", telltale::name_of(record.kind)},
                            {"by", record.by},
                            {"at", micros(record.at)}});
  if (!record.text.empty()) json.add("text", record.text);
  return json;
}

Result<ControlRecord> read_feedback(const JsonFields& fields) {
  FeedbackGiven record;
  record.anomaly = TRY(fields.text_at("anomaly"));
  const auto kind = feedback_kind_named(TRY(fields.text_at("feedback")));
  if (!kind) return Status::corrupt("cannot read control record: it names no known feedback");
  record.kind = *kind;
  record.by = TRY(fields.text_at("by"));
  record.at = instant_of(TRY(fields.int_at("at")));
  if (fields.find("text") != nullptr) record.text = TRY(fields.text_at("text"));
  return ControlRecord(std::move(record));
}

Result<ControlRecord> read_redriven(const JsonFields& fields) {
  Redriven record;
  record.schema = TRY(fields.text_at("schema"));
  record.schema_version = static_cast<uint32_t>(TRY(fields.uint_at("schema_version")));
  for (const Json& json : *TRY(fields.array_at("positions"))) {
    const Json::Array* numbers = json.if_array();
    std::vector<uint64_t> values(numbers == nullptr ? 0 : numbers->size());
    for (size_t i = 0; i < values.size(); ++i) {
      if (!(*numbers)[i].to_uint(values[i]))
        return Status::corrupt("cannot read control record: a position is none");
    }
    if (values.size() % 2 != 1)
      return Status::corrupt("cannot read control record: a position is cut off");
    Offset offset = 0;
    for (size_t i = 1; i < values.size(); i += 2) {
      offset += values[i];
      record.positions.push_back(
          {LogId{static_cast<uint32_t>(values[0])}, offset, static_cast<uint32_t>(values[i + 1])});
    }
  }
  return ControlRecord(std::move(record));
}

Result<ControlRecord> read_retention(const JsonFields& fields) {
  RetentionSet record;
  record.table = TRY(fields.text_at("table"));
  record.schema = TRY(fields.text_at("schema"));
  if (fields.find("keeps_us") != nullptr) record.keeps = Duration(TRY(fields.int_at("keeps_us")));
  return ControlRecord(std::move(record));
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
  const auto format = record_format_named(TRY(fields.text_at("format")));
  if (!format) return Status::corrupt("cannot read control record: it names no known format");
  record.format = *format;
  record.csv_header = TRY(fields.text_at("csv_header"));
  if (TRY(fields.text_at("clock")) == "arrival") record.clock = LogClock::kArrival;
  record.ingest_time = instant_of(TRY(fields.int_at("ingest_time")));
  return ControlRecord(std::move(record));
}

}  // namespace

std::string_view name_of(FeedbackKind kind) {
  constexpr std::array<std::string_view, kFeedbackKindCount> kNames = {
      "acknowledged", "confirmed", "rejected", "reopened", "commented", "assigned"};
  return kNames[static_cast<size_t>(kind)];
}

std::optional<FeedbackKind> feedback_kind_named(std::string_view name) {
  for (int i = 0; i < kFeedbackKindCount; ++i) {
    const auto kind = static_cast<FeedbackKind>(i);
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

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
  if (kind == "redriven") return read_redriven(fields);
  if (kind == "retention_set") return read_retention(fields);
  if (kind == "taken_over") return ControlRecord(TakenOver{instant_of(TRY(fields.int_at("at")))});
  if (kind == "feedback_given") return read_feedback(fields);
  if (kind == "clock_ticked") {
    return ControlRecord(
        ClockTicked{instant_of(TRY(fields.int_at("at"))), TRY(fields.bool_at("begins_listening"))});
  }
  return Status::corrupt(fmt::format("cannot read control record: unknown kind: kind={}", kind));
}

}  // namespace telltale
