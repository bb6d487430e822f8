#include "serve/feedback_api.h"

#include <fmt/format.h>

#include "serve/anomaly_feedback.h"
#include "serve/api.h"
#include "serve/key_ring.h"
#include "serve/lake_reply.h"
#include "serve/people_api.h"
#include "serve/text_members.h"
#include "serve/user_store.h"
#include "store/anomaly_page.h"

namespace telltale::serve {
namespace {

Result<FeedbackGiven> read_body(const std::string& body) {
  std::optional<std::string> kind_name;
  std::optional<std::string> text;
  const std::array members = {TextMember{"feedback", &kind_name, true}, TextMember{"text", &text}};
  TRY(read_text_members(body, members));
  const std::optional<FeedbackKind> kind = feedback_kind_named(*kind_name);
  if (!kind) {
    return Status::invalid(
        "`feedback` must be acknowledged, confirmed, rejected, reopened, commented or assigned");
  }
  FeedbackGiven given;
  given.kind = *kind;
  given.text = text.value_or("");
  const bool needs_text =
      given.kind == FeedbackKind::kCommented || given.kind == FeedbackKind::kAssigned;
  if (needs_text && given.text.empty())
    return Status::invalid("`text` must be there: the comment, or to whom it is assigned");
  if (given.text.size() > kFeedbackTextBytesMax)
    return Status::invalid(
        fmt::format("`text` is too long: at most {} bytes", kFeedbackTextBytesMax));
  return given;
}

Status check_known(const Call& call, const FeedbackGiven& given) {
  const std::string& id = given.anomaly;
  const LakeBoard::Now now = call.tenant->board.now();
  AnomalyWish wish;
  wish.id = id;
  wish.limit = 1;
  const AnomalyPage page =
      TRY(find_anomalies({call.tenant->env, call.tenant->folder, *now.view, *now.catalog}, wish));
  if (!page.anomalies.empty()) return {};
  return Status::not_found("there is no such anomaly: GET /v1/anomalies lists all: id=" + id);
}

// A name that nobody has would be assigned to for ever. Of a lake without users any may be meant.
Status check_assigned(const Call& call, const FeedbackGiven& given) {
  const Tenant& tenant = *call.tenant;
  if (given.kind != FeedbackKind::kAssigned || tenant.users == nullptr) return {};
  if (TRY(tenant.users->find(given.text))) return {};
  bool has_users = false;
  TRY(tenant.users->list([&](const User&) { has_users = true; }));
  if (!has_users || (tenant.keys != nullptr && tenant.keys->has_key(given.text))) return {};
  return Status::invalid(
      "`text` must name a user of the lake, or a key by its id, when an anomaly is assigned: there "
      "is neither of that name");
}

void reply_what_is_known(const Call& call, const std::string& id) {
  const LakeBoard::Now now = call.tenant->board.now();
  Json body = Json::object({{"anomaly_id", id}});
  add_feedback(*now.catalog, id, now.catalog->size(), body);
  HttpReply reply = lake_reply(*call.tenant, *now.view, body);
  reply.status = 201;
  call.reply(std::move(reply));
}

}  // namespace

void post_feedback(Api& api, Call call) {
  Result<FeedbackGiven> given = read_body(call.exchange->body());
  if (!given.ok()) return call.reply(problem(400, given.status().message()));
  given->anomaly = call.part("id");
  given->by = call.principal.id;
  given->at = call.tenant->clock.now();
  api.hand_over(std::move(call), [given = given.value()](const Call& asked) {
    for (const auto check : {check_known, check_assigned}) {
      const Status fits = check(asked, given);
      if (!fits.ok()) return asked.reply(problem_of(fits));
    }
    asked.tenant->control.give_feedback(given, [asked, given](const Status& outcome) {
      if (!outcome.ok()) return asked.reply(problem_of(outcome));
      note_act(asked, {"feedback_given", given.anomaly, name_of(given.kind)});
      reply_what_is_known(asked, given.anomaly);
    });
  });
}

}  // namespace telltale::serve
