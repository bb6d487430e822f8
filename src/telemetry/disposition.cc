#include "telemetry/disposition.h"

#include <array>

namespace telltale {
namespace {

constexpr std::array<std::string_view, kDispositionCount> kDispositionNames = {
    "in_flight", "stored", "duplicate", "conflict", "rejected", "erased", "expired"};

struct ReasonText {
  std::string_view name;
  std::string_view advice;
};

constexpr std::array<ReasonText, kRejectReasonCount> kReasonTexts = {{
    {"none", "nothing is wrong"},
    {"malformed", "the record is no valid JSON or CSV; send it again whole"},
    {"invalid_utf8", "the record is no UTF-8 text; send it as UTF-8"},
    {"too_deep", "the record is nested deeper than 64 levels; flatten it"},
    {"too_large", "the record is longer than 16 MiB; split it"},
    {"truncated", "the file ended inside the record; send the whole file"},
    {"not_an_object", "the record is no JSON object; wrap its values in one"},
    {"duplicate_key", "the record names one field twice; keep one"},
    {"ragged_row", "the row has another number of columns than its header"},
    {"missing_field", "a required field is absent or null"},
    {"wrong_type", "the value has another type than the schema says"},
    {"not_finite", "the number is too large to hold"},
    {"out_of_range", "the value is outside the range of the schema"},
    {"not_allowed", "the value is none of those the schema allows"},
    {"bad_time", "the time cannot be read in the form the schema says"},
    {"time_without_zone", "the time has no zone and the schema names none; add `zone` to it"},
    {"in_future", "the time lies further in the future than is plausible; check the clock"},
    {"bad_device", "the device id is empty, over 256 bytes or has control characters"},
    {"unknown_signal", "the schema has no signal of that name; add it"},
    {"not_permitted", "the key it came with may not write as this device; use the device's own"},
}};

}  // namespace

std::string_view name_of(Disposition disposition) {
  return kDispositionNames[static_cast<size_t>(disposition)];
}

std::string_view name_of(RejectReason reason) {
  return kReasonTexts[static_cast<size_t>(reason)].name;
}

std::string_view advice_of(RejectReason reason) {
  return kReasonTexts[static_cast<size_t>(reason)].advice;
}

std::optional<Disposition> disposition_named(std::string_view name) {
  for (size_t i = 0; i < kDispositionNames.size(); ++i) {
    if (kDispositionNames[i] == name) return static_cast<Disposition>(i);
  }
  return std::nullopt;
}

std::optional<RejectReason> reject_reason_named(std::string_view name) {
  for (size_t i = 0; i < kReasonTexts.size(); ++i) {
    if (kReasonTexts[i].name == name) return static_cast<RejectReason>(i);
  }
  return std::nullopt;
}

}  // namespace telltale
