// SqlGuard: what a query of a user refers to, by the engine's own parse of it, and whether it may:
// views of the lake and names the query gives itself, functions that compute and nothing that
// reads files, settings or the engine's catalog. Pure functions of texts.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/read_columns.h"

namespace telltale {

// What a parse names, as it was written.
struct SqlReferences {
  struct Table {
    std::string catalog;
    std::string schema;
    std::string name;
  };
  std::vector<Table> tables;
  std::vector<std::string> own_names;        // of WITH
  std::vector<std::string> table_functions;  // in FROM
  std::vector<std::string> functions;        // all, also those of FROM
  std::vector<std::string> foreign;          // kinds of sources that are none of these
  std::vector<std::string> columns;          // without what stands before the last dot
  std::vector<std::string> sources;          // what it calls that it reads from
  bool takes_all_columns = false;  // somewhere: `*`, NATURAL JOIN, names by place and the like
};

// Reads a parse as the engine writes it (its function json_serialize_sql). kInvalid: it says that
// the query is none.
Result<SqlReferences> read_references(std::string_view parse_json);

// The views the query reads, of those there are. kInvalid: it refers to something else, and what.
Result<std::set<std::string>> check_references(const SqlReferences& references,
                                               const std::vector<std::string>& views);

// The columns that the query may read: those it names, in USING and before the dot of a method too.
// All, where it could read one that it does not name.
ReadColumns columns_read(const SqlReferences& references);

}  // namespace telltale
