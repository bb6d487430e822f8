#include "serve/media_type.h"

#include <algorithm>

namespace telltale::serve {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

bool is_unwanted(std::string_view range) {
  const size_t weight = range.find("q=0");
  if (weight == std::string_view::npos) return false;
  const std::string_view rest = range.substr(weight + 3);
  return rest.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::string_view bare_media_type(std::string_view field) {
  return trimmed(field.substr(0, field.find(';')));
}

std::vector<std::string_view> media_types_of(std::string_view accept) {
  std::vector<std::string_view> types;
  while (!accept.empty()) {
    const std::string_view range = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(range.size() + 1, accept.size()));
    if (!is_unwanted(range)) types.push_back(bare_media_type(range));
  }
  return types;
}

bool is_json_body(const HttpHead& head) {
  const std::string_view type = bare_media_type(head.field("content-type").value_or(""));
  return type.empty() || type == "application/json" || type == "application/x-www-form-urlencoded";
}

}  // namespace telltale::serve
