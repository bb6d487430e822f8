// LakeViews: the SQL views of a lake as of one commit: device_metrics, anomalies, ledger (rejects,
// duplicates, conflicts), raw, books, rollups, a view for each schema under the user's own names,
// and the star schema that analysts expect (fact_device_metrics, dim_devices). Only text; no
// engine.
#pragma once

#include <string>
#include <vector>

#include "store/lake_at.h"

namespace telltale {

struct SqlView {
  std::string name;
  std::string select;              // its definition
  std::vector<std::string> needs;  // views it is made of
  std::vector<FileEntry> files;    // files it reads itself
  std::vector<Table> tables;       // whose rows it shows
  bool is_of_books = false;        // its definition is books_select() of the books then
};

// Views in an order in which each comes after those it needs.
std::vector<SqlView> lake_views(const LakeAt& lake);

// The rows of books.
std::string books_select(const Books& books);

// A text as an SQL literal; a name as an SQL identifier.
std::string sql_text(std::string_view text);
std::string sql_name(std::string_view name);

}  // namespace telltale
