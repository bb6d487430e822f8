// Targets and ValueWriter: where a decoded value goes in a batch, whatever format it came from.
// A target is a field of the schema, or one of the roles a value can have beside the fields.
// Decoders own one ValueWriter each; not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "telemetry/batch.h"

namespace telltale {

// Numbers below kFieldsMax are fields.
using Target = uint8_t;
constexpr Target kTargetDevice = kFieldsMax;
constexpr Target kTargetTime = kFieldsMax + 1;
constexpr Target kTargetSeq = kFieldsMax + 2;
constexpr Target kTargetLongName = kFieldsMax + 3;
constexpr Target kTargetLongValue = kFieldsMax + 4;
constexpr Target kTargetSimulated = kFieldsMax + 5;
constexpr Target kTargetCount = kFieldsMax + 6;

// The field number by which a reject names the target.
uint16_t reject_field(Target target);

// One value of a record, before it is known to fit.
struct Value {
  enum class Kind : uint8_t { kNumber, kText, kBoolean, kComposite };
  Kind kind = Kind::kText;
  bool flag = false;
  double number = 0;
  TextRef text;  // of a text its content; else the token as written
};

class ValueWriter {
 public:
  explicit ValueWriter(const LogInfo& log);

  // Starts a row: nothing is known of it but what the log says (a constant device, the ingest
  // time).
  void begin(Batch& batch, size_t row);
  // Puts a value where it belongs; what is wrong with it is remembered, the first fault only.
  void put(Target target, const Value& value);
  // Remembers a fault.
  void fault(RejectReason reason, uint16_t field, TextRef value);
  // Ends the row: rejects it for its first fault, for a missing device or time, or lets it pass.
  void end();
  // Ends the row as undecodable: whatever was put is void.
  void end_broken(RejectReason reason);

 private:
  void put_field(size_t field, const Value& value);
  void put_quoted(size_t field, const Value& value);
  void put_number(size_t field, double number, const Value& value);
  void put_device(const Value& value);
  void put_time(const Value& value);
  void put_seq(const Value& value);
  void put_long_form();
  void set_device(TextRef id);
  void apply_sender(std::string_view sender);
  RejectReason why_incomplete(uint16_t& field) const;

  const Schema& schema_;
  const TimeRule& time_;
  const bool is_thingsboard_;  // its sender is the device, and numbers may be written as texts
  const bool is_long_form_;
  TextRef log_device_;  // where every record has the same
  uint64_t log_device_hash_ = 0;
  std::string device_text_;
  Batch* batch_ = nullptr;
  size_t row_ = 0;
  RejectReason reason_ = RejectReason::kNone;
  uint16_t field_ = 0;
  TextRef value_;
  bool has_time_ = false;
  std::optional<Value> long_name_;
  std::optional<Value> long_value_;
};

}  // namespace telltale
