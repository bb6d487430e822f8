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

std::string text_at(const TableColumns& table, std::string_view name, size_t row) {
  const auto* texts = values_of<TextValues>(table, name);
  return texts == nullptr || texts->is_null(row) ? "" : std::string(texts->at(row));
}

const std::vector<std::string>& PositionColumns::names() {
  static const std::vector<std::string> kNames = {"_log", "_offset", "_index"};
  return kNames;
}

Result<PositionColumns> PositionColumns::of(const TableColumns& table) {
  PositionColumns positions;
  positions.log_ = values_of<std::vector<int32_t>>(table, "_log");
  positions.offset_ = values_of<std::vector<int64_t>>(table, "_offset");
  positions.index_ = values_of<std::vector<int32_t>>(table, "_index");
  if (positions.log_ == nullptr || positions.offset_ == nullptr || positions.index_ == nullptr)
    return Status::corrupt("file of the lake lacks the columns of positions");
  return positions;
}

Position PositionColumns::at(size_t row) const {
  return {LogId{static_cast<uint32_t>((*log_)[row])}, static_cast<Offset>((*offset_)[row]),
          static_cast<uint32_t>((*index_)[row])};
}

}  // namespace telltale
