// What a query of one text answers: the first column of its last row.
#pragma once

#include "base/rows.h"

namespace telltale {

struct TextOfRow : public RowSink {
  std::string text;
  Status begin(const std::vector<std::string>&) override { return {}; }
  Status row(std::span<const Cell> cells) override {
    text = cells[0].text;
    return {};
  }
  Status end() override { return {}; }
};

}  // namespace telltale
