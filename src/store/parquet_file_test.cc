#include "store/parquet_file.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kPath = "/t.parquet";

// Every type of column, with nulls where they can be: more rows than a row group.
TableColumns all_types(size_t rows) {
  std::vector<int32_t> small(rows);
  std::vector<int64_t> large(rows);
  std::vector<double> numbers(rows);
  std::vector<float> floats(rows);
  std::vector<uint8_t> valid(rows);
  TextValues texts{BytesValues::of({"one", "", "two"}), std::vector<int32_t>(rows)};
  BytesValues bytes;
  for (size_t i = 0; i < rows; ++i) {
    small[i] = static_cast<int32_t>(i * 31 % 1000) - 500;
    large[i] = static_cast<int64_t>(i * i) * 1'000'003;
    valid[i] = i % 3 != 0;
    numbers[i] = valid[i] != 0 ? static_cast<double>(i) / 7 : 0;
    floats[i] = static_cast<float>(i % 11) / 4;
    texts.codes[i] = static_cast<int32_t>(i % 4) - 1;
    bytes.add(std::string(i % 5, static_cast<char>('a' + i % 26)) + std::string(1, '\0'));
  }
  TableColumns table;
  table.rows = rows;
  table.add("small", small);
  table.add("large", large);
  table.add("number", numbers, valid);
  table.add("float", floats);
  table.add("time", TimeValues{large});
  table.add("text", texts);
  table.add("bytes", bytes);
  return table;
}

std::unique_ptr<ParquetReader> open(MemoryEnv& env, const std::string& bytes) {
  env.put(kPath, bytes);
  return value_of(ParquetReader::open(env, kPath));
}

// Row `row` of what was read is row `first + row` of what was written.
void check_same_rows(const TableColumns& read, const TableColumns& table, size_t first) {
  for (size_t row = 0; row < read.rows; ++row) {
    const size_t at = first + row;
    CHECK((*values_of<std::vector<int32_t>>(read, "small"))[row] ==
          (*values_of<std::vector<int32_t>>(table, "small"))[at]);
    CHECK(values_of<TimeValues>(read, "time")->micros[row] ==
          values_of<TimeValues>(table, "time")->micros[at]);
    CHECK(read.find("number")->is_null(row) == table.find("number")->is_null(at));
    if (!read.find("number")->is_null(row)) {
      CHECK((*values_of<std::vector<double>>(read, "number"))[row] ==
            (*values_of<std::vector<double>>(table, "number"))[at]);
    }
    CHECK(read.find("text")->is_null(row) == table.find("text")->is_null(at));
    CHECK(text_at(read, "text", row) == text_at(table, "text", at));
    CHECK(values_of<BytesValues>(read, "bytes")->at(row) ==
          values_of<BytesValues>(table, "bytes")->at(at));
  }
}

std::vector<std::string> names_of(const TableColumns& table) {
  std::vector<std::string> names;
  for (const TableColumn& column : table.columns) names.push_back(column.name);
  return names;
}

}  // namespace

