#include "serve/json_rows.h"

#include "serve/result_text.h"

namespace telltale::serve {

Status JsonRows::begin(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) names_.push_back(json_text(column));
  text_ = "[";
  return {};
}

Status JsonRows::row(std::span<const Cell> cells) {
  text_ += text_.size() > 1 ? ",\n{" : "\n{";
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += ',';
    text_.append(names_[i]).append(":").append(json_cell(cells[i]));
  }
  text_ += '}';
  return {};
}

Status JsonRows::end() {
  text_ += "]";
  return {};
}

}  // namespace telltale::serve
