#include "store/row_gatherer.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"

namespace telltale {
namespace {

using Rows = std::span<const RowRef>;
// The column of each source; null where it has none.
using Columns = std::span<const TableColumn* const>;

// Types that are a vector of values, one a row.
std::vector<int64_t>& values_in(TimeValues& values) {
  return values.micros;
}
std::vector<uint8_t>& values_in(BooleanValues& values) {
  return values.values;
}
template <typename T>
std::vector<T>& values_in(std::vector<T>& values) {
  return values;
}
template <typename Values>
const auto& values_in(const Values& values) {
  return values_in(const_cast<Values&>(values));
}

template <typename Values>
void append_values(Values& to, Columns columns, Rows rows) {
  using Element = typename std::decay_t<decltype(values_in(to))>::value_type;
  std::vector<const Element*> values;
  for (const TableColumn* column : columns)
    values.push_back(column ? values_in(std::get<Values>(column->values)).data() : nullptr);
  auto& out = values_in(to);
  const size_t first = out.size();
  out.resize(first + rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Element* of_source = values[rows[i].source];
    if (of_source != nullptr) out[first + i] = of_source[rows[i].row];
  }
}

// The numbers that a source's texts have among those gathered.
class TextCodes {
 public:
  TextCodes(const TableColumn* column, TextTable& gathered) : gathered_(gathered) {
    if (column == nullptr) return;
    texts_ = &std::get<TextValues>(column->values);
    codes_.assign(texts_->dictionary.size(), kUnknown);
  }

  int32_t of_row(uint32_t row) {
    if (texts_ == nullptr || texts_->is_null(row)) return -1;
    int32_t& code = codes_[static_cast<size_t>(texts_->codes[row])];
    if (code == kUnknown) {
      const std::string_view text = texts_->at(row);
      code = static_cast<int32_t>(gathered_.intern(hash64(text), text));
    }
    return code;
  }

 private:
  static constexpr int32_t kUnknown = -2;
  TextTable& gathered_;
  const TextValues* texts_ = nullptr;
  std::vector<int32_t> codes_;
};

void append_texts(TextValues& to, TextTable& gathered, Columns columns, Rows rows) {
  std::vector<TextCodes> codes;
  for (const TableColumn* column : columns) codes.emplace_back(column, gathered);
  for (const RowRef& ref : rows) to.codes.push_back(codes[ref.source].of_row(ref.row));
}

void append_bytes(BytesValues& to, Columns columns, Rows rows) {
  for (const RowRef& ref : rows) {
    const TableColumn* column = columns[ref.source];
    to.add(column ? std::get<BytesValues>(column->values).at(ref.row) : std::string_view());
  }
}

void append_lists(ContributionValues& to, Columns columns, Rows rows) {
  for (const TableColumn* column : columns) {
    if (column == nullptr) continue;
    const auto& names = std::get<ContributionValues>(column->values).names;
    to.names.insert(to.names.end(), names.begin(), names.end());
  }
  for (const RowRef& ref : rows) {
    const TableColumn* column = columns[ref.source];
    to.values.emplace_back();
    if (column != nullptr)
      to.values.back() = std::get<ContributionValues>(column->values).values[ref.row];
  }
}

// `valid` stays empty for as long as every row has a value; texts and bytes do without.
void append_valid(TableColumn& to, size_t rows_before, Columns columns, Rows rows) {
  if (std::holds_alternative<TextValues>(to.values) ||
      std::holds_alternative<BytesValues>(to.values) ||
      std::holds_alternative<ContributionValues>(to.values))
    return;
  const auto has_all = [](const TableColumn* column) { return column && column->valid.empty(); };
  if (to.valid.empty() && std::all_of(columns.begin(), columns.end(), has_all)) return;
  to.valid.resize(rows_before, 1);
  for (const RowRef& ref : rows) {
    const TableColumn* column = columns[ref.source];
    to.valid.push_back(column && (column->valid.empty() || column->valid[ref.row] != 0));
  }
}

// A column of that name and type without rows.
TableColumn empty_like(const TableColumn& like) {
  TableColumn column;
  column.name = like.name;
  std::visit([&]<typename Values>(const Values&) { column.values = Values(); }, like.values);
  return column;
}

Status two_types(const std::string& column) {
  return Status::corrupt(
      fmt::format("files of the lake give a column two types: column={}", column));
}

}  // namespace

Status add_columns_of(const TableColumns& from, TableColumns& like) {
  for (const TableColumn& column : from.columns) {
    const TableColumn* known = like.find(column.name);
    if (known == nullptr) {
      like.columns.push_back(empty_like(column));
    } else if (known->values.index() != column.values.index()) {
      return two_types(column.name);
    }
  }
  return {};
}

RowGatherer::RowGatherer(const TableColumns& like) {
  for (const TableColumn& column : like.columns) columns_.push_back({empty_like(column), {}});
}

Status RowGatherer::append(const TableColumns& table) {
  std::vector<RowRef> rows(table.rows);
  for (uint32_t row = 0; row < table.rows; ++row) rows[row] = {0, row};
  const TableColumns* source = &table;
  return append(Sources(&source, 1), rows);
}

Status RowGatherer::append(Sources sources, std::span<const RowRef> rows) {
  for (Gathered& gathered : columns_) TRY(append_column(gathered, sources, rows));
  rows_ += rows.size();
  bytes_ += rows.size() * columns_.size() * sizeof(int64_t);
  return {};
}

Status RowGatherer::append_column(Gathered& to, Sources sources, std::span<const RowRef> rows) {
  std::vector<const TableColumn*> columns;
  for (const TableColumns* source : sources) {
    columns.push_back(source->find(to.column.name));
    if (columns.back() != nullptr && columns.back()->values.index() != to.column.values.index())
      return two_types(to.column.name);
  }
  append_valid(to.column, rows_, columns, rows);
  std::visit(
      [&]<typename Values>(Values& values) {
        if constexpr (std::is_same_v<Values, TextValues>) {
          append_texts(values, to.texts, columns, rows);
        } else if constexpr (std::is_same_v<Values, BytesValues>) {
          const size_t before = values.data.size();
          append_bytes(values, columns, rows);
          bytes_ += values.data.size() - before;
        } else if constexpr (std::is_same_v<Values, ContributionValues>) {
          append_lists(values, columns, rows);
        } else {
          append_values(values, columns, rows);
        }
      },
      to.column.values);
  return {};
}

TableColumns RowGatherer::take() {
  TableColumns table;
  table.rows = rows_;
  for (Gathered& gathered : columns_) {
    if (auto* texts = std::get_if<TextValues>(&gathered.column.values)) {
      for (uint32_t i = 0; i < gathered.texts.size(); ++i)
        texts->dictionary.add(gathered.texts.text(i));
    }
    TableColumn next = empty_like(gathered.column);
    table.columns.push_back(std::move(gathered.column));
    gathered = {std::move(next), TextTable()};
  }
  rows_ = 0;
  bytes_ = 0;
  return table;
}

}  // namespace telltale
