#include "base/json.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"

namespace telltale {
namespace {

std::string refusal(std::string_view text) {
  INFO(text);
  return message_of(Json::parse(text), Code::kInvalid);
}

std::string nested(size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST_CASE("a document is written as it was read, members in their order") {
  for (const char* text :
       {"null", "true", "[]", "{}", R"({"b":1,"a":[1,-2,3.5,"x",false,null,{}]})",
        R"("\"\\\n\r\t\u0001 ü €")", "18446744073709551615", "-9223372036854775808", "1e+300"}) {
    INFO(text);
    CHECK(value_of(Json::parse(text)).dump() == text);
  }
}

TEST_CASE("a document is indented by so many spaces a level") {
  const Json json = value_of(Json::parse(R"({"a":[1,{"b":2}],"c":{},"d":[]})"));
  CHECK(json.dump(2) ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
}

TEST_CASE("a repeated key is refused at any level, the same key in two objects is not") {
  CHECK(refusal(R"({"a":1,"a":2})") == "cannot read JSON: key \"a\" is repeated");
  CHECK(refusal(R"([{"x":{"a":1,"b":2,"a":3}}])") == "cannot read JSON: key \"a\" is repeated");
  CHECK(refusal(R"({"a":1,"\u0061":2})") == "cannot read JSON: key \"a\" is repeated");
  CHECK(Json::parse(R"([{"a":1},{"a":{"a":2}}])").ok());
}

TEST_CASE("nesting is read to 64 levels and no deeper") {
  CHECK(Json::parse(nested(64)).ok());
  CHECK(refusal(nested(65)) == "cannot read JSON: nested deeper than 64 levels");
  CHECK(refusal(std::string(1'000'000, '[')) == "cannot read JSON: nested deeper than 64 levels");
}

TEST_CASE("a syntax error is named by the line and column of the byte that cannot be") {
  const std::string at = "cannot read JSON: syntax error at line ";
  CHECK(refusal("x") == at + "1, column 1");
  CHECK(refusal("{\n  \"a\": x}") == at + "2, column 8");
  CHECK(refusal("[1,\n2,\n 3 4]") == at + "3, column 4");
  CHECK(refusal("") == at + "1, column 1");
  CHECK(refusal("{\n") == at + "2, column 1");
  CHECK(refusal("[\"a\nb\"]") == at + "1, column 4");
  CHECK(refusal("[1]\n]") == at + "2, column 1");
}

TEST_CASE("what is not one document of UTF-8 is refused") {
  for (const char* text :
       {"1 2", "{}x", "[1,]", "{\"a\":1,}", "{'a':1}", "01", "+1", ".5", "1.", "NaN", "\"\xff\"",
        "\"\xc3\"", "\"\\x\"", "\"\\ud800\"", "tru", "//c\n1"}) {
    refusal(text);
  }
}

TEST_CASE("a number is given out as what it fits") {
  uint64_t u = 0;
  int64_t i = 0;
  double d = 0;
  const auto number = [](const char* text) { return value_of(Json::parse(text)); };
  CHECK((number("7").to_uint(u) && number("7").to_int(i) && number("7").to_double(d)));
  CHECK((u == 7 && i == 7 && d == 7));
  CHECK_FALSE(number("-1").to_uint(u));
  CHECK((number("-1").to_int(i) && i == -1));
  CHECK_FALSE(number("9223372036854775808").to_int(i));
  CHECK((number("9223372036854775808").to_uint(u) && u == 1ULL << 63));
  CHECK_FALSE(number("1.5").to_uint(u));
  CHECK_FALSE(number("1.5").to_int(i));
  CHECK_FALSE(number("\"1\"").to_double(d));
  CHECK(Json(std::numeric_limits<double>::quiet_NaN()).dump() == "null");
  CHECK(Json(std::numeric_limits<double>::infinity()).dump() == "null");
  CHECK(Json(0.1).dump() == "0.1");
}

TEST_CASE("a member is found by its name, in objects only") {
  const Json json = value_of(Json::parse(R"({"a":1,"b":null})"));
  REQUIRE(json.find("b") != nullptr);
  CHECK(json.find("b")->is_null());
  CHECK(json.find("c") == nullptr);
  CHECK(value_of(Json::parse("[1]")).find("a") == nullptr);
}

TEST_CASE("a missing member and one of another type are named after the document's kind") {
  const Json json = value_of(Json::parse(R"({"n":-1,"t":"x","f":1,"o":[],"a":{}})"));
  const JsonFields fields(json, "commit");
  CHECK(message_of(fields.uint_at("x"), Code::kCorrupt) ==
        "cannot read commit: member \"x\" is missing: wanted=a whole number from 0");
  CHECK(message_of(fields.uint_at("n"), Code::kCorrupt) ==
        "cannot read commit: member \"n\" is wrong: wanted=a whole number from 0");
  CHECK(value_of(fields.int_at("n")) == -1);
  message_of(fields.int_at("t"), Code::kCorrupt);
  message_of(fields.bool_at("f"), Code::kCorrupt);
  message_of(fields.text_at("f"), Code::kCorrupt);
  message_of(fields.array_at("a"), Code::kCorrupt);
  message_of(fields.object_at("o"), Code::kCorrupt);
  CHECK(value_of(fields.text_at("t")) == "x");
  CHECK(value_of(fields.array_at("o"))->empty());
  CHECK(value_of(fields.object_at("a"))->is_object());
}

}  // namespace telltale
