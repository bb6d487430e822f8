// RowGatherer: rows of several files of one form, in an order of choice, as new columns: how files
// are merged and rewritten. Columns are matched by name; where a file lacks one, its rows have
// none. One owner thread.
#pragma once

#include <map>
#include <span>

#include "base/text_table.h"
#include "store/table_columns.h"

namespace telltale {

// Adds the columns that `like` lacks, without rows. kCorrupt: a column has two types.
Status add_columns_of(const TableColumns& from, TableColumns& like);

// A row of one of several tables.
struct RowRef {
  uint32_t source;
  uint32_t row;
};

class RowGatherer {
 public:
  using Sources = std::span<const TableColumns* const>;

  // The columns are those of `like`, in its order; its rows do not matter.
  explicit RowGatherer(const TableColumns& like);

  // kCorrupt: a column has another type.
  Status append(Sources sources, std::span<const RowRef> rows);
  // All rows of one table.
  Status append(const TableColumns& table);

  size_t rows() const { return rows_; }
  // About how much memory the rows take.
  size_t bytes() const { return bytes_; }
  // Hands the rows over; gathering begins anew.
  TableColumns take();

 private:
  struct Gathered {
    TableColumn column;
    TextTable texts;  // of a column of texts: its dictionary
  };
  Status append_column(Gathered& to, Sources sources, std::span<const RowRef> rows);

  std::vector<Gathered> columns_;
  size_t rows_ = 0;
  size_t bytes_ = 0;
};

}  // namespace telltale
