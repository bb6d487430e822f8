#include "serve/access.h"

#include <array>

namespace telltale::serve {
namespace {

// The host without its port.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_own_machine(std::string_view host) {
  const std::string_view name = host_name(host);
  return name == "localhost" || name == "[::1]" || name.starts_with("127.");
}

// A page from elsewhere that a browser shows may send requests to this machine, by its address or
// by a name that was made to lead to it: they say where the page is from, or a strange host.
bool is_of_strange_page(const HttpHead& head) {
  const std::string_view host = head.field("host").value_or("localhost");
  if (!is_own_machine(host)) return true;
  const std::optional<std::string_view> origin = head.field("origin");
  return origin && *origin != "http://" + std::string(host);
}

class OpenAccess : public Access {
 public:
  std::variant<Principal, HttpReply> identify(const HttpHead& head) override {
    if (is_of_strange_page(head))
      return problem(403, "this server is open to its own machine: ask for it as localhost");
    Principal anybody;
    anybody.id = "anybody";
    anybody.may_ingest = anybody.may_read = anybody.may_operate = anybody.may_admin = true;
    return anybody;
  }
  HttpReply refuse(const HttpHead&, std::string_view why) override { return problem(401, why); }
};

}  // namespace

std::string_view name_of(Scope scope) {
  constexpr std::array<std::string_view, 6> kNames = {"public",  "ingest", "read",
                                                      "operate", "admin",  "any"};
  return kNames[static_cast<size_t>(scope)];
}

bool Principal::may(Scope scope) const {
  switch (scope) {
    case Scope::kPublic:
    case Scope::kAny:
      return true;
    case Scope::kIngest:
      return may_ingest;
    case Scope::kRead:
      return may_read;
    case Scope::kOperate:
      return may_operate;
    case Scope::kAdmin:
      return may_admin;
  }
  return false;
}

std::unique_ptr<Access> open_access() {
  return std::make_unique<OpenAccess>();
}

}  // namespace telltale::serve
