#include "serve/access.h"

#include <array>

namespace telltale::serve {
namespace {

class OpenAccess : public Access {
 public:
  std::variant<Principal, HttpReply> identify(const HttpHead&) override {
    Principal anybody;
    anybody.id = "anybody";
    anybody.may_ingest = anybody.may_read = anybody.may_admin = true;
    return anybody;
  }
};

}  // namespace

std::string_view name_of(Scope scope) {
  constexpr std::array<std::string_view, 4> kNames = {"public", "ingest", "read", "admin"};
  return kNames[static_cast<size_t>(scope)];
}

bool Principal::may(Scope scope) const {
  switch (scope) {
    case Scope::kPublic:
      return true;
    case Scope::kIngest:
      return may_ingest;
    case Scope::kRead:
      return may_read;
    case Scope::kAdmin:
      return may_admin;
  }
  return false;
}

std::unique_ptr<Access> open_access() {
  return std::make_unique<OpenAccess>();
}

}  // namespace telltale::serve
