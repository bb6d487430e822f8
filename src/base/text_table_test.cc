#include "base/text_table.h"

#include "base/hash.h"
#include "tests/catch.h"

namespace telltale {
namespace {

uint32_t intern(TextTable& table, const std::string& text) {
  return table.intern(hash64(text), text);
}

}  // namespace

TEST_CASE("each different text has one number, in order of arrival") {
  TextTable table;
  CHECK(intern(table, "b") == 0);
  CHECK(intern(table, "a") == 1);
  CHECK(intern(table, "b") == 0);
  CHECK(intern(table, "") == 2);
  CHECK(intern(table, "") == 2);
  CHECK(table.size() == 3);
  CHECK(table.text(0) == "b");
  CHECK(table.text(2).empty());
  CHECK(table.find(hash64("c"), "c") == TextTable::kNone);
}

TEST_CASE("texts keep their numbers while the table grows") {
  TextTable table;
  constexpr uint32_t kTexts = 10'000;
  for (uint32_t i = 0; i < kTexts; ++i) REQUIRE(intern(table, std::to_string(i * 7)) == i);
  for (uint32_t i = 0; i < kTexts; ++i) {
    REQUIRE(intern(table, std::to_string(i * 7)) == i);
    REQUIRE(table.text(i) == std::to_string(i * 7));
  }
  CHECK(table.size() == kTexts);
}

TEST_CASE("texts of one hash are told apart") {
  TextTable table;
  for (uint32_t i = 0; i < 100; ++i) CHECK(table.intern(42, std::to_string(i)) == i);
  for (uint32_t i = 0; i < 100; ++i) CHECK(table.find(42, std::to_string(i)) == i);
  CHECK(table.find(42, "100") == TextTable::kNone);
  CHECK(table.find(43, "1") == TextTable::kNone);
}

TEST_CASE("a table is the same after it was saved and loaded") {
  TextTable table;
  for (const char* text : {"one", "", "two", "a text with a \n line end"}) intern(table, text);
  StateWriter out;
  table.save(out);
  TextTable loaded;
  StateReader in(out.bytes());
  expect_ok(loaded.load(in));
  CHECK(in.at_end());
  REQUIRE(loaded.size() == table.size());
  for (uint32_t i = 0; i < table.size(); ++i) CHECK(loaded.text(i) == table.text(i));
  CHECK(intern(loaded, "two") == 2);
  CHECK(intern(loaded, "three") == 4);
}

TEST_CASE("a table that ends too early or has a text twice is not loaded") {
  TextTable table;
  intern(table, "one");
  intern(table, "two");
  StateWriter out;
  table.save(out);
  for (size_t size = 0; size < out.bytes().size(); ++size) {
    TextTable loaded;
    StateReader in(out.bytes().substr(0, size));
    message_of(loaded.load(in), Code::kCorrupt);
  }
  StateWriter twice;
  twice.put(uint32_t{2});
  twice.put_text("one");
  twice.put_text("one");
  TextTable loaded;
  StateReader in(twice.bytes());
  message_of(loaded.load(in), Code::kCorrupt);
}

}  // namespace telltale
