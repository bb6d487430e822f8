#include "serve/keys_api.h"

#include <fmt/format.h>

#include "serve/api.h"
#include "serve/key_ring.h"
#include "serve/parameters.h"
#include "serve/people_api.h"
#include "telemetry/sender.h"

namespace telltale::serve {
namespace {

constexpr uint64_t kPageKeysMax = 1'000;

Json to_json(const AccessKey& key, Instant now) {
  Json json = Json::object({{"id", key.id}, {"name", key.name}});
  json.add("scopes", scopes_json(key));
  if (!key.sender.empty()) {
    const Sender sender = read_sender(key.sender);
    json.add(sender.kind == Sender::Kind::kDevice ? "device" : "prefix", sender.text);
  }
  if (!key.schema.empty()) json.add("schema", key.schema);
  json.add("created", format_instant(key.created));
  json.add("expires", time_or_null(key.expires));
  json.add("revoked", time_or_null(key.revoked));
  json.add("last_used", time_or_null(key.last_used));
  json.add("state", state_text(key, now));
  return json;
}

// `["ingest","read"]` as `ingest,read`.
Result<std::string> scopes_of(const Json& value) {
  const Json::Array* items = value.if_array();
  std::string text;
  for (size_t i = 0; items != nullptr && i < items->size(); ++i) {
    const std::string* name = (*items)[i].if_string();
    if (name == nullptr || name->find(',') != std::string::npos) items = nullptr;
    if (items != nullptr) text.append(i == 0 ? "" : ",").append(*name);
  }
  if (items == nullptr) return Status::invalid("`scopes` must be a list of names");
  return text;
}

Status take_member(const Json::Member& member, KeyWish& wish) {
  const auto& [name, value] = member;
  if (name == "scopes") {
    wish.scopes = TRY(scopes_of(value));
    return {};
  }
  const std::string* text = value.if_string();
  for (const auto& [known, target] :
       {std::pair("name", &wish.name), std::pair("device", &wish.device),
        std::pair("prefix", &wish.prefix), std::pair("schema", &wish.schema),
        std::pair("expires", &wish.expires)}) {
    if (name != known) continue;
    if (text == nullptr) return Status::invalid(fmt::format("`{}` must be a text", name));
    *target = *text;
    return {};
  }
  return Status::invalid(fmt::format(
      "`{}` is not known: a key has name, scopes, device, prefix, schema, expires", name));
}

Result<KeyWish> read_wish(std::string_view body) {
  const Result<Json> json = Json::parse(body);
  if (!json.ok() || !json.value().is_object())
    return Status::invalid("the body is not an object of JSON");
  KeyWish wish;
  for (const Json::Member& member : *json.value().if_object()) TRY(take_member(member, wish));
  return wish;
}

HttpReply make_key(const Call& call) {
  const Result<KeyWish> wish = read_wish(call.exchange->body());
  if (!wish.ok()) return problem_of(wish.status());
  Result<AccessKey> planned = plan_key(wish.value(), call.tenant->keys->clock().now());
  if (!planned.ok()) return problem_of(planned.status());
  const std::string& schema = planned.value().schema;
  if (!schema.empty() && call.tenant->inbox.schema(schema) == nullptr)
    return problem(400, fmt::format("the lake has no schema `{}`", schema));
  const Result<KeyRing::Made> made =
      call.tenant->keys->make(std::move(planned).value(), actor_of(call));
  return made.ok() ? made_reply(made.value()) : problem_of(made.status());
}

HttpReply list_keys(const Call& call) {
  const HttpHead& head = call.head();
  Parameters parameters(head, {"limit", "after"});
  const uint64_t limit = parameters.number("limit", {kPageKeysMax, 1, kPageKeysMax});
  const std::string after = parameters.text("after");
  if (!parameters.status().ok()) return problem_of(parameters.status());
  KeyRing& ring = *call.tenant->keys;
  const Instant now = ring.clock().now();
  Json::Array keys;
  std::string last;
  const Status listed = ring.store().list(after, limit, [&](const AccessKey& key) {
    keys.push_back(to_json(key, now));
    last = key.id;
    return Status();
  });
  if (!listed.ok()) return problem_of(listed);
  const bool may_have_more = keys.size() == limit;
  Json body = Json::object({{"keys", std::move(keys)}});
  body.add("next", may_have_more ? Json(last) : Json());
  return private_reply(200, body);
}

HttpReply find_key(const Call& call) {
  KeyRing& ring = *call.tenant->keys;
  const Result<std::optional<AccessKey>> found = ring.store().find(call.part("id"));
  if (!found.ok()) return problem_of(found.status());
  if (!found.value()) return problem(404, "there is no key of that id");
  return private_reply(200, to_json(*found.value(), ring.clock().now()));
}

HttpReply revoke_key(const Call& call) {
  KeyRing& ring = *call.tenant->keys;
  const Result<AccessKey> revoked = ring.revoke(call.part("id"), actor_of(call));
  if (!revoked.ok()) return problem_of(revoked.status());
  return private_reply(200, to_json(revoked.value(), ring.clock().now()));
}

}  // namespace

HttpReply made_reply(const KeyRing::Made& made) {
  Json body = to_json(made.key, made.key.created);
  body.add("key", made.text);
  return private_reply(201, body);
}

void post_keys(Api& api, Call call) {
  api.work(std::move(call), make_key);
}

void get_keys(Api& api, Call call) {
  api.work(std::move(call), list_keys);
}

void get_key(Api& api, Call call) {
  api.work(std::move(call), find_key);
}

void delete_key(Api& api, Call call) {
  api.work(std::move(call), revoke_key);
}

}  // namespace telltale::serve
