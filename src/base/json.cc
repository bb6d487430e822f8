#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace telltale {
namespace {

constexpr size_t kDepthMax = 64;

// Builds a Json from nlohmann's events, so that repeated keys and depth can be refused.
class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(int64_t value) { return add(Json(value)); }
  bool number_unsigned(uint64_t value) { return add(Json(value)); }
  bool number_float(double value, const std::string&) { return add(Json(value)); }
  bool string(std::string& value) { return add(Json(std::move(value))); }
  bool binary(std::vector<uint8_t>&) { return false; }
  bool start_object(size_t) { return open(true); }
  bool start_array(size_t) { return open(false); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    Level& level = levels_.back();
    const auto same = [&](const Json::Member& member) { return member.first == name; };
    if (std::any_of(level.members.begin(), level.members.end(), same)) {
      error_ = fmt::format("key {} is repeated", json_quoted(name));
      return false;
    }
    level.key = std::move(name);
    return true;
  }

  // `position` counts the bytes read, the one that cannot be included.
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) {
    const std::string_view before = text_.substr(0, std::max<size_t>(position, 1) - 1);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const size_t newline = before.find_last_of('\n');
    const size_t column = before.size() - (newline == std::string_view::npos ? 0 : newline + 1) + 1;
    error_ = fmt::format("syntax error at line {}, column {}", line, column);
    return false;
  }

  const std::string& error() const { return error_; }
  Json take() { return std::move(root_); }

 private:
  struct Level {
    bool is_object;
    std::string key;
    Json::Object members;
    Json::Array items;
  };

  bool open(bool is_object) {
    if (levels_.size() == kDepthMax) {
      error_ = fmt::format("nested deeper than {} levels", kDepthMax);
      return false;
    }
    levels_.push_back({is_object, {}, {}, {}});
    return true;
  }

  bool close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return add(level.is_object ? Json::object(std::move(level.members))
                               : Json(std::move(level.items)));
  }

  bool add(Json value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (levels_.back().is_object) {
      levels_.back().members.emplace_back(std::move(levels_.back().key), std::move(value));
    } else {
      levels_.back().items.push_back(std::move(value));
    }
    return true;
  }

  std::string_view text_;
  std::vector<Level> levels_;
  Json root_;
  std::string error_;
};

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value);
  out.append(digits, end.ptr);
}

void append_break(std::string& out, int indent, int depth) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<size_t>(indent * depth), ' ');
}

}  // namespace

Result<Json> Json::parse(std::string_view text) {
  Builder builder(text);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
    return Status::invalid(fmt::format("cannot read JSON: {}", builder.error()));
  return builder.take();
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string Json::dump(int indent) const {
  std::string out;
  dump_to(out, indent, 0);
  return out;
}

void Json::dump_to(std::string& out, int indent, int depth) const {
  const char* separator = indent < 0 ? ":" : ": ";
  if (const auto* members = if_object()) {
    out += '{';
    for (size_t i = 0; i < members->size(); ++i) {
      if (i > 0) out += ',';
      append_break(out, indent, depth + 1);
      out += json_quoted((*members)[i].first) + separator;
      (*members)[i].second.dump_to(out, indent, depth + 1);
    }
    if (!members->empty()) append_break(out, indent, depth);
    out += '}';
  } else if (const auto* items = if_array()) {
    out += '[';
    for (size_t i = 0; i < items->size(); ++i) {
      if (i > 0) out += ',';
      append_break(out, indent, depth + 1);
      (*items)[i].dump_to(out, indent, depth + 1);
    }
    if (!items->empty()) append_break(out, indent, depth);
    out += ']';
  } else if (const auto* text = if_string()) {
    out += json_quoted(*text);
  } else if (const bool* flag = if_bool()) {
    out += *flag ? "true" : "false";
  } else if (const auto* signed_value = std::get_if<int64_t>(&value_)) {
    out += std::to_string(*signed_value);
  } else if (const auto* unsigned_value = std::get_if<uint64_t>(&value_)) {
    out += std::to_string(*unsigned_value);
  } else if (const auto* number = std::get_if<double>(&value_)) {
    append_number(out, *number);
  } else {
    out += "null";
  }
}

bool Json::to_uint(uint64_t& out) const {
  if (const auto* value = std::get_if<uint64_t>(&value_)) {
    out = *value;
    return true;
  }
  const auto* value = std::get_if<int64_t>(&value_);
  if (value == nullptr || *value < 0) return false;
  out = static_cast<uint64_t>(*value);
  return true;
}

bool Json::to_int(int64_t& out) const {
  if (const auto* value = std::get_if<int64_t>(&value_)) {
    out = *value;
    return true;
  }
  const auto* value = std::get_if<uint64_t>(&value_);
  if (value == nullptr || *value > std::numeric_limits<int64_t>::max()) return false;
  out = static_cast<int64_t>(*value);
  return true;
}

bool Json::to_double(double& out) const {
  if (const auto* value = std::get_if<double>(&value_)) {
    out = *value;
    return true;
  }
  int64_t whole = 0;
  if (!to_int(whole)) return false;
  out = static_cast<double>(whole);
  return true;
}

const Json* Json::find(std::string_view key) const {
  const Object* members = if_object();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

void Json::add(std::string key, Json value) {
  CHECK(is_object());
  CHECK(find(key) == nullptr);
  std::get<Object>(value_).emplace_back(std::move(key), std::move(value));
}

Status JsonFields::wrong(std::string_view key, std::string_view wanted) const {
  const char* state = object_.find(key) == nullptr ? "missing" : "wrong";
  return Status::corrupt(fmt::format("cannot read {}: member {} is {}: wanted={}", what_,
                                     json_quoted(key), state, wanted));
}

Result<uint64_t> JsonFields::uint_at(std::string_view key) const {
  uint64_t value = 0;
  const Json* member = find(key);
  if (member == nullptr || !member->to_uint(value)) return wrong(key, "a whole number from 0");
  return value;
}

Result<int64_t> JsonFields::int_at(std::string_view key) const {
  int64_t value = 0;
  const Json* member = find(key);
  if (member == nullptr || !member->to_int(value)) return wrong(key, "a whole number");
  return value;
}

Result<bool> JsonFields::bool_at(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || member->if_bool() == nullptr) return wrong(key, "true or false");
  return *member->if_bool();
}

Result<std::string> JsonFields::text_at(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || member->if_string() == nullptr) return wrong(key, "a text");
  return *member->if_string();
}

Result<const Json::Array*> JsonFields::array_at(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || member->if_array() == nullptr) return wrong(key, "an array");
  return member->if_array();
}

Result<const Json*> JsonFields::object_at(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || !member->is_object()) return wrong(key, "an object");
  return member;
}

}  // namespace telltale
