// JsonRows: rows as one JSON array of objects, in memory. For answers whose size is bounded.
#pragma once

#include <string>
#include <vector>

#include "base/rows.h"

namespace telltale::serve {

class JsonRows : public RowSink {
 public:
  Status begin(const std::vector<std::string>& columns) override;
  Status row(std::span<const Cell> cells) override;
  Status end() override;
  const std::string& text() const { return text_; }

 private:
  std::vector<std::string> names_;
  std::string text_;
};

}  // namespace telltale::serve
