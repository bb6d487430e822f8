#include "serve/records_api.h"

#include <charconv>
#include <tuple>

#include <fmt/format.h>

#include "refine/record_device.h"
#include "serve/lake_reply.h"
#include "store/missing.h"
#include "store/record_finder.h"
#include "store/rejects.h"

namespace telltale::serve {
namespace {

Json json_of(const FoundRecord& record) {
  Json::Array files;
  for (const std::string& file : record.files) files.emplace_back(file);
  Json json =
      Json::object({{"receipt", format_receipt(record.position)},
                    {"disposition", name_of(record.disposition)},
                    {"reason", text_or_null(record.reason)},
                    {"field", text_or_null(record.field)},
                    {"value", text_or_null(record.value)},
                    {"first_receipt", record.first ? Json(format_receipt(*record.first)) : Json()},
                    {"device_id", text_or_null(record.device)},
                    {"event_time", record.event_time ? time_json(*record.event_time) : Json()},
                    {"late", record.is_late},
                    {"is_anomaly", record.is_anomalous},
                    {"score", record.score},
                    {"log", static_cast<uint32_t>(record.position.log)},
                    {"log_name", text_or_null(record.log_name)},
                    {"commit", static_cast<uint64_t>(record.commit)},
                    {"files", std::move(files)}});
  if (record.has_bytes) add_bytes(record.bytes, json);
  return json;
}

Json json_of(const RejectedRecord& reject, bool with_bytes) {
  Json json = Json::object({{"receipt", format_receipt(reject.position)},
                            {"reason", reject.reason},
                            {"field", text_or_null(reject.field)},
                            {"value", text_or_null(reject.value)},
                            {"device_id", text_or_null(reject.device)},
                            {"schema", text_or_null(reject.schema)},
                            {"schema_version", reject.schema_version},
                            {"ingest_time", time_json(reject.ingest_time)},
                            {"commit", static_cast<uint64_t>(reject.commit)}});
  if (with_bytes) add_bytes(reject.bytes, json);
  return json;
}

constexpr char kOldestFirst = '_';
constexpr char kNewestFirst = '-';
constexpr std::string_view kOrders = "_-";

// `7-3:18446:0`: the commit and the receipt of the last reject of a page, and between them a sign
// of the order in which it goes on.
std::optional<RejectWish::Place> parse_place(std::string_view cursor, bool& oldest_first) {
  const size_t sign = cursor.find_first_of(kOrders);
  if (sign == std::string_view::npos) return std::nullopt;
  uint64_t commit = 0;
  const auto [rest, error] = std::from_chars(cursor.data(), cursor.data() + sign, commit);
  const std::optional<Position> position = parse_receipt(cursor.substr(sign + 1));
  if (error != std::errc() || rest != cursor.data() + sign || !position) return std::nullopt;
  oldest_first = cursor[sign] == kOldestFirst;
  return RejectWish::Place{CommitId{commit}, *position};
}

std::string format_place(const RejectedRecord& last, bool oldest_first) {
  return fmt::format("{}{}{}", static_cast<uint64_t>(last.commit),
                     oldest_first ? kOldestFirst : kNewestFirst, format_receipt(last.position));
}

// The order that is asked for, or that of the page before.
void read_order(Parameters& parameters, RejectWish& wish) {
  const std::string_view order = parameters.word("order", {"newest_first", "oldest_first"});
  const std::string cursor = parameters.text("cursor");
  wish.oldest_first = order == "oldest_first";
  if (cursor.empty()) return;
  bool goes_on_oldest_first = false;
  wish.after = parse_place(cursor, goes_on_oldest_first);
  if (!wish.after) {
    parameters.refuse("the cursor is none that an answer gave: cursor=" + cursor);
  } else if (!order.empty() && wish.oldest_first != goes_on_oldest_first) {
    parameters.refuse("the cursor is of a list in the other order: leave out `order`");
  }
  wish.oldest_first = goes_on_oldest_first;
}

Result<RejectWish> read_reject_wish(const HttpHead& head) {
  Parameters parameters(head, {"reason", "device", "schema", "since", "until", "raw", "order",
                               "limit", "cursor", "as_of"});
  RejectWish wish;
  wish.reason = parameters.text("reason");
  if (!wish.reason.empty() && !reject_reason_named(wish.reason))
    parameters.refuse("there is no such reason: GET /v1/books?by=reason lists those there are");
  wish.device = parameters.text("device");
  wish.schema = parameters.text("schema");
  wish.since = parameters.moment("since");
  wish.until = parameters.moment("until");
  wish.with_bytes = parameters.flag("raw");
  wish.limit = parameters.number("limit", {100, 1, 1'000});
  parameters.text("as_of");  // LakeQuestion reads it
  read_order(parameters, wish);
  TRY(parameters.status());
  return wish;
}

// What the page would have had to show.
AskedRows rows_of(const RejectWish& wish, const RejectPage& page) {
  AskedRows rows{.received_since = wish.since, .received_until = wish.until};
  std::optional<CommitId> begin;
  std::optional<CommitId> end;
  if (wish.after) begin = wish.after->commit;
  if (page.has_more) end = page.rejects.back().commit;
  const auto& [least, most] = wish.oldest_first ? std::tie(begin, end) : std::tie(end, begin);
  if (least) rows.after = CommitId{static_cast<uint64_t>(*least) - 1};
  rows.up_to = most;
  return rows;
}

}  // namespace

void get_receipt(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    TRY(Parameters(asked.call.head(), {}).status());
    const std::string receipt(asked.call.part("receipt"));
    const std::optional<Position> position = parse_receipt(receipt);
    if (!position)
      return Status::invalid("cannot read receipt: it has the form 3:18446:0: receipt=" + receipt);
    const LakeAt lake = asked.lake();
    const std::optional<FoundRecord> record =
        TRY(RecordFinder(lake, device_of_record).find(*position));
    if (!record) return Status::not_found(why_absent(lake, *position));
    return asked.reply(json_of(*record));
  });
}

void get_where_is(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    Parameters parameters(asked.call.head(), {"device", "time"});
    const std::string device = parameters.required_text("device");
    const int64_t time = parameters.required_moment("time");
    TRY(parameters.status());
    Json::Array records;
    for (const FoundRecord& record : TRY(RecordFinder(asked.lake()).find(device, time)))
      records.push_back(json_of(record));
    return asked.reply(Json::object(
        {{"commit", static_cast<uint64_t>(asked.view().commit)}, {"records", std::move(records)}}));
  });
}

void get_rejects(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    const RejectWish wish = TRY(read_reject_wish(asked.call.head()));
    const LakeAt lake = TRY(asked.lake_as_of());
    const RejectPage page = TRY(find_rejects(lake, wish));
    Json::Array rejects;
    for (const RejectedRecord& reject : page.rejects)
      rejects.push_back(json_of(reject, wish.with_bytes));
    Json body = Json::object(
        {{"commit", static_cast<uint64_t>(lake.commit())}, {"rejects", std::move(rejects)}});
    if (page.has_more) body.add("next", format_place(page.rejects.back(), wish.oldest_first));
    add_missing(find_missing(lake, Table::kLedger, rows_of(wish, page)), body);
    return asked.reply(lake, body.dump() + "\n");
  });
}

}  // namespace telltale::serve
