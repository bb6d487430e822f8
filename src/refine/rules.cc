#include "refine/rules.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>

#include "refine/event_time.h"

namespace telltale {
namespace {

uint64_t required_bits(const Schema& schema) {
  uint64_t bits = 0;
  for (size_t i = 0; i < schema.fields.size(); ++i)
    bits |= uint64_t{schema.fields[i].is_required} << i;
  return bits;
}

void check_required(Batch& batch) {
  const uint64_t required = required_bits(batch.schema());
  if (required == 0) return;
  for (size_t row = 0; row < batch.rows(); ++row) {
    const uint64_t missing = required & ~batch.present[row];
    if (missing != 0)
      batch.reject(row, RejectReason::kMissingField,
                   static_cast<uint16_t>(std::countr_zero(missing)));
  }
}

void check_range(Batch& batch, size_t number) {
  const Field& field = batch.schema().fields[number];
  const double least = field.least.value_or(-std::numeric_limits<double>::infinity());
  const double most = field.most.value_or(std::numeric_limits<double>::infinity());
  const Column<double>& values = batch.numbers[field.slot];
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (!batch.has(row, number) || (values[row] >= least && values[row] <= most)) continue;
    if (batch.state[row] == RowState::kRejected) continue;
    char text[32];
    const char* end = std::to_chars(text, text + sizeof(text), values[row]).ptr;
    batch.reject(row, RejectReason::kOutOfRange, static_cast<uint16_t>(number),
                 batch.arena.add({text, static_cast<size_t>(end - text)}));
  }
}

void check_allowed(Batch& batch, size_t number) {
  const Field& field = batch.schema().fields[number];
  const Column<TextRef>& values = batch.texts[field.slot];
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (!batch.has(row, number)) continue;
    const std::string_view value = values[row].view();
    if (std::find(field.allowed.begin(), field.allowed.end(), value) != field.allowed.end())
      continue;
    batch.reject(row, RejectReason::kNotAllowed, static_cast<uint16_t>(number), values[row]);
  }
}

}  // namespace

void ApplyRules::apply(Batch& batch) {
  check_required(batch);
  const std::vector<Field>& fields = batch.schema().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].least || fields[i].most) check_range(batch, i);
    if (!fields[i].allowed.empty()) check_allowed(batch, i);
  }
  // A time by steps is known only in the lane, which checks it there.
  const TimeRule::Kind kind = batch.log().time_rule().kind;
  if (kind != TimeRule::Kind::kField && kind != TimeRule::Kind::kFieldOrIngest) return;
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] != RowState::kRejected) check_ahead(batch, row);
  }
}

}  // namespace telltale
