#include <algorithm>
#include <charconv>
#include <cmath>

#include <simdjson.h>

#include "refine/csv_fields.h"
#include "refine/csv_header.h"
#include "refine/decoder.h"
#include "refine/values.h"

namespace telltale {
namespace {

TextRef trimmed(TextRef text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (text.size > 0 && is_space(text.data[0])) {
    ++text.data;
    --text.size;
  }
  while (text.size > 0 && is_space(text.data[text.size - 1])) --text.size;
  return text;
}

bool is_one_of(std::string_view text, std::string_view lower, std::string_view title,
               std::string_view upper) {
  return text == lower || text == title || text == upper;
}

class CsvDecoder : public Decoder {
 public:
  CsvDecoder(const LogInfo& log, FieldCensus& unknown)
      : schema_(*log.schema), columns_(csv_columns(log)), writer_(log), unknown_(unknown) {}

  void decode(Batch& batch) override {
    uint64_t decoded = 0;
    for (size_t row = 0; row < batch.rows(); ++row) {
      if (batch.state[row] == RowState::kRejected) continue;
      writer_.begin(batch, row);
      const RejectReason broken = decode_row(batch, row);
      if (broken != RejectReason::kNone) {
        writer_.end_broken(broken);
        continue;
      }
      writer_.end();
      ++decoded;
    }
    for (const std::string& name : columns_.unknown) unknown_.count(name, decoded);
  }

 private:
  RejectReason decode_row(Batch& batch, size_t row) {
    const std::string_view bytes = batch.bytes[row].view();
    if (!simdjson::validate_utf8(bytes)) return RejectReason::kInvalidUtf8;
    if (!split_csv_row(bytes, schema_.csv.delimiter, batch.arena, fields_))
      return RejectReason::kMalformed;
    if (fields_.size() != columns_.count) return RejectReason::kRaggedRow;
    for (const CsvColumn& column : columns_.known) {
      if (column.number > fields_.size()) continue;
      const CsvField& field = fields_[column.number - 1];
      if (field.text.size == 0 && !field.is_quoted) continue;
      put(column.target, field);
    }
    return RejectReason::kNone;
  }

  void put(Target target, const CsvField& field) {
    Value value;
    value.text = field.text;
    if (!wants_text(target)) read_typed(target, value);
    writer_.put(target, value);
  }

  bool wants_text(Target target) const {
    if (target < kFieldsMax) return schema_.fields[target].is_text();
    return target == kTargetDevice || target == kTargetLongName ||
           (target == kTargetTime && schema_.time.form == TimeRule::Form::kIso);
  }

  bool wants_boolean(Target target) const {
    return target == kTargetSimulated ||
           (target < kFieldsMax && schema_.fields[target].type == FieldType::kBoolean);
  }

  // Gives the value the kind its text has; a text stays a text, which the writer refuses.
  void read_typed(Target target, Value& value) const {
    value.text = trimmed(value.text);
    const std::string_view text = value.text.view();
    if (wants_boolean(target)) {
      value.flag = text == "1" || is_one_of(text, "true", "True", "TRUE");
      if (value.flag || text == "0" || is_one_of(text, "false", "False", "FALSE"))
        value.kind = Value::Kind::kBoolean;
      return;
    }
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value.number);
    if (rest != end || text.empty()) return;
    value.kind = Value::Kind::kNumber;
    if (error == std::errc::result_out_of_range) value.number = HUGE_VAL;
  }

  const Schema& schema_;
  CsvColumns columns_;
  ValueWriter writer_;
  FieldCensus& unknown_;
  std::vector<CsvField> fields_;
};

}  // namespace

std::unique_ptr<Decoder> make_csv_decoder(const LogInfo& log, FieldCensus& unknown) {
  return std::make_unique<CsvDecoder>(log, unknown);
}

}  // namespace telltale
