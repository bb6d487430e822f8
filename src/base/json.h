// Json: a small document in memory, for files that are read rarely (commits, control records) and
// for answers to people. Never on a record's path. Objects keep the order of their members.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace telltale {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(static_cast<int64_t>(value)) {}
  Json(int64_t value) : value_(value) {}
  Json(uint64_t value) : value_(value) {}
  Json(uint32_t value) : value_(static_cast<uint64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  static Json object(Object members = {}) { return Json(Variant(std::move(members))); }

  // Reads one document and nothing after it. Refuses a repeated key and nesting over 64 levels;
  // the message names line and column.
  static Result<Json> parse(std::string_view text);

  // Writes the document: on one line, or with each member on its own line, indented by `indent`.
  // Numbers that are not finite become null.
  std::string dump(int indent = -1) const;

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  const bool* if_bool() const { return std::get_if<bool>(&value_); }
  const std::string* if_string() const { return std::get_if<std::string>(&value_); }
  const Array* if_array() const { return std::get_if<Array>(&value_); }
  const Object* if_object() const { return std::get_if<Object>(&value_); }
  // The number, when it is one and fits.
  bool to_uint(uint64_t& out) const;
  bool to_int(int64_t& out) const;
  bool to_double(double& out) const;

  // The member of that name, or nothing (also when this is no object).
  const Json* find(std::string_view key) const;
  // Adds a member to an object; the key must be new.
  void add(std::string key, Json value);

 private:
  using Variant =
      std::variant<std::monostate, bool, int64_t, uint64_t, double, std::string, Array, Object>;
  explicit Json(Variant value) : value_(std::move(value)) {}
  void dump_to(std::string& out, int indent, int depth) const;

  Variant value_;
};

// The text as a JSON string, quotes included.
std::string json_quoted(std::string_view text);

// Reads members of one object by name and type. A missing or wrong member is kCorrupt and named
// after `what`, the kind of document, so that the reader of a damaged file knows where to look.
class JsonFields {
 public:
  JsonFields(const Json& object, std::string_view what) : object_(object), what_(what) {}

  Result<uint64_t> uint_at(std::string_view key) const;
  Result<int64_t> int_at(std::string_view key) const;
  Result<bool> bool_at(std::string_view key) const;
  Result<std::string> text_at(std::string_view key) const;
  Result<const Json::Array*> array_at(std::string_view key) const;
  Result<const Json*> object_at(std::string_view key) const;
  // The member, or null when it is missing.
  const Json* find(std::string_view key) const { return object_.find(key); }

 private:
  Status wrong(std::string_view key, std::string_view wanted) const;
  const Json& object_;
  std::string_view what_;
};

}  // namespace telltale
