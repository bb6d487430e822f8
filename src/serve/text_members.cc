#include "serve/text_members.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "base/message_text.h"
#include "base/utf8.h"

namespace telltale::serve {
namespace {

Status unknown_member(std::string_view name, std::span<const TextMember> members) {
  std::string known;
  for (const TextMember& member : members)
    known.append(known.empty() ? "" : ", ").append(member.name);
  return Status::invalid(fmt::format("`{}` is not known: there are {}", printable(name), known));
}

Status take(const Json::Member& found, std::span<const TextMember> members) {
  const auto member = std::ranges::find(members, found.first, &TextMember::name);
  if (member == members.end()) return unknown_member(found.first, members);
  const std::string* text = found.second.if_string();
  if (text == nullptr || text->find('\0') != std::string::npos)
    return Status::invalid(fmt::format("`{}` must be a text without NUL", member->name));
  *member->target = *text;
  return {};
}

}  // namespace

Status read_text_members(std::string_view body, std::span<const TextMember> members) {
  if (!is_utf8(body)) return Status::invalid("the body is no UTF-8");
  const Result<Json> json = Json::parse(body);
  if (!json.ok() || !json.value().is_object())
    return Status::invalid("the body is not an object of JSON");
  for (const Json::Member& found : *json.value().if_object()) TRY(take(found, members));
  for (const TextMember& member : members) {
    if (member.is_needed && !*member.target)
      return Status::invalid(fmt::format("`{}` must be there", member.name));
  }
  return {};
}

}  // namespace telltale::serve
