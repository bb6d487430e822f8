#include "serve/route.h"

namespace telltale::serve {
namespace {

// Takes the first part off a path that begins with a slash.
std::string_view take_part(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

bool is_placeholder(std::string_view part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

}  // namespace

std::string_view Call::part(std::string_view name) const {
  for (const auto& [known, value] : parts) {
    if (known == name) return value;
  }
  return {};
}

std::optional<HttpFields> match_path(std::string_view pattern, std::string_view path) {
  HttpFields parts;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_part(pattern);
    const std::string_view found = take_part(path);
    if (is_placeholder(wanted)) {
      parts.emplace_back(wanted.substr(1, wanted.size() - 2), found);
    } else if (wanted != found) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parts;
}

}  // namespace telltale::serve
