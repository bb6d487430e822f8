// Answers about a lake as one commit shows it: made by a worker, from a view that is pinned until
// they are, with fields that say which commit they are of and how old that is.
#pragma once

#include <functional>
#include <optional>

#include "base/json.h"
#include "serve/parameters.h"
#include "serve/route.h"
#include "store/departure.h"
#include "store/lake_at.h"

namespace telltale::serve {

// Telltale-Commit, and Telltale-Freshness: the commit's age in seconds.
void add_commit_fields(const Tenant& tenant, const LakeView& view, HttpReply& reply);

// JSON of the lake as of that commit.
HttpReply lake_reply(const Tenant& tenant, const LakeView& view, const Json& body);
HttpReply lake_reply(const Tenant& tenant, const LakeView& view, std::string body);

// What an answer is made of.
struct LakeQuestion {
  const Call& call;
  const LakeBoard::Now& now;

  const Tenant& tenant() const { return *call.tenant; }
  const LakeView& view() const { return *now.view; }
  const Catalog& catalog() const { return *now.catalog; }
  LakeAt lake() const {
    return {.env = tenant().env,
            .folder = tenant().folder,
            .view = view(),
            .catalog = catalog(),
            .footers = tenant().footers.get()};
  }
  // As of what the parameter `as_of` names; of now without it. kInvalid: there is no such commit.
  // What has left since is a matter of what is asked (store/missing.h).
  Result<LakeAt> lake_as_of() const;

  HttpReply reply(const Json& body) const { return lake_reply(tenant(), view(), body); }
  HttpReply reply(std::string body) const { return lake_reply(tenant(), view(), std::move(body)); }
  // Of a lake as of then: the fields say which commit it is of.
  HttpReply reply(const LakeAt& lake, std::string body) const;
  void add_fields(const LakeAt& lake, HttpReply& reply) const;
};
// Has a worker answer; a status becomes a problem.
void answer_from_lake(Api& api, Call call,
                      std::function<Result<HttpReply>(const LakeQuestion& question)> answer);

// `bytes` as a member: text where they are text, else `bytes_base64`.
void add_bytes(std::string_view bytes, Json& object);
// A text as a member, null when it is empty.
Json text_or_null(const std::string& text);
Json time_json(int64_t micros_since_epoch);
// Of a page of a lake as of then: which rows it lacks as they left since, if there are any.
void add_missing(const std::optional<Departure>& missing, Json& page);

}  // namespace telltale::serve
