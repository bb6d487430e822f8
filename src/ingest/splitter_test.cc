#include "ingest/splitter.h"

#include <string>
#include <vector>

#include "tests/catch.h"

namespace telltale {
namespace {

using Records = std::vector<std::string>;

// The records of `bytes` when `a_read` more of them come into the window whenever it is not enough.
Records split(Layout layout, std::string_view bytes, size_t a_read) {
  const std::unique_ptr<Splitter> splitter = make_splitter(layout, {});
  Records records;
  size_t begin = 0;
  size_t end = 0;
  while (true) {
    Piece piece;
    const bool is_end = end == bytes.size();
    if (splitter->next(bytes.substr(begin, end - begin), is_end, piece)) {
      REQUIRE(piece.total() > 0);
      REQUIRE(begin + piece.total() <= end);
      if (piece.size > 0) records.emplace_back(bytes.substr(begin + piece.skip, piece.size));
      begin += piece.total();
    } else if (is_end) {
      return records;
    } else {
      end = std::min(bytes.size(), end + a_read);
    }
  }
}

// However the bytes come, the records are these.
void check_records(Layout layout, const std::string& bytes, const Records& expected) {
  for (const size_t a_read : {size_t{1}, size_t{2}, size_t{7}, bytes.size()}) {
    INFO("bytes a read: " << a_read << ", of " << bytes);
    CHECK(split(layout, bytes, a_read) == expected);
  }
}

}  // namespace

TEST_CASE("lines end with a line feed, with or without a carriage return, or with the log") {
  check_records(Layout::kLines, "{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}",
                {"{\"a\":1}", "{\"a\":2}", "{\"a\":3}"});
}

TEST_CASE("empty lines hold no record") {
  check_records(Layout::kLines, "\n\n{}\n\n\n[]\n", {"{}", "[]"});
}

TEST_CASE("elements of an array are records wherever their lines end") {
  check_records(Layout::kJsonArray, "[\n {\"a\":\n1},{\"b\":[1,{}]} ,\n{\"c\":\"]},\\\"{\"}\n]\n",
                {"{\"a\":\n1}", "{\"b\":[1,{}]}", "{\"c\":\"]},\\\"{\"}"});
}

TEST_CASE("in an array, what is no object is one record up to its line's end") {
  const Records records = split(Layout::kJsonArray, "[{\"a\":1},\noops\n,{\"a\":2}]", 100);
  REQUIRE(records.size() == 3);
  CHECK(records.front() == "{\"a\":1}");
  CHECK(records[1] == "oops");
  CHECK(records.back() == "{\"a\":2}");
}

TEST_CASE("an array inside an array is a record, and what follows it stands for itself") {
  check_records(Layout::kJsonArray, "[[{\"a\":1},{}],{\"a\":2},3]\n[{\"a\":4}]",
                {"[{\"a\":1},{}]", "{\"a\":2}", "3", "{\"a\":4}"});
  check_records(Layout::kJsonArray, "[ \n[[[[", {"[[[["});
  check_records(Layout::kJsonArray, "[[[\n{\"a\":1}", {"[[", "{\"a\":1}"});
}

TEST_CASE("arrays of nothing hold no record") {
  check_records(Layout::kJsonArray, "[]\n[ ]\n[,]", {});
}

TEST_CASE("a quoted field goes over line ends, and doubled quotes do not end it") {
  check_records(Layout::kCsv, "1,\"two\nlines\"\n2,\"a \"\"b\"\"\n\"\n3,x\n",
                {"1,\"two\nlines\"", "2,\"a \"\"b\"\"\n\"", "3,x"});
}

TEST_CASE("a line that is an array is cut into its elements") {
  std::vector<std::string_view> elements;
  REQUIRE(split_json_array(R"([{"a":[1,2]}, 7 ,"x,]"])", elements));
  CHECK(elements == std::vector<std::string_view>{R"({"a":[1,2]})", "7", R"("x,]")"});
}

TEST_CASE("a broken array is not cut") {
  for (const char* line : {"", "{}", "[", "[1", "[1,]x", "[1] 2"}) {
    INFO(line);
    std::vector<std::string_view> elements;
    CHECK_FALSE(split_json_array(line, elements));
  }
}

}  // namespace telltale
