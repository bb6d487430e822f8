// CsvColumns: which column of a CSV log leads to which target, found once from its header.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "refine/values.h"

namespace telltale {

struct CsvColumn {
  size_t number;  // from 1
  Target target;
};

struct CsvColumns {
  std::vector<CsvColumn> known;      // in the order of the columns
  std::vector<std::string> unknown;  // names in the header that the schema does not use
  std::vector<std::string> missing;  // names the schema wants and the header lacks
  size_t count = 0;                  // columns a row must have
};

CsvColumns csv_columns(const LogInfo& log);

// Says whether a log with this header can be read at all: a header without the device, the time or
// a required field would have every one of its rows refused. kInvalid names the columns.
Status check_csv_header(const LogInfo& log);

}  // namespace telltale
