#include "refine/values.h"

#include <charconv>
#include <cmath>

#include "base/hash.h"
#include "refine/event_time.h"
#include "telemetry/sender.h"

namespace telltale {
namespace {

// Whole numbers up to here are exact as doubles.
constexpr double kExactMax = 9007199254740992.0;

bool is_whole(double number) {
  return number == std::floor(number) && std::fabs(number) <= kExactMax;
}

bool parse_finite(std::string_view text, double& number) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end && std::isfinite(number);
}

bool parse_whole(std::string_view text, int64_t& number) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end;
}

}  // namespace

uint16_t reject_field(Target target) {
  switch (target) {
    case kTargetDevice:
      return Batch::kDeviceField;
    case kTargetTime:
      return Batch::kTimeField;
    case kTargetSeq:
      return Batch::kSeqField;
    default:
      return target < kFieldsMax ? target : Batch::kNoField;
  }
}

ValueWriter::ValueWriter(const LogInfo& log)
    : schema_(*log.schema),
      time_(log.time_rule()),
      is_thingsboard_(log.format == RecordFormat::kThingsBoard),
      is_long_form_(schema_.long_form && !is_thingsboard_) {
  const DeviceRule& device = schema_.device;
  if (is_thingsboard_ || device.kind == DeviceRule::Kind::kField) return;
  device_text_ = device.prefix;
  device_text_ += device.kind == DeviceRule::Kind::kConstant ? device.text : log.device_from_name();
  if (!is_device_id(device_text_)) return;
  log_device_ = {device_text_.data(), static_cast<uint32_t>(device_text_.size())};
  log_device_hash_ = hash64(device_text_);
}

void ValueWriter::begin(Batch& batch, size_t row) {
  batch_ = &batch;
  row_ = row;
  reason_ = RejectReason::kNone;
  has_time_ = time_.kind != TimeRule::Kind::kField;
  if (time_.kind == TimeRule::Kind::kIngest || time_.kind == TimeRule::Kind::kFieldOrIngest)
    batch.event_time[row] = batch.ingest_time[row];
  if (is_long_form_) {
    long_name_.reset();
    long_value_.reset();
  }
}

void ValueWriter::put(Target target, const Value& value) {
  if (target < kFieldsMax) return put_field(target, value);
  switch (target) {
    case kTargetDevice:
      return put_device(value);
    case kTargetTime:
      return put_time(value);
    case kTargetSeq:
      return put_seq(value);
    case kTargetLongName:
      long_name_ = value;
      return;
    case kTargetLongValue:
      long_value_ = value;
      return;
    default:
      if (value.kind == Value::Kind::kBoolean && value.flag) batch_->flags[row_] |= kFlagSimulated;
  }
}

void ValueWriter::fault(RejectReason reason, uint16_t field, TextRef value) {
  if (reason_ != RejectReason::kNone) return;
  reason_ = reason;
  field_ = field;
  value_ = value;
}

void ValueWriter::put_field(size_t number, const Value& value) {
  const Field& field = schema_.fields[number];
  if (is_thingsboard_ && value.kind == Value::Kind::kText && !field.is_text())
    return put_quoted(number, value);
  const auto wrong_type = [&] {
    fault(RejectReason::kWrongType, static_cast<uint16_t>(number), value.text);
  };
  switch (field.type) {
    case FieldType::kText:
      if (value.kind != Value::Kind::kText) return wrong_type();
      batch_->texts[field.slot][row_] = value.text;
      batch_->present[row_] |= uint64_t{1} << number;
      return;
    case FieldType::kBoolean:
      if (value.kind != Value::Kind::kBoolean) return wrong_type();
      return put_number(number, value.flag ? 1 : 0, value);
    case FieldType::kInteger:
      if (value.kind != Value::Kind::kNumber || !is_whole(value.number)) return wrong_type();
      return put_number(number, value.number + 0.0, value);  // -0 becomes 0
    case FieldType::kNumber:
      if (value.kind != Value::Kind::kNumber) return wrong_type();
      return put_number(number, value.number, value);
  }
}

// `"21.5"` and `"true"` are meant as what they say; whatever else is a text.
void ValueWriter::put_quoted(size_t number, const Value& value) {
  const bool is_boolean = schema_.fields[number].type == FieldType::kBoolean;
  const std::string_view text = value.text.view();
  Value meant = value;
  meant.flag = text == "true";
  if (is_boolean && (meant.flag || text == "false")) {
    meant.kind = Value::Kind::kBoolean;
  } else if (!is_boolean && parse_finite(text, meant.number)) {
    meant.kind = Value::Kind::kNumber;
  } else {
    return fault(RejectReason::kWrongType, static_cast<uint16_t>(number), value.text);
  }
  put_field(number, meant);
}

