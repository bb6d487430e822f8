#include "serve/user.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/utf8.h"
#include "serve/guessed_passwords.h"
#include "serve/http.h"

namespace telltale::serve {
namespace {

constexpr std::array<std::string_view, 3> kRoles = {"viewer", "operator", "admin"};
constexpr size_t kNameBytesMax = 64;
constexpr size_t kPasswordCharactersMin = 12;
constexpr size_t kPasswordBytesMax = 256;
constexpr size_t kDistinctMin = 6;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// The text without what people put around a word to make it long: digits and signs.
std::string_view core_of(std::string_view text) {
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  return text;
}

bool is_common(std::string_view small) {
  if (is_guessed_password(small)) return true;
  const std::string_view core = core_of(small);
  return core.size() < kPasswordCharactersMin && is_guessed_password(core);
}

size_t characters_of(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

std::string_view name_of(Role role) {
  return kRoles[static_cast<size_t>(role)];
}

Result<Role> role_named(std::string_view name) {
  const auto found = std::ranges::find(kRoles, name);
  if (found != kRoles.end()) return static_cast<Role>(found - kRoles.begin());
  return Status::invalid("a role is `viewer`, `operator` or `admin`");
}

Status check_user_name(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789._-@";
  const bool is_good = !name.empty() && name.size() <= kNameBytesMax &&
                       name.find_first_not_of(kLetters) == std::string_view::npos;
  if (is_good) return {};
  return Status::invalid("a user's name is 1 to 64 of a-z, 0-9, and . _ - @");
}

Status check_password(std::string_view password, std::string_view user) {
  if (!is_utf8(password) || password.find('\0') != std::string_view::npos)
    return Status::invalid("the password is not a text of UTF-8");
  if (password.size() > kPasswordBytesMax)
    return Status::invalid(
        fmt::format("the password is too long: at most {} bytes", kPasswordBytesMax));
  if (characters_of(password) < kPasswordCharactersMin)
    return Status::invalid(
        fmt::format("the password is too short: at least {} characters", kPasswordCharactersMin));
  const std::string small = lower_case(password);
  if (std::set(small.begin(), small.end()).size() < kDistinctMin || is_common(small))
    return Status::invalid("the password is one that many use: choose several words of your own");
  if (user.size() > 2 && core_of(small) == core_of(user))
    return Status::invalid("the password is the user's name with something around it");
  return {};
}

AccessKey plan_session(const User& user, Instant now, Duration lifetime) {
  AccessKey session;
  session.user = user.name;
  session.may_read = true;
  session.may_operate = user.role != Role::kViewer;
  session.may_admin = user.role == Role::kAdmin;
  session.created = now;
  session.expires = now + lifetime;
  return session;
}

Role role_of(const AccessKey& session) {
  if (session.may_admin) return Role::kAdmin;
  return session.may_operate ? Role::kOperator : Role::kViewer;
}

}  // namespace telltale::serve
