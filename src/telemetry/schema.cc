#include "telemetry/schema.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr size_t kNameBytesMax = 63;

// Columns that every table of the lake has; no field may be called so.
constexpr std::array<std::string_view, 4> kReservedNames = {"device_id", "event_time",
                                                            "ingest_time", "seq"};

bool is_name(std::string_view text, bool upper_case) {
  const auto fits = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           (upper_case && c >= 'A' && c <= 'Z');
  };
  return !text.empty() && text.size() <= kNameBytesMax && fits(text.front()) &&
         text.front() != '_' && !(text.front() >= '0' && text.front() <= '9') &&
         std::all_of(text.begin(), text.end(), fits);
}

Status check_field_name(const Field& field) {
  if (!is_name(field.name, true)) {
    return Status::invalid(fmt::format(
        "cannot use field name: use letters, digits and _, a letter first, 63 at most: field={}",
        field.name));
  }
  const auto clashes = [&](std::string_view name) { return same_column_name(name, field.name); };
  if (std::any_of(kReservedNames.begin(), kReservedNames.end(), clashes) ||
      field.name.starts_with("claimed_")) {
    return Status::invalid(fmt::format(
        "cannot use field name: the lake has a column of that name: give it another name and say "
        "`from: {}`: field={}",
        field.name, field.name));
  }
  return {};
}

Status check_field(const Field& field) {
  TRY(check_field_name(field));
  if (field.role == FieldRole::kSignal && field.is_text()) {
    return Status::invalid(fmt::format(
        "cannot use signal: a signal is a number or a boolean: make it an attribute: field={}",
        field.name));
  }
  if (field.is_text() && (field.least || field.most))
    return Status::invalid(fmt::format("cannot use range: a text has none: field={}", field.name));
  if (!field.is_text() && !field.allowed.empty()) {
    return Status::invalid(
        fmt::format("cannot use allowed values: only a text has them: field={}", field.name));
  }
  if (field.least && field.most && *field.least > *field.most)
    return Status::invalid(fmt::format("cannot use range: it is empty: field={}", field.name));
  return {};
}

}  // namespace

bool same_column_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

std::string Schema::title() const {
  return fmt::format("{} version {}", name, version);
}

Status Schema::finish() {
  if (!is_name(name, false)) {
    return Status::invalid(fmt::format(
        "cannot use schema name: use a-z, 0-9 and _, a letter first, 63 at most: schema={}", name));
  }
  std::stable_sort(fields.begin(), fields.end(),
                   [](const Field& a, const Field& b) { return a.role < b.role; });
  if (fields.size() > kFieldsMax) {
    return Status::invalid(fmt::format(
        "cannot use schema: it has too many fields: count={} most={}", fields.size(), kFieldsMax));
  }
  signal_count_ = number_slots_ = text_slots_ = 0;
  for (size_t i = 0; i < fields.size(); ++i) {
    Field& field = fields[i];
    TRY(check_field(field));
    for (size_t j = 0; j < i; ++j) {
      if (same_column_name(fields[j].lake_name(), field.lake_name()))
        return Status::invalid(
            fmt::format("cannot use field name: two fields have it: field={}", field.name));
    }
    field.slot = static_cast<uint16_t>(field.is_text() ? text_slots_++ : number_slots_++);
    signal_count_ += field.role == FieldRole::kSignal;
  }
  if (ahead_rejected < ahead_flagged)
    return Status::invalid("cannot use `ahead`: `reject` must not be less than `flag`");
  return {};
}

std::string_view name_of(FieldRole role) {
  constexpr std::array<std::string_view, 3> kNames = {"signal", "attribute", "claim"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view name_of(FieldType type) {
  constexpr std::array<std::string_view, 4> kNames = {"number", "integer", "boolean", "text"};
  return kNames[static_cast<size_t>(type)];
}

namespace {
constexpr std::array<std::string_view, 3> kFormatNames = {"json", "csv", "thingsboard"};
}  // namespace

std::string_view name_of(RecordFormat format) {
  return kFormatNames[static_cast<size_t>(format)];
}

std::optional<RecordFormat> record_format_named(std::string_view name) {
  for (size_t i = 0; i < kFormatNames.size(); ++i) {
    if (kFormatNames[i] == name) return static_cast<RecordFormat>(i);
  }
  return std::nullopt;
}

namespace {
constexpr std::array<std::string_view, 3> kTierNames = {"off", "basic", "standard"};
}  // namespace

std::string_view name_of(JudgeTier tier) {
  return kTierNames[static_cast<size_t>(tier)];
}

std::optional<JudgeTier> judge_tier_named(std::string_view name) {
  for (size_t i = 0; i < kTierNames.size(); ++i) {
    if (kTierNames[i] == name) return static_cast<JudgeTier>(i);
  }
  return std::nullopt;
}

}  // namespace telltale
