#include "serve/anomalies_api.h"

#include <charconv>

#include <fmt/format.h>

#include "serve/anomaly_feedback.h"
#include "serve/lake_reply.h"
#include "store/anomaly_page.h"
#include "store/as_of.h"
#include "store/missing.h"

namespace telltale::serve {
namespace {

// A silence is at no record.
Json receipt_json(const Position& position) {
  return position.log == kControlLog ? Json() : Json(format_receipt(position));
}

Json json_of(const FoundAnomaly& found) {
  Json::Array contributions;
  for (const auto& [channel, share] : found.contributions)
    contributions.push_back(Json::object({{"channel", channel}, {"share", share}}));
  return Json::object({{"anomaly_id", found.id},
                       {"kind", found.kind},
                       {"device_id", text_or_null(found.device)},
                       {"signal", text_or_null(found.signal)},
                       {"unit", text_or_null(found.unit)},
                       {"schema", text_or_null(found.schema)},
                       {"start_time", time_json(found.start_time)},
                       {"event_time", time_json(found.event_time)},
                       {"score", found.score},
                       {"value", found.value},
                       {"expected_low", found.expected_low},
                       {"expected_high", found.expected_high},
                       {"nearest_usual", found.nearest_usual},
                       {"reason", found.reason},
                       {"contributions", std::move(contributions)},
                       {"epoch", found.epoch},
                       {"simulated", found.is_simulated},
                       {"receipt", receipt_json(found.position)},
                       {"commit", static_cast<uint64_t>(found.commit)}});
}

// `1735689600000000-<id>`: event time in microseconds and id of the last anomaly of a page.
std::optional<AnomalyWish::Place> parse_place(std::string_view cursor) {
  const size_t dash = cursor.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == cursor.size()) return std::nullopt;
  AnomalyWish::Place place;
  const auto [rest, error] = std::from_chars(cursor.data(), cursor.data() + dash, place.event_time);
  if (error != std::errc() || rest != cursor.data() + dash) return std::nullopt;
  place.id = cursor.substr(dash + 1);
  return place;
}

bool is_kind(std::string_view name) {
  for (int i = 0; i < kAnomalyKindCount; ++i) {
    if (name_of(static_cast<AnomalyKind>(i)) == name) return true;
  }
  return false;
}

Result<AnomalyWish> read_wish(const HttpHead& head) {
  Parameters parameters(head, {"device", "signal", "kind", "since", "until", "score_min", "limit",
                               "cursor", "as_of", "id", "status"});
  AnomalyWish wish;
  wish.id = parameters.text("id");
  wish.device = parameters.text("device");
  wish.signal = parameters.text("signal");
  wish.kind = parameters.text("kind");
  if (!wish.kind.empty() && !is_kind(wish.kind))
    parameters.refuse("there is no such kind: there are unusual, stuck, range and gap");
  wish.since = parameters.moment("since");
  wish.until = parameters.moment("until");
  wish.score_min = parameters.fraction("score_min").value_or(0);
  wish.limit = parameters.number("limit", {100, 1, 1'000});
  parameters.text("as_of");  // LakeQuestion reads it
  parameters.word("status", {"open", "acknowledged", "confirmed", "rejected"});
  const std::string cursor = parameters.text("cursor");
  if (!cursor.empty()) {
    wish.after = parse_place(cursor);
    if (!wish.after) parameters.refuse("the cursor is none that an answer gave: cursor=" + cursor);
  }
  TRY(parameters.status());
  return wish;
}

// What the page would have had to show.
AskedRows rows_of(const AnomalyWish& wish, const AnomalyPage& page) {
  AskedRows rows{.since = wish.since, .until = wish.until};
  if (page.has_more) rows.since = page.anomalies.back().event_time;
  if (wish.after) rows.until = wish.after->event_time + 1;
  return rows;
}

}  // namespace

void get_anomalies(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    AnomalyWish wish = TRY(read_wish(asked.call.head()));
    const LakeAt lake = TRY(asked.lake_as_of());
    const Offset control_to = TRY(control_as_of(lake));
    if (const auto status = asked.call.head().parameter("status")) {
      wish.admits = [&lake, control_to, status = *status](std::string_view id) {
        return name_of(status_of(lake.catalog, id, control_to)) == status;
      };
    }
    const AnomalyPage page = TRY(find_anomalies(lake, wish));
    Json::Array anomalies;
    for (const FoundAnomaly& found : page.anomalies) {
      anomalies.push_back(json_of(found));
      add_feedback(lake.catalog, found.id, control_to, anomalies.back());
    }
    Json body = Json::object(
        {{"commit", static_cast<uint64_t>(lake.commit())}, {"anomalies", std::move(anomalies)}});
    if (page.has_more) {
      const FoundAnomaly& last = page.anomalies.back();
      body.add("next", fmt::format("{}-{}", last.event_time, last.id));
    }
    add_missing(find_missing(lake, Table::kAnomalies, rows_of(wish, page)), body);
    return asked.reply(lake, body.dump() + "\n");
  });
}

}  // namespace telltale::serve
