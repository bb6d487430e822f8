// Route: what one method and path lead to, and what that needs. All routes stand in one table
// (serve/routes.cc): what is not in it does not exist, and what is in it names who may.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "serve/access.h"
#include "serve/http_server.h"
#include "serve/tenant.h"

namespace telltale::serve {

class Api;

// A request on its way to its answer.
struct Call {
  std::shared_ptr<HttpExchange> exchange;
  Tenant* tenant = nullptr;  // null where the route has no lake
  Principal principal;
  HttpFields parts;  // of the path, by the names in the pattern

  const HttpHead& head() const { return exchange->head(); }
  std::string_view part(std::string_view name) const;
  void reply(HttpReply reply) const { exchange->reply(std::move(reply)); }
};

struct Route {
  enum class Of : uint8_t {
    kServer,
    kLake,    // what is in one
    kAccess,  // who may use one, even while it starts
  };
  std::string_view method;
  // Parts in braces stand for any one part: `/v1/receipts/{receipt}`.
  std::string_view path;
  Scope scope;
  Of of;
  void (*handle)(Api& api, Call call);
  // Of the request's body; 0: it has none.
  size_t body_bytes_max = 0;
  // Its body is read when the lake has room for records.
  bool brings_records = false;
};

std::span<const Route> all_routes();

// The parts of the path when it fits the pattern.
std::optional<HttpFields> match_path(std::string_view pattern, std::string_view path);

}  // namespace telltale::serve
