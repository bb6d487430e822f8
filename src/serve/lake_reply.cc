#include "serve/lake_reply.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/base64.h"
#include "base/utf8.h"
#include "serve/api.h"
#include "store/as_of.h"

namespace telltale::serve {

void add_commit_fields(const Tenant& tenant, const LakeView& view, HttpReply& reply) {
  const int64_t age = std::max<int64_t>(0, micros(tenant.clock.now()) - micros(view.time));
  reply.fields.emplace_back("Telltale-Commit", std::to_string(static_cast<uint64_t>(view.commit)));
  reply.fields.emplace_back("Telltale-Freshness", fmt::format("{}.{:03}", age / kMicrosPerSecond,
                                                              age % kMicrosPerSecond / 1'000));
}

HttpReply lake_reply(const Tenant& tenant, const LakeView& view, std::string body) {
  HttpReply reply;
  reply.body = std::move(body);
  add_commit_fields(tenant, view, reply);
  return reply;
}

HttpReply lake_reply(const Tenant& tenant, const LakeView& view, const Json& body) {
  return lake_reply(tenant, view, body.dump() + "\n");
}

Result<LakeAt> LakeQuestion::lake_as_of() const {
  LakeAt asked = lake();
  const std::string moment(call.head().parameter("as_of").value_or(""));
  if (moment.empty()) return asked;
  asked.as_of = TRY(find_commit(asked.env, asked.folder, asked.view, moment));
  return asked;
}

void LakeQuestion::add_fields(const LakeAt& lake, HttpReply& reply) const {
  if (!lake.as_of) return add_commit_fields(tenant(), view(), reply);
  reply.fields.emplace_back("Telltale-Commit",
                            std::to_string(static_cast<uint64_t>(lake.commit())));
}

HttpReply LakeQuestion::reply(const LakeAt& lake, std::string body) const {
  HttpReply reply;
  reply.body = std::move(body);
  add_fields(lake, reply);
  return reply;
}

void answer_from_lake(Api& api, Call call,
                      std::function<Result<HttpReply>(const LakeQuestion& question)> answer) {
  api.work(std::move(call), [answer = std::move(answer)](const Call& asked) {
    const LakeBoard::Now now = asked.tenant->board.now();
    Result<HttpReply> reply = answer({asked, now});
    if (reply.ok()) return std::move(reply).value();
    HttpReply failed = problem_of(reply.status());
    add_commit_fields(*asked.tenant, *now.view, failed);
    return failed;
  });
}

void add_bytes(std::string_view bytes, Json& object) {
  if (is_utf8(bytes)) {
    object.add("bytes", bytes);
  } else {
    object.add("bytes_base64", to_base64(bytes));
  }
}

Json text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  std::string shown;
  append_as_utf8(text, shown);
  return shown;
}

Json time_json(int64_t micros_since_epoch) {
  return is_instant(micros_since_epoch) ? Json(format_instant(instant_of(micros_since_epoch)))
                                        : Json(nullptr);
}

void add_missing(const std::optional<Departure>& missing, Json& page) {
  if (!missing) return;
  const auto range = [](const std::optional<RangeOf<int64_t>>& times) {
    return times ? Json::object({{"from", time_json(times->least)}, {"to", time_json(times->most)}})
                 : Json();
  };
  page.add("missing", Json::object({{"commit", static_cast<uint64_t>(missing->by)},
                                    {"event_time", range(missing->bounds.times)},
                                    {"received", range(missing->bounds.received)}}));
}

}  // namespace telltale::serve
