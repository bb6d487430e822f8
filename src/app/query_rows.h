// Reads the rows of a query's answer (JSON, columns and rows) into a sink, with every digit of
// every number. Pure.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/rows.h"

namespace telltale {

// kInternal: it is no such answer.
Status read_query_rows(std::string_view answer, RowSink& sink);

// A value of a JSON document as a cell.
Cell cell_of(const Json& value);

}  // namespace telltale
