#include "serve/anomaly_feedback.h"

#include <array>

namespace telltale::serve {
namespace {

// What is told of each that was said by then.
template <typename Take>
void for_each_said(const Catalog& catalog, std::string_view anomaly, Offset control_to, Take take) {
  const std::vector<Catalog::Feedback>* said = catalog.feedback(anomaly);
  if (said == nullptr) return;
  for (const Catalog::Feedback& one : *said) {
    if (one.offset < control_to) take(one.given);
  }
}

}  // namespace

std::string_view name_of(AnomalyStatus status) {
  constexpr std::array<std::string_view, 4> kNames = {"open", "acknowledged", "confirmed",
                                                      "rejected"};
  return kNames[static_cast<size_t>(status)];
}

AnomalyStatus status_of(const Catalog& catalog, std::string_view anomaly, Offset control_to) {
  AnomalyStatus status = AnomalyStatus::kOpen;
  for_each_said(catalog, anomaly, control_to, [&](const FeedbackGiven& given) {
    switch (given.kind) {
      case FeedbackKind::kAcknowledged:
        status = AnomalyStatus::kAcknowledged;
        break;
      case FeedbackKind::kConfirmed:
        status = AnomalyStatus::kConfirmed;
        break;
      case FeedbackKind::kRejected:
        status = AnomalyStatus::kRejected;
        break;
      case FeedbackKind::kReopened:
        status = AnomalyStatus::kOpen;
        break;
      case FeedbackKind::kCommented:
      case FeedbackKind::kAssigned:
        break;
    }
  });
  return status;
}

void add_feedback(const Catalog& catalog, std::string_view anomaly, Offset control_to, Json& json) {
  json.add("status", name_of(status_of(catalog, anomaly, control_to)));
  Json::Array list;
  for_each_said(catalog, anomaly, control_to, [&](const FeedbackGiven& given) {
    Json one = Json::object({{"feedback", telltale::name_of(given.kind)},
                             {"by", given.by},
                             {"at", format_instant(given.at)}});
    one.add("text", given.text.empty() ? Json() : Json(given.text));
    list.push_back(std::move(one));
  });
  json.add("feedback", std::move(list));
}

}  // namespace telltale::serve
