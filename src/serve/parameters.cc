#include "serve/parameters.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/utf8.h"

namespace telltale::serve {
namespace {

template <typename T>
bool parse(std::string_view text, T& value) {
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && rest == end;
}

}  // namespace

Parameters::Parameters(const HttpHead& head, std::initializer_list<std::string_view> known)
    : head_(head) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : head.query) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      refuse(known.size() == 0 ? fmt::format("there is no parameter `{}`: this path has none", name)
                               : fmt::format("there is no parameter `{}`: there are {}", name,
                                             fmt::join(known, ", ")));
    } else if (!seen.insert(name).second) {
      refuse(fmt::format("the parameter `{}` is there more than once", name));
    } else if (!is_utf8(value)) {
      refuse(fmt::format("the parameter `{}` is no UTF-8", name));
    }
  }
}

void Parameters::refuse(std::string why) {
  if (status_.ok()) status_ = Status::invalid(std::move(why));
}

void Parameters::wrong(std::string_view name, std::string_view wanted) {
  refuse(fmt::format("the parameter `{}` must be {}", name, wanted));
}

std::optional<std::string_view> Parameters::find(std::string_view name) {
  const std::optional<std::string_view> value = head_.parameter(name);
  if (value && value->empty()) wrong(name, "left out, or have a value");
  return value;
}

std::string Parameters::text(std::string_view name) {
  return std::string(find(name).value_or(""));
}

std::string Parameters::required_text(std::string_view name) {
  std::string value = text(name);
  if (value.empty()) wrong(name, "there");
  return value;
}

std::optional<int64_t> Parameters::moment(std::string_view name) {
  const std::optional<std::string_view> value = find(name);
  if (!value) return std::nullopt;
  const std::optional<IsoTime> time = parse_iso_time(*value);
  if (!time) {
    wrong(name, "a time, such as 2025-01-31T12:00:00Z");
    return std::nullopt;
  }
  return time->micros;
}

int64_t Parameters::required_moment(std::string_view name) {
  if (!head_.parameter(name)) wrong(name, "there, as a time such as 2025-01-31T12:00:00Z");
  return moment(name).value_or(0);
}

uint64_t Parameters::number(std::string_view name, const Bounds& bounds) {
  const std::optional<std::string_view> value = find(name);
  if (!value) return bounds.usual;
  uint64_t number = 0;
  if (parse(*value, number) && number >= bounds.least && number <= bounds.most) return number;
  wrong(name, fmt::format("a whole number from {} to {}", bounds.least, bounds.most));
  return bounds.usual;
}

std::optional<double> Parameters::fraction(std::string_view name) {
  return number_between(name, 0, 1);
}

std::optional<double> Parameters::number_between(std::string_view name, double least, double most) {
  const std::optional<std::string_view> value = find(name);
  if (!value) return std::nullopt;
  double number = 0;
  if (parse(*value, number) && number >= least && number <= most) return number;
  wrong(name, fmt::format("a number from {} to {}", least, most));
  return std::nullopt;
}

bool Parameters::flag(std::string_view name) {
  return word(name, {"true", "false"}) == "true";
}

std::string_view Parameters::word(std::string_view name,
                                  std::initializer_list<std::string_view> words) {
  const std::optional<std::string_view> value = find(name);
  if (!value) return {};
  const auto* found = std::find(words.begin(), words.end(), *value);
  if (found != words.end()) return *found;
  wrong(name, fmt::format("{}", fmt::join(words, ", ")));
  return {};
}

}  // namespace telltale::serve
