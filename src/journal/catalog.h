// Catalog: what the control records say, folded: the lake's schemas, columns, logs and epoch. A
// pure function of the records up to some number. One owner thread; what it hands out is immutable.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "journal/control_record.h"
#include "telemetry/batch.h"

namespace telltale {

class Catalog {
 public:
  // Applies the next record. kInvalid: it contradicts what came before, and nothing has changed.
  Status apply(const ControlRecord& record);

  // Records applied so far: the offset of the next.
  Offset size() const { return size_; }
  struct Epoch {
    EpochBegun begun;
    uint32_t number = 0;  // from 1; part of the identity of what is found under it
    Offset offset = 0;    // of its record
  };
  // The newest epoch; there is one from the first records of a lake on.
  const Epoch& epoch() const { return epochs_.back(); }
  // The epoch in force when the control log had `size` records.
  const Epoch& epoch_at(Offset size) const;

  struct KnownSchema {
    std::shared_ptr<const Schema> schema;
    std::string yaml;
    std::vector<uint16_t> signal_numbers;
  };
  const std::vector<KnownSchema>& schemas() const { return schemas_; }
  // That version of that name, or null.
  const KnownSchema* schema(std::string_view name, uint32_t version) const;
  // The newest version of that name, or null.
  const KnownSchema* newest_schema(std::string_view name) const;

  // kInvalid: the schema may not join those known: the same version has other content, or a column
  // would have two types or units. Says what to change.
  Status check_schema(const Schema& schema) const;

  // The log, or null.
  std::shared_ptr<const LogInfo> log(LogId id) const;
  // The newest log of these bytes, or null.
  std::shared_ptr<const LogInfo> newest_log(std::string_view digest) const;
  LogId next_log() const { return LogId{next_log_}; }
  const std::map<LogId, std::shared_ptr<const LogInfo>>& logs() const { return logs_; }

  // Makes the log one whose records are read by that schema. kInvalid: there is none.
  Status give_schema(std::string_view name, uint32_t version, LogInfo& log) const;

  // Redrives that were ordered, in order, and where each order is.
  struct Redrive {
    std::shared_ptr<const Redriven> ordered;
    Offset offset = 0;
  };
  const std::vector<Redrive>& redrives() const { return redrives_; }
  // The redrive that the record at that offset orders, or null.
  const Redrive* redrive(Offset offset) const;

  // The tick that the record at that offset is, or nothing.
  std::optional<ClockTick> tick(Offset offset) const;

  // What people said of the anomaly, in order, and where each was said; null: nothing.
  struct Feedback {
    FeedbackGiven given;
    Offset offset = 0;
  };
  const std::vector<Feedback>* feedback(std::string_view anomaly) const;
  using FeedbackByAnomaly = std::map<std::string, std::vector<Feedback>, std::less<>>;
  const FeedbackByAnomaly& all_feedback() const { return feedback_; }

  // How long rows are kept, as far as somebody has said so; a later rule replaces an earlier one of
  // the same table and schema.
  const std::vector<RetentionSet>& retention() const { return retention_; }

  // A column of the lake and what its values are; the same over all schemas.
  struct LakeColumn {
    std::string name;
    FieldType type;
    std::string unit;
    FieldRole role;
  };
  const std::vector<LakeColumn>& columns() const { return columns_; }

 private:
  Status apply_one(const SchemaAdded& record);
  Status apply_one(const EpochBegun& record);
  Status apply_one(const LogOpened& record);
  Status apply_one(const Redriven& record);
  Status apply_one(const RetentionSet& record);
  Status apply_one(const TakenOver& record);
  Status apply_one(const ClockTicked& record);
  Status apply_one(const FeedbackGiven& record);
  const LakeColumn* find_column(std::string_view name) const;

  Offset size_ = 0;
  std::vector<Epoch> epochs_;
  std::vector<KnownSchema> schemas_;  // a schema's place is its number
  std::vector<LakeColumn> columns_;   // a column's place is its number
  std::map<LogId, std::shared_ptr<const LogInfo>> logs_;
  std::map<std::string, LogId, std::less<>> newest_by_digest_;
  uint32_t next_log_ = 1;
  std::vector<Redrive> redrives_;
  std::vector<RetentionSet> retention_;
  std::vector<ClockTick> ticks_;  // in order
  FeedbackByAnomaly feedback_;
};

}  // namespace telltale
