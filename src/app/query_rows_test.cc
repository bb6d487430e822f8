#include "app/query_rows.h"

#include "serve/result_text.h"
#include "tests/catch.h"

namespace telltale {
namespace {

struct Kept : public RowSink {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  bool has_ended = false;
  Status begin(const std::vector<std::string>& names) override {
    columns = names;
    return {};
  }
  Status row(std::span<const Cell> cells) override {
    rows.emplace_back(cells.begin(), cells.end());
    return {};
  }
  Status end() override {
    has_ended = true;
    return {};
  }
};

TEST_CASE("what a server writes, a command reads: every kind of cell, every digit") {
  const std::vector<Cell> cells = {Cell::null(),
                                   Cell::of(""),
                                   Cell::of("a\"b\\c,]}\n\xc3\xbc"),
                                   Cell{Cell::Kind::kNumber, "1.50"},
                                   Cell{Cell::Kind::kNumber, "170141183460469231731687303715"},
                                   Cell::of(true),
                                   Cell{Cell::Kind::kJson, "[1,\"],[\",{\"a\":[]}]"}};
  std::vector<std::string> names;
  std::vector<SqlColumn> columns;
  for (size_t i = 0; i < cells.size(); ++i) {
    names.push_back("],\"rows\":[" + std::to_string(i));
    columns.push_back({names.back(), "ANY"});
  }
  std::string answer;
  serve::ResultText text({serve::ResultFormat::kJson, 7, columns}, [&](std::string_view piece) {
    answer += piece;
    return Status();
  });
  REQUIRE(text.begin(names).ok());
  for (int i = 0; i < 3; ++i) REQUIRE(text.row(cells).ok());
  REQUIRE(text.end().ok());
  Kept kept;
  REQUIRE(read_query_rows(answer, kept).ok());
  CHECK(kept.has_ended);
  CHECK(kept.columns == names);
  REQUIRE(kept.rows.size() == 3);
  for (size_t i = 0; i < cells.size(); ++i) {
    CHECK(kept.rows[2][i].kind == cells[i].kind);
    CHECK(kept.rows[2][i].text == cells[i].text);
  }
}

TEST_CASE("an answer that is cut off or is none gives no whole result") {
  const std::string whole =
      "{\"commit\":1,\"columns\":[{\"name\":\"a\",\"type\":\"X\"}],\"rows\":[\n[1],\n[2]\n],"
      "\"row_count\":2,\"truncated\":false}\n";
  for (size_t size = 0; size < whole.find("]\n],"); ++size) {
    Kept kept;
    const Status read = read_query_rows(std::string_view(whole).substr(0, size), kept);
    CHECK_FALSE(read.ok());
    CHECK_FALSE(kept.has_ended);
  }
  Kept kept;
  CHECK_FALSE(read_query_rows("<html>", kept).ok());
}

}  // namespace
}  // namespace telltale