TEST_CASE("what was written is read back, row group by row group") {
  const TableColumns table = all_types(1'000);
  MemoryEnv env;
  const auto reader = open(env, value_of(encode_parquet(table, {300})));
  REQUIRE(reader->rows() == 1'000);
  REQUIRE(reader->row_groups() == 4);
  size_t first = 0;
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    const TableColumns read = value_of(reader->read(group, names_of(table)));
    REQUIRE(read.rows == reader->rows_in(group));
    check_same_rows(read, table, first);
    first += read.rows;
  }
  CHECK(first == 1'000);
}

TEST_CASE("a file of no rows is a file") {
  MemoryEnv env;
  const auto reader = open(env, value_of(encode_parquet(all_types(0), {})));
  CHECK(reader->rows() == 0);
  CHECK(reader->has_column("text"));
  CHECK_FALSE(reader->has_column("other"));
}

TEST_CASE("the bounds of a row group are the least and the most of its values") {
  const TableColumns table = all_types(600);
  MemoryEnv env;
  const auto reader = open(env, value_of(encode_parquet(table, {300})));
  const auto& values = *values_of<std::vector<int64_t>>(table, "large");
  int64_t least = 0;
  int64_t most = 0;
  REQUIRE(reader->bounds(1, "large", least, most));
  CHECK(least == values[300]);
  CHECK(most == values[599]);
}

TEST_CASE("a column is compressed where that saves a kilobyte, and else lies there as it is") {
  const auto written = [](const std::string& text) {
    TableColumns table;
    table.rows = 1;
    table.add("bytes", BytesValues::of({text}));
    return value_of(encode_parquet(table, {}));
  };
  std::string numbers(20'000, '\0');
  uint64_t last = 1;
  for (char& byte : numbers) {
    last = last * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    byte = static_cast<char>(last >> 56);
  }
  const std::string few(900, 'x');
  CHECK(written(few).find(few) != std::string::npos);
  CHECK(written(numbers).find(numbers) != std::string::npos);
  CHECK(written(std::string(2'000, 'x')).size() < 1'000);
}

TEST_CASE("no flipped byte of a page becomes a value") {
  const TableColumns table = all_types(GENERATE(200, 4'000));  // compressed or not
  const std::string bytes = value_of(encode_parquet(table, {}));
  const size_t footer = bytes.size() / 2;
  for (size_t at = 4; at < footer; at += footer / 200) {
    INFO("byte " << at << " of " << bytes.size());
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    MemoryEnv env;
    env.put(kPath, damaged);
    Result<std::unique_ptr<ParquetReader>> reader = ParquetReader::open(env, kPath);
    if (!reader.ok()) continue;
    const Result<TableColumns> read = reader.value()->read(0, names_of(table));
    if (read.ok()) check_same_rows(read.value(), table, 0);
    const Result<std::string> bytes = reader.value()->read_bytes(0, "bytes", 9);
    if (bytes.ok()) CHECK(bytes.value() == values_of<BytesValues>(table, "bytes")->at(9));
  }
}

TEST_CASE("one value of a column of bytes is what was written, in any row group") {
  const TableColumns table = all_types(1'000);
  MemoryEnv env;
  const auto reader = open(env, value_of(encode_parquet(table, {.row_group_rows = 300})));
  for (size_t row = 0; row < table.rows; row += 7) {
    INFO(row);
    CHECK(value_of(reader->read_bytes(row / 300, "bytes", row % 300)) ==
          values_of<BytesValues>(table, "bytes")->at(row));
  }
  CHECK(reader->read_bytes(0, "bytes", 300).status().code() == Code::kCorrupt);
  CHECK(reader->read_bytes(0, "small", 0).status().code() == Code::kCorrupt);
}

TEST_CASE("a footer that is kept is not read again") {
  const TableColumns table = all_types(40);
  MemoryEnv env;
  env.put(kPath, value_of(encode_parquet(table, {})));
  FooterCache footers;
  const auto read = [&] {
    const auto reader = value_of(ParquetReader::open(env, kPath, &footers));
    check_same_rows(value_of(reader->read(0, names_of(table))), table, 0);
  };
  read();
  CHECK(footers.bytes() > 0);
  std::string damaged = value_of(encode_parquet(table, {}));
  damaged.resize(damaged.size() - 4);
  env.put(kPath, damaged);
  CHECK_FALSE(ParquetReader::open(env, kPath).ok());
  read();
}

// The heads of pages and the footer have no checksum: what they say may be wrong, and may not lead
// outside of what was read.
TEST_CASE("whatever byte is flipped, all columns have as many values as there are rows") {
  const TableColumns table = all_types(40);
  const std::string bytes = value_of(encode_parquet(table, {}));
  for (size_t at = 4; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    MemoryEnv env;
    env.put(kPath, damaged);
    Result<std::unique_ptr<ParquetReader>> reader = ParquetReader::open(env, kPath);
    if (!reader.ok() || reader.value()->row_groups() == 0) continue;
    Result<TableColumns> read = reader.value()->read(0, names_of(table));
    if (!read.ok()) continue;
    INFO("byte " << at << " of " << bytes.size());
    for (const TableColumn& column : read->columns) {
      const auto* texts = std::get_if<TextValues>(&column.values);
      if (texts == nullptr) continue;
      CHECK(texts->codes.size() == read->rows);
      for (const int32_t code : texts->codes)
        CHECK(code < static_cast<int32_t>(texts->dictionary.size()));
    }
  }
}

}  // namespace telltale
