// Columns of a table on their way into or out of a file, in plain vectors: the seam between what the
// platform knows and how files are encoded. No library appears here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "telemetry/anomaly.h"

namespace telltale {

// Texts by number; a negative number is null.
struct TextValues {
  std::vector<std::string> dictionary;
  std::vector<int32_t> codes;

  bool is_null(size_t row) const { return codes[row] < 0; }
  std::string_view at(size_t row) const { return dictionary[static_cast<size_t>(codes[row])]; }
};

// Bytes one after another; row i is [ends[i - 1], ends[i]).
struct BytesValues {
  std::string data;
  std::vector<int32_t> ends;

  std::string_view at(size_t row) const {
    const auto begin = static_cast<size_t>(row == 0 ? 0 : ends[row - 1]);
    return std::string_view(data).substr(begin, static_cast<size_t>(ends[row]) - begin);
  }
};

// Microseconds since 1970, UTC.
struct TimeValues {
  std::vector<int64_t> micros;
};

struct BooleanValues {
  std::vector<uint8_t> values;
};

struct ContributionValues {
  std::vector<std::vector<Contribution>> values;
};

struct TableColumn {
  using Values =
      std::variant<std::vector<int32_t>, std::vector<int64_t>, std::vector<float>,
                   std::vector<double>, BooleanValues, TimeValues, TextValues, BytesValues,
                   ContributionValues>;
  std::string name;
  Values values;
  // One byte a row, 0 is null; empty: none is. Texts mark null in their codes.
  std::vector<uint8_t> valid;

  bool is_null(size_t row) const;
};

struct TableColumns {
  size_t rows = 0;
  std::vector<TableColumn> columns;

  const TableColumn* find(std::string_view name) const;
  void add(std::string name, TableColumn::Values values, std::vector<uint8_t> valid = {}) {
    columns.push_back({std::move(name), std::move(values), std::move(valid)});
  }
};

}  // namespace telltale
