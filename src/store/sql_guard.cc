#include "store/sql_guard.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "store/sql_text.h"
#include "telemetry/schema.h"

namespace telltale {
namespace {

// The engine's own JSON: well formed, perhaps nested deeper than a document that people write.
// Walks it once and keeps of each open object the members that say what it is.
class ParseWalk {
 public:
  explicit ParseWalk(std::string_view json) : json_(json) {}

  Result<SqlReferences> run() {
    while (at_ < json_.size()) {
      const char c = json_[at_++];
      if (c == '{' || c == '[') {
        open_.push_back({.is_object = c == '{', .name = std::move(key_)});
        key_.clear();
      } else if (c == '}' || c == ']') {
        if (open_.empty()) return broken();
        close(open_.back());
        open_.pop_back();
      } else if (c == '"') {
        TRY(take_text());
      } else if (c == ',') {
        key_.clear();
      }
    }
    if (!open_.empty()) return broken();
    if (is_error_) return Status::invalid("cannot run SQL: only a plain SELECT is taken");
    return std::move(references_);
  }

 private:
  struct Open {
    bool is_object = false;
    std::string type{};
    std::string kind{};  // the member `class`, of expressions
    std::string table_name{};
    std::string schema_name{};
    std::string catalog_name{};
    std::string function_name{};
    std::string alias{};
    std::string key{};   // a member of that name
    std::string name{};  // under which it is a member of the object around it
    bool has_items = false;
  };

  static Status broken() { return Status::internal("cannot read the engine's parse of the query"); }

  // A text, which is the name of a member when a colon follows.
  Status take_text() {
    std::string text;
    while (at_ < json_.size() && json_[at_] != '"') {
      if (json_[at_] == '\\') ++at_;
      if (at_ < json_.size()) text += json_[at_++];
    }
    if (at_ >= json_.size()) return broken();
    ++at_;
    if (at_ < json_.size() && json_[at_] == ':' && !open_.empty() && open_.back().is_object) {
      key_ = std::move(text);
      ++at_;
      return {};
    }
    if (open_.empty()) return {};
    if (open_.back().is_object) {
      keep(open_.back(), std::move(text));
    } else {
      take_item(open_.back(), std::move(text));
    }
    return {};
  }

  // Of a name in parts the last is the column's.
  void take_item(Open& list, std::string text) {
    if (list.name == "column_names" && list.has_items) references_.columns.pop_back();
    if (list.name == "column_names" || list.name == "using_columns")
      references_.columns.push_back(std::move(text));
    if (list.name == "column_name_alias") references_.takes_all_columns = true;
    list.has_items = true;
  }

  void keep(Open& object, std::string text) {
    if (key_ == "error_message") is_error_ = true;
    if (text == "NATURAL" && key_ == "ref_type") references_.takes_all_columns = true;
    if (key_ == "alias") object.alias = std::move(text);
    if (key_ == "type") object.type = std::move(text);
    if (key_ == "class") object.kind = std::move(text);
    if (key_ == "table_name") object.table_name = std::move(text);
    if (key_ == "schema_name" || key_ == "schema") object.schema_name = std::move(text);
    if (key_ == "catalog_name") object.catalog_name = std::move(text);
    if (key_ == "function_name") object.function_name = std::move(text);
    if (key_ == "key") object.key = std::move(text);
    key_.clear();
  }

  void close(Open& object) {
    if (!object.is_object) return;
    if (!object.function_name.empty()) {
      references_.functions.push_back(object.function_name);
      // `n.abs()`: what stands before a method may be a column.
      if (!object.schema_name.empty()) references_.columns.push_back(object.schema_name);
      if (object.name == "function") references_.table_functions.push_back(object.function_name);
    }
    if (!object.key.empty() && open_.size() > 1 && open_[open_.size() - 2].name == "map")
      references_.own_names.push_back(object.key);
    if (object.type == "STAR" || object.type == "POSITIONAL_REFERENCE" || object.type == "PIVOT")
      references_.takes_all_columns = true;
    if (!object.kind.empty()) return;
    for (std::string* name : {&object.alias, &object.table_name}) {
      if (!name->empty()) references_.sources.push_back(*name);
    }
    if (object.type == "BASE_TABLE") {
      references_.tables.push_back({object.catalog_name, object.schema_name, object.table_name});
    } else if (object.type.ends_with("_REF") || object.type.starts_with("SHOW")) {
      references_.foreign.push_back(object.type);
    }
  }

