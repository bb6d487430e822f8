#include "store/row_gatherer.h"

#include "tests/catch.h"

namespace telltale {
namespace {

TableColumns small(int32_t first, const std::vector<std::string>& texts) {
  TableColumns table;
  table.rows = texts.size();
  std::vector<int32_t> numbers;
  TextValues values;
  BytesValues bytes;
  for (const std::string& text : texts) {
    numbers.push_back(first++);
    bytes.add(text + "!");
    values.codes.push_back(text.empty() ? -1 : static_cast<int32_t>(values.dictionary.size()));
    if (!text.empty()) values.dictionary.add(text);
  }
  table.add("number", numbers);
  table.add("text", values);
  table.add("bytes", bytes);
  return table;
}

std::string text_of(const TableColumns& table) {
  std::string all;
  const TableColumn* numbers = table.find("number");
  for (size_t row = 0; row < table.rows; ++row) {
    all += numbers->is_null(row)
               ? "-"
               : std::to_string((*values_of<std::vector<int32_t>>(table, "number"))[row]);
    all += text_at(table, "text", row);
    all += values_of<BytesValues>(table, "bytes")->at(row);
    all += ' ';
  }
  return all;
}

}  // namespace

TEST_CASE("rows of several tables are gathered in any order, with their texts") {
  const TableColumns a = small(1, {"x", "y", ""});
  const TableColumns b = small(10, {"y", "z"});
  RowGatherer gatherer(a);
  const std::vector<const TableColumns*> sources = {&a, &b};
  const std::vector<RowRef> rows = {{1, 1}, {0, 1}, {0, 2}, {1, 0}, {0, 0}};
  expect_ok(gatherer.append(sources, rows));
  CHECK(gatherer.rows() == 5);
  const TableColumns out = gatherer.take();
  CHECK(text_of(out) == "11zz! 2yy! 3! 10yy! 1xx! ");
  CHECK(values_of<TextValues>(out, "text")->dictionary.size() == 3);
  CHECK(gatherer.rows() == 0);
  expect_ok(gatherer.append(b));
  CHECK(text_of(gatherer.take()) == "10yy! 11zz! ");
}

TEST_CASE("where a table lacks a column, its rows have none") {
  const TableColumns a = small(1, {"x"});
  TableColumns b = small(10, {"y"});
  std::erase_if(b.columns, [](const TableColumn& column) { return column.name == "number"; });
  TableColumns like;
  expect_ok(add_columns_of(b, like));
  expect_ok(add_columns_of(a, like));
  RowGatherer gatherer(like);
  expect_ok(gatherer.append(b));
  expect_ok(gatherer.append(a));
  expect_ok(gatherer.append(b));
  CHECK(text_of(gatherer.take()) == "-yy! 1xx! -yy! ");
}

TEST_CASE("a column of two types is refused") {
  TableColumns a;
  a.add("x", std::vector<int32_t>());
  TableColumns b;
  b.add("x", std::vector<int64_t>());
  message_of(add_columns_of(b, a), Code::kCorrupt);
  RowGatherer gatherer(a);
  message_of(gatherer.append(b), Code::kCorrupt);
}

}  // namespace telltale
