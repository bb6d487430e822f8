#include "store/table_columns.h"

namespace telltale {

bool TableColumn::is_null(size_t row) const {
  if (const auto* texts = std::get_if<TextValues>(&values)) return texts->is_null(row);
  return !valid.empty() && valid[row] == 0;
}

const TableColumn* TableColumns::find(std::string_view name) const {
  for (const TableColumn& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

}  // namespace telltale