  std::string_view json_;
  size_t at_ = 0;
  std::string key_;
  bool is_error_ = false;
  std::vector<Open> open_;
  SqlReferences references_;
};

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Functions in FROM that make rows of their arguments alone.
constexpr std::array<std::string_view, 5> kTableFunctions = {"unnest", "generate_series", "range",
                                                             "json_each", "json_tree"};

// Names of the engine's own catalog begin so.
constexpr std::array<std::string_view, 5> kOwnPrefixes = {"duckdb_", "pragma_", "pg_", "sqlite_",
                                                          "information_schema"};
constexpr std::array<std::string_view, 2> kHarmless = {"pg_typeof", "pg_size_pretty"};

// What tells of the engine or its settings, waits, or runs a text as a query.
constexpr std::array<std::string_view, 30> kForbidden = {"current_setting",
                                                         "getvariable",
                                                         "getenv",
                                                         "write_log",
                                                         "sleep_ms",
                                                         "nextval",
                                                         "currval",
                                                         "setseed",
                                                         "json_serialize_sql",
                                                         "checkpoint",
                                                         "force_checkpoint",
                                                         "json_serialize_plan",
                                                         "enable_logging",
                                                         "disable_logging",
                                                         "json_deserialize_sql",
                                                         "query",
                                                         "query_table",
                                                         "json_execute_serialized_sql",
                                                         "current_query",
                                                         "current_query_id",
                                                         "current_connection_id",
                                                         "glob",
                                                         "current_schemas",
                                                         "current_transaction_id",
                                                         "txid_current",
                                                         "in_search_path",
                                                         "has_table_privilege",
                                                         "which_secret",
                                                         "sql_auto_complete",
                                                         "parse_duckdb_log_message"};

bool has_own_prefix(std::string_view name) {
  return std::any_of(kOwnPrefixes.begin(), kOwnPrefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_forbidden(const std::string& name) {
  if (is_one_of(name, kForbidden)) return true;
  if (name.starts_with("read_") || name.starts_with("parquet_")) return true;
  return has_own_prefix(name) && !is_one_of(name, kHarmless);
}

// A name of WITH must not be one that could mean something else outside of its reach: a file, or
// a table of the engine's.
bool is_plain_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || c == ' ' || c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

Status refused(std::string_view what, std::string_view name) {
  return Status::invalid(fmt::format(
      "cannot run SQL: {} is not for queries: only the lake's views can be read: name={}", what,
      name));
}

Status check_functions(const SqlReferences& references) {
  for (const std::string& written : references.table_functions) {
    if (!is_one_of(lower_name(written), kTableFunctions))
      return refused("this table function", written);
  }
  for (const std::string& written : references.functions) {
    if (is_forbidden(lower_name(written))) return refused("this function", written);
  }
  return {};
}

}  // namespace

Result<SqlReferences> read_references(std::string_view parse_json) {
  return ParseWalk(parse_json).run();
}

Result<std::set<std::string>> check_references(const SqlReferences& references,
                                               const std::vector<std::string>& views) {
  TRY(check_functions(references));
  for (const std::string& kind : references.foreign) return refused("this kind of source", kind);
  std::set<std::string> own;
  for (const std::string& name : references.own_names) {
    if (!is_plain_name(name) || has_own_prefix(lower_name(name)))
      return refused("this name for a part of the query", name);
    own.insert(lower_name(name));
  }
  std::set<std::string> read;
  for (const SqlReferences::Table& table : references.tables) {
    const auto is_it = [&](const std::string& view) { return same_column_name(view, table.name); };
    const auto view = std::find_if(views.begin(), views.end(), is_it);
    const bool is_bare = table.catalog.empty() && (table.schema.empty() || table.schema == "main");
    if (is_bare && view != views.end()) {
      read.insert(*view);
    } else if (!is_bare || !own.contains(lower_name(table.name))) {
      return Status::invalid(fmt::format(
          "cannot run SQL: the lake has no table of this name: GET /v1/catalog lists all: name={}",
          table.schema.empty() ? table.name : table.schema + "." + table.name));
    }
  }
  return read;
}

// The name of what is read from is a row of it, with all columns.
ReadColumns columns_read(const SqlReferences& references) {
  ReadColumns read = ReadColumns::none();
  for (const std::string& column : references.columns) read.add(column);
  const bool reads_rows = std::any_of(references.sources.begin(), references.sources.end(),
                                      [&](const std::string& source) { return read.has(source); });
  // Another table function could run a text as a query; a user's query may have none of those.
  const bool runs_text =
      std::any_of(references.table_functions.begin(), references.table_functions.end(),
                  [](const std::string& function) {
                    return !is_one_of(lower_name(function), kTableFunctions);
                  });
  return references.takes_all_columns || reads_rows || runs_text ? ReadColumns() : read;
}

}  // namespace telltale
