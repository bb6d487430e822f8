// SqlCells: reads the values of one column of the SQL engine's results as cells, and names types as
// SQL does. What the engine hands out is passed as it is, so that its header stays in .cc files.
#pragma once

#include <cstdint>
#include <string>

#include "base/rows.h"

namespace telltale {

class SqlCells {
 public:
  // A `duckdb_vector` and its `duckdb_logical_type`, which must outlive this.
  SqlCells(void* vector, void* type);

  Cell read(uint64_t row) const;

  // Whether every type inside can be read; others are asked of the engine as text.
  static bool knows(void* type);

 private:
  template <typename T>
  const T& at(uint64_t row) const;
  std::string_view text(uint64_t row) const;
  Cell list(uint64_t row) const;
  Cell structure(uint64_t row) const;

  void* const vector_;
  void* const type_;
  const int id_;
};

// `DOUBLE`, `DECIMAL(18,3)`, `VARCHAR[]`; of a `duckdb_logical_type`.
std::string sql_type_name(void* type);

}  // namespace telltale
