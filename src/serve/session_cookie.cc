#include "serve/session_cookie.h"

#include <fmt/format.h>

namespace telltale::serve {
namespace {

constexpr std::string_view kName = "__Host-telltale";

bool is_reading(const HttpHead& head) {
  return head.method == "GET" || head.method == "HEAD";
}

// An origin is a scheme and a host; whoever undoes TLS before the server changes the scheme.
bool is_own_origin(const HttpHead& head, std::string_view origin) {
  const size_t slashes = origin.find("://");
  if (slashes == std::string_view::npos) return false;
  if (head.is_secure && origin.substr(0, slashes) != "https") return false;
  return origin.substr(slashes + 3) == head.field("host").value_or("");
}

}  // namespace

std::optional<std::string_view> session_cookie(const HttpHead& head) {
  std::string_view rest = head.field("cookie").value_or("");
  while (!rest.empty()) {
    std::string_view pair = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(kName) && pair.substr(kName.size()).starts_with('='))
      return pair.substr(kName.size() + 1);
  }
  return std::nullopt;
}

std::pair<std::string, std::string> set_session_cookie(std::string_view text) {
  const std::string_view age = text.empty() ? "; Max-Age=0" : "";
  return {"Set-Cookie",
          fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}", kName, text, age)};
}

bool is_of_other_page(const HttpHead& head) {
  const std::optional<std::string_view> origin = head.field("origin");
  if (origin && !is_own_origin(head, *origin)) return true;
  const std::string_view site = head.field("sec-fetch-site").value_or("same-origin");
  return site != "same-origin" && site != "none";
}

bool is_own_page(const HttpHead& head) {
  if (is_of_other_page(head)) return false;
  const std::optional<std::string_view> site = head.field("sec-fetch-site");
  return is_reading(head) || (site ? *site == "same-origin" : head.field("origin").has_value());
}

}  // namespace telltale::serve
