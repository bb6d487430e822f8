// Rights: what somebody may do: a key, a user's session, or whoever asks by one. Plain data.
#pragma once

#include <string_view>
#include <vector>

namespace telltale::serve {

struct Rights {
  bool may_ingest = false;
  bool may_read = false;
  bool may_operate = false;
  bool may_admin = false;
};

// `ingest`, `read`: the scopes' names, in the order in which they are always told.
inline std::vector<std::string_view> scope_names(const Rights& rights) {
  std::vector<std::string_view> names;
  if (rights.may_ingest) names.emplace_back("ingest");
  if (rights.may_read) names.emplace_back("read");
  if (rights.may_operate) names.emplace_back("operate");
  if (rights.may_admin) names.emplace_back("admin");
  return names;
}

}  // namespace telltale::serve
