#include "journal/catalog.h"

#include <algorithm>

#include <fmt/format.h>

#include "telemetry/schema_yaml.h"

namespace telltale {

Status Catalog::apply(const ControlRecord& record) {
  TRY(std::visit([&](const auto& one) { return apply_one(one); }, record));
  ++size_;
  return {};
}

const Catalog::KnownSchema* Catalog::schema(std::string_view name, uint32_t version) const {
  for (const KnownSchema& known : schemas_) {
    if (known.schema->name == name && known.schema->version == version) return &known;
  }
  return nullptr;
}

const Catalog::KnownSchema* Catalog::newest_schema(std::string_view name) const {
  const KnownSchema* newest = nullptr;
  for (const KnownSchema& known : schemas_) {
    if (known.schema->name != name) continue;
    if (newest == nullptr || newest->schema->version < known.schema->version) newest = &known;
  }
  return newest;
}

const Catalog::LakeColumn* Catalog::find_column(std::string_view name) const {
  for (const LakeColumn& column : columns_) {
    if (same_column_name(column.name, name)) return &column;
  }
  return nullptr;
}

Status Catalog::check_schema(const Schema& schema) const {
  const KnownSchema* known = this->schema(schema.name, schema.version);
  if (known != nullptr && !(*known->schema == schema)) {
    return Status::invalid(
        fmt::format("cannot use schema: the lake has {} with other content: raise its `version`",
                    schema.title()));
  }
  for (const Field& field : schema.fields) {
    const LakeColumn* column = find_column(field.lake_name());
    if (column == nullptr) continue;
    const bool same = column->name == field.lake_name() && column->type == field.type &&
                      column->unit == field.unit;
    if (same) continue;
    return Status::invalid(
        fmt::format("cannot use schema: a column has one spelling, type and unit in a lake: rename "
                    "field {} and "
                    "say `from: {}`: lake has {} ({}, unit `{}`), schema {} has ({}, unit `{}`)",
                    field.name, field.from, column->name, name_of(column->type), column->unit,
                    schema.name, name_of(field.type), field.unit));
  }
  return {};
}

Status Catalog::apply_one(const SchemaAdded& record) {
  auto schema =
      std::make_shared<const Schema>(TRY(parse_schema(record.yaml, "schema of the lake")));
  TRY(check_schema(*schema));
  if (this->schema(schema->name, schema->version) != nullptr)
    return Status::invalid(fmt::format("schema is added twice: {}", schema->title()));
  KnownSchema known{schema, record.yaml, {}};
  for (const Field& field : schema->fields) {
    const LakeColumn* column = find_column(field.lake_name());
    if (column == nullptr) {
      columns_.push_back({field.lake_name(), field.type, field.unit, field.role});
      column = &columns_.back();
    }
    if (field.role == FieldRole::kSignal)
      known.signal_numbers.push_back(static_cast<uint16_t>(column - columns_.data()));
  }
  schemas_.push_back(std::move(known));
  return {};
}

Status Catalog::apply_one(const EpochBegun& record) {
  if (newest_schema(record.schema) == nullptr)
    return Status::invalid(fmt::format("epoch names an unknown schema: {}", record.schema));
  epochs_.push_back({record, static_cast<uint32_t>(epochs_.size() + 1), size_});
  return {};
}

const Catalog::Epoch& Catalog::epoch_at(Offset size) const {
  CHECK(!epochs_.empty());
  size_t place = epochs_.size() - 1;
  while (place > 0 && epochs_[place].offset >= size) --place;
  return epochs_[place];
}

Status Catalog::apply_one(const LogOpened& record) {
  const KnownSchema* known = this->schema(record.schema, record.schema_version);
  if (known == nullptr)
    return Status::invalid(fmt::format("log names an unknown schema: {} version {}", record.schema,
                                       record.schema_version));
  if (record.number != next_log_)
    return Status::invalid(
        fmt::format("log has the wrong number: number={} expected={}", record.number, next_log_));
  auto info = std::make_shared<LogInfo>();
  info->id = LogId{record.number};
  info->digest = record.digest;
  info->pass = record.pass;
  info->name = record.name;
  TRY(give_schema(record.schema, record.schema_version, *info));
  info->format = record.format;
  info->csv_header = record.csv_header;
  info->clock = record.clock;
  info->ingest_time = record.ingest_time;
  ++next_log_;
  newest_by_digest_[record.digest] = info->id;
  logs_.emplace(info->id, std::move(info));
  return {};
}

Status Catalog::give_schema(std::string_view name, uint32_t version, LogInfo& log) const {
  const KnownSchema* known = schema(name, version);
  if (known == nullptr)
    return Status::invalid(fmt::format("the lake has no schema {} version {}", name, version));
  log.schema = known->schema;
  log.schema_number = static_cast<uint32_t>(known - schemas_.data());
  log.signal_numbers = known->signal_numbers;
  return {};
}

Status Catalog::apply_one(const Redriven& record) {
  if (schema(record.schema, record.schema_version) == nullptr)
    return Status::invalid(fmt::format("redrive names an unknown schema: {} version {}",
                                       record.schema, record.schema_version));
  if (!std::is_sorted(record.positions.begin(), record.positions.end()))
    return Status::invalid("redrive has positions that are not in order");
  for (const Position& position : record.positions) {
    if (log(position.log) == nullptr)
      return Status::invalid(
          fmt::format("redrive names an unknown log: receipt={}", format_receipt(position)));
  }
  redrives_.push_back({std::make_shared<const Redriven>(record), size_});
  return {};
}

Status Catalog::apply_one(const ClockTicked& record) {
  ticks_.push_back({size_, micros(record.at), record.begins_listening});
  return {};
}

Status Catalog::apply_one(const FeedbackGiven& record) {
  feedback_[record.anomaly].push_back({record, size_});
  return {};
}

const std::vector<Catalog::Feedback>* Catalog::feedback(std::string_view anomaly) const {
  const auto found = feedback_.find(anomaly);
  return found == feedback_.end() ? nullptr : &found->second;
}

std::optional<ClockTick> Catalog::tick(Offset offset) const {
  const auto found =
      std::lower_bound(ticks_.begin(), ticks_.end(), offset,
                       [](const ClockTick& tick, Offset wanted) { return tick.control < wanted; });
  if (found == ticks_.end() || found->control != offset) return std::nullopt;
  return *found;
}

const Catalog::Redrive* Catalog::redrive(Offset offset) const {
  for (const Redrive& redrive : redrives_) {
    if (redrive.offset == offset) return &redrive;
  }
  return nullptr;
}

Status Catalog::apply_one(const RetentionSet& record) {
  if (!record.schema.empty() && newest_schema(record.schema) == nullptr)
    return Status::invalid(fmt::format("retention names an unknown schema: {}", record.schema));
  std::erase_if(retention_, [&](const RetentionSet& known) {
    return known.table == record.table && known.schema == record.schema;
  });
  retention_.push_back(record);
  return {};
}

Status Catalog::apply_one(const TakenOver&) {
  return {};
}

std::shared_ptr<const LogInfo> Catalog::log(LogId id) const {
  const auto found = logs_.find(id);
  return found == logs_.end() ? nullptr : found->second;
}

std::shared_ptr<const LogInfo> Catalog::newest_log(std::string_view digest) const {
  const auto found = newest_by_digest_.find(digest);
  return found == newest_by_digest_.end() ? nullptr : log(found->second);
}

}  // namespace telltale
