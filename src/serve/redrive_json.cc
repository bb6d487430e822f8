#include "serve/redrive_json.h"

#include <charconv>

#include <fmt/format.h>

namespace telltale::serve {
namespace {

Json to_json(const RedriveReport::Change& change) {
  const bool has_reason = change.reason != RejectReason::kNone;
  return Json::object({{"was_rejected_for", name_of(change.before)},
                       {"becomes", name_of(change.becomes)},
                       {"reason", has_reason ? Json(name_of(change.reason)) : Json()},
                       {"records", change.records}});
}

Result<RedriveReport::Change> read_change(const Json& json) {
  const JsonFields fields(json, "change");
  const auto before = reject_reason_named(TRY(fields.text_at("was_rejected_for")));
  const auto becomes = disposition_named(TRY(fields.text_at("becomes")));
  const Json* reason = fields.find("reason");
  const std::string* name = reason == nullptr ? nullptr : reason->if_string();
  const auto why = name == nullptr ? RejectReason::kNone : reject_reason_named(*name);
  if (!before || !becomes || !why) return Status::internal("the server tells of no redrive");
  return RedriveReport::Change{*before, *becomes, *why, TRY(fields.uint_at("records"))};
}

}  // namespace

// The line breaks keep a comment at the condition's end from being one on the rest.
std::string rejects_where(std::string_view condition) {
  return fmt::format("SELECT receipt, schema, schema_version FROM rejects WHERE (\n{}\n)",
                     condition);
}

Status add_reject(std::string_view receipt, std::string_view schema, std::string_view version,
                  RedriveWish& wish) {
  const std::optional<Position> position = parse_receipt(receipt);
  RedriveWish::Reject reject;
  const char* end = version.data() + version.size();
  const auto [rest, error] = std::from_chars(version.data(), end, reject.schema_version);
  if (!position || error != std::errc() || rest != end)
    return Status::invalid(fmt::format("the condition names what is no reject: {}", receipt));
  reject.position = *position;
  reject.schema = schema;
  wish.rejects.push_back(std::move(reject));
  return {};
}

Json to_json(const RedriveReport& report, bool is_preview) {
  Json json = Json::object({{"preview", is_preview}});
  if (is_preview) {
    Json::Array changes;
    for (const RedriveReport::Change& change : report.changes) changes.push_back(to_json(change));
    json.add("changes", std::move(changes));
  } else {
    json.add("redriven", report.taken);
    json.add("stored", report.stored);
    json.add("duplicate", report.duplicate);
    json.add("conflict", report.conflict);
    json.add("still_rejected", report.still_rejected);
  }
  Json::Array notes;
  for (const std::string& note : report.notes) notes.emplace_back(note);
  json.add("notes", std::move(notes));
  return json;
}

Result<RedriveReport> read_redrive_report(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "redrive");
  RedriveReport report;
  if (TRY(fields.bool_at("preview"))) {
    for (const Json& change : *TRY(fields.array_at("changes")))
      report.changes.push_back(TRY(read_change(change)));
  } else {
    report.taken = TRY(fields.uint_at("redriven"));
    report.stored = TRY(fields.uint_at("stored"));
    report.duplicate = TRY(fields.uint_at("duplicate"));
    report.conflict = TRY(fields.uint_at("conflict"));
    report.still_rejected = TRY(fields.uint_at("still_rejected"));
  }
  for (const Json& note : *TRY(fields.array_at("notes"))) {
    if (note.if_string() != nullptr) report.notes.push_back(*note.if_string());
  }
  return report;
}

}  // namespace telltale::serve
