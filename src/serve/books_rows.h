// The books as rows: in total, by log, by day of receipt, by disposition and reason. What commands
// print and what the server answers.
#pragma once

#include <string>
#include <vector>

#include "base/rows.h"
#include "journal/catalog.h"
#include "store/lake_view.h"

namespace telltale::serve {

enum class BooksBy : uint8_t { kTotal, kLog, kDay, kReason };
const std::vector<std::string>& books_columns(BooksBy by);
Status write_books(const LakeView& view, const Catalog& catalog, BooksBy by, RowSink& sink);

// The total alone.
std::vector<Cell> books_cells(const BooksPage& page);

}  // namespace telltale::serve