void ValueWriter::put_number(size_t field, double number, const Value& value) {
  if (!std::isfinite(number))
    return fault(RejectReason::kNotFinite, static_cast<uint16_t>(field), value.text);
  batch_->numbers[schema_.fields[field].slot][row_] = number;
  batch_->present[row_] |= uint64_t{1} << field;
}

void ValueWriter::put_device(const Value& value) {
  // A number is an id when it is written as a whole one: `17`, not `1.7e1`.
  int64_t whole = 0;
  const bool is_id = value.kind == Value::Kind::kText ||
                     (value.kind == Value::Kind::kNumber && parse_whole(value.text.view(), whole));
  if (!is_id) return fault(RejectReason::kWrongType, Batch::kDeviceField, value.text);
  if (!is_device_id(value.text.view()))
    return fault(RejectReason::kBadDevice, Batch::kDeviceField, value.text);
  if (schema_.device.prefix.empty()) return set_device(value.text);
  device_text_.assign(schema_.device.prefix).append(value.text.view());
  set_device(batch_->arena.add(device_text_));
}

void ValueWriter::set_device(TextRef id) {
  batch_->device[row_] = id;
  batch_->device_hash[row_] = hash64(id.view());
}

void ValueWriter::put_time(const Value& value) {
  const RejectReason reason = read_event_time(time_, value, batch_->event_time[row_]);
  has_time_ = true;
  if (reason != RejectReason::kNone) fault(reason, Batch::kTimeField, value.text);
}

void ValueWriter::put_seq(const Value& value) {
  const bool is_number = value.kind == Value::Kind::kNumber;
  if (!is_number || !parse_whole(value.text.view(), batch_->seq[row_]))
    fault(RejectReason::kWrongType, Batch::kSeqField, value.text);
}

void ValueWriter::put_long_form() {
  if (!long_name_ || !long_value_) return;
  for (size_t i = 0; i < schema_.signal_count(); ++i) {
    if (schema_.fields[i].name == long_name_->text.view()) return put_field(i, *long_value_);
  }
  fault(RejectReason::kUnknownSignal, Batch::kNoField, long_name_->text);
}

// The record's own device wins only where the sender may write as it.
void ValueWriter::apply_sender(std::string_view text) {
  const Sender sender = read_sender(text);
  TextRef& device = batch_->device[row_];
  const TextRef named{sender.text.data(), static_cast<uint32_t>(sender.text.size())};
  if (sender.kind != Sender::Kind::kPrefix && device.is_null()) {
    if (!is_device_id(sender.text))
      return fault(RejectReason::kBadDevice, Batch::kDeviceField, named);
    set_device(named);
  }
  if (!device.is_null() && !sender.may_write_as(device.view()))
    fault(RejectReason::kNotPermitted, Batch::kDeviceField, device);
}

void ValueWriter::end() {
  if (is_long_form_) put_long_form();
  if (!log_device_.is_null()) {
    batch_->device[row_] = log_device_;
    batch_->device_hash[row_] = log_device_hash_;
  }
  if (!batch_->sender[row_].is_null()) apply_sender(batch_->sender[row_].view());
  uint16_t field = Batch::kNoField;
  const RejectReason incomplete = why_incomplete(field);
  if (incomplete != RejectReason::kNone) fault(incomplete, field, {});
  if (reason_ != RejectReason::kNone) batch_->reject(row_, reason_, field_, value_);
}

RejectReason ValueWriter::why_incomplete(uint16_t& field) const {
  if (batch_->device[row_].is_null()) {
    field = Batch::kDeviceField;
    const bool from_record = schema_.device.kind == DeviceRule::Kind::kField;
    return from_record ? RejectReason::kMissingField : RejectReason::kBadDevice;
  }
  if (!has_time_) {
    field = Batch::kTimeField;
    return RejectReason::kMissingField;
  }
  if (is_long_form_ && (!long_name_ || !long_value_)) return RejectReason::kMissingField;
  return RejectReason::kNone;
}

void ValueWriter::end_broken(RejectReason reason) {
  batch_->device[row_] = {};
  batch_->present[row_] = 0;
  batch_->flags[row_] = 0;
  batch_->reject(row_, reason);
}

}  // namespace telltale
