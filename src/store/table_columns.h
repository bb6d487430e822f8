// Columns of a table on their way into or out of a file, in plain vectors: the seam between what
// the platform knows and how files are encoded. No library appears here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "telemetry/anomaly.h"
#include "telemetry/position.h"

namespace telltale {

// Bytes one after another; row i is [ends[i - 1], ends[i]), the first from `spare` on.
struct BytesValues {
  std::string data;
  std::vector<int32_t> ends;
  // Bytes at the front that belong to no row: room for what a file says before the values.
  size_t spare = 0;

  static BytesValues of(std::initializer_list<std::string_view> items) {
    BytesValues bytes;
    for (const std::string_view item : items) bytes.add(item);
    return bytes;
  }
  void add(std::string_view item) {
    data.append(item);
    ends.push_back(static_cast<int32_t>(data.size()));
  }
  size_t size() const { return ends.size(); }
  std::string_view at(size_t row) const {
    const size_t begin = row == 0 ? spare : static_cast<size_t>(ends[row - 1]);
    return std::string_view(data).substr(begin, static_cast<size_t>(ends[row]) - begin);
  }
};

// Texts by number in a dictionary of the column; a negative number is null.
struct TextValues {
  BytesValues dictionary;
  std::vector<int32_t> codes;

  bool is_null(size_t row) const { return codes[row] < 0; }
  std::string_view at(size_t row) const { return dictionary.at(static_cast<size_t>(codes[row])); }
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
  // The names of channels, where they were read from a file. Columns made of others share them.
  using Names = std::set<std::string, std::less<>>;
  std::vector<std::shared_ptr<const Names>> names;
};

struct TableColumn {
  using Values = std::variant<std::vector<int32_t>, std::vector<int64_t>, std::vector<float>,
                              std::vector<double>, BooleanValues, TimeValues, TextValues,
                              BytesValues, ContributionValues>;
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

// The values of a column when it is there and of that type, else null.
template <typename T>
const T* values_of(const TableColumns& table, std::string_view name) {
  const TableColumn* column = table.find(name);
  return column == nullptr ? nullptr : std::get_if<T>(&column->values);
}

// The text of a row; empty when it is null or the column is not there.
std::string text_at(const TableColumns& table, std::string_view name, size_t row);

// Where the records of a table's rows are: its columns _log, _offset, _index.
class PositionColumns {
 public:
  static const std::vector<std::string>& names();
  // The table must outlive this. kCorrupt: a column is missing.
  static Result<PositionColumns> of(const TableColumns& table);
  Position at(size_t row) const;

 private:
  const std::vector<int32_t>* log_ = nullptr;
  const std::vector<int64_t>* offset_ = nullptr;
  const std::vector<int32_t>* index_ = nullptr;
};

}  // namespace telltale
