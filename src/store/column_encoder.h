// Encoding a column of one row group into Parquet pages, not yet compressed. A pure function.
#pragma once

#include <string>
#include <vector>

#include "store/parquet_footer.h"
#include "store/table_columns.h"

namespace telltale {

// Rows [begin, end) of a table.
struct RowRange {
  size_t begin;
  size_t end;
  size_t size() const { return end - begin; }
};

// A leaf column's pages of one row group.
struct EncodedColumn {
  std::vector<std::string> path;
  Physical type = Physical::kByteArray;
  std::string dictionary;  // a PLAIN page, when there is one
  size_t dictionary_values = 0;
  bool has_dictionary = false;
  Encoding encoding = Encoding::kPlain;
  std::string page;           // levels and values
  std::string_view in_place;  // the page where it lies in the column's own memory
  std::string_view page_view() const {
    return in_place.empty() ? std::string_view(page) : in_place;
  }
  size_t values = 0;  // of the page, nulls included
  size_t nulls = 0;
  Bounds bounds;
};

// The leaves of a column: one, of contributions two.
std::vector<EncodedColumn> encode_column(const TableColumn& column, RowRange rows);

// All rows of a column of bytes: when what stands before the values fits the column's spare bytes,
// the page is made in place and the values are not copied.
EncodedColumn encode_bytes_column(TableColumn& column);

}  // namespace telltale
