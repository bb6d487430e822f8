#include "telemetry/schema.h"

#include "tests/catch.h"

namespace telltale {
namespace {

Field field(const char* name, FieldRole role, FieldType type) {
  Field made;
  made.name = made.from = name;
  made.role = role;
  made.type = type;
  return made;
}

Schema schema_of(std::vector<Field> fields) {
  Schema schema;
  schema.name = "s";
  schema.fields = std::move(fields);
  expect_ok(schema.finish());
  return schema;
}

}  // namespace

TEST_CASE("fields are ordered by role, and each has a slot among its kind") {
  const Schema schema = schema_of({field("c", FieldRole::kClaim, FieldType::kText),
                                   field("a", FieldRole::kAttribute, FieldType::kText),
                                   field("v", FieldRole::kSignal, FieldType::kNumber),
                                   field("b", FieldRole::kAttribute, FieldType::kInteger),
                                   field("w", FieldRole::kSignal, FieldType::kBoolean)});
  std::string names;
  for (const Field& one : schema.fields) names += one.name;
  CHECK(names == "vwabc");
  CHECK((schema.signal_count() == 2 && schema.number_slots() == 3 && schema.text_slots() == 2));
  CHECK((schema.fields[0].slot == 0 && schema.fields[1].slot == 1));  // v, w: numbers
  CHECK((schema.fields[2].slot == 0 && schema.fields[4].slot == 1));  // a, c: texts
  CHECK(schema.fields[3].slot == 2);                                  // b: a number
  CHECK(schema.field_bits() == 0b11111);
  CHECK(schema.attribute_bits() == 0b11100);
}

TEST_CASE("a schema of 64 fields has a bit for each") {
  std::vector<Field> fields;
  for (int i = 0; i < 64; ++i) {
    fields.push_back(
        field("", i < 63 ? FieldRole::kSignal : FieldRole::kAttribute, FieldType::kNumber));
    fields.back().name = "f" + std::to_string(i);
  }
  Schema schema = schema_of(fields);
  CHECK(schema.field_bits() == ~0ULL);
  CHECK(schema.attribute_bits() == 1ULL << 63);
  fields.back().role = FieldRole::kSignal;
  schema = schema_of(fields);
  CHECK(schema.attribute_bits() == 0);
}

TEST_CASE("a schema of signals alone, and one of attributes alone, divide their bits") {
  CHECK(schema_of({field("v", FieldRole::kSignal, FieldType::kNumber)}).attribute_bits() == 0);
  const Schema schema = schema_of({field("a", FieldRole::kAttribute, FieldType::kText)});
  CHECK((schema.signal_count() == 0 && schema.attribute_bits() == 1));
  CHECK(schema_of({}).field_bits() == 0);
}

TEST_CASE("column names clash whatever their case") {
  CHECK(same_column_name("CO2", "co2"));
  CHECK_FALSE(same_column_name("co2", "co22"));
  CHECK_FALSE(same_column_name("co2", ""));
}

TEST_CASE("the names of roles, types and tiers are those of files") {
  CHECK(name_of(FieldRole::kClaim) == "claim");
  CHECK(name_of(FieldType::kText) == "text");
  for (const JudgeTier tier : {JudgeTier::kOff, JudgeTier::kBasic, JudgeTier::kStandard})
    CHECK(judge_tier_named(name_of(tier)) == tier);
  CHECK_FALSE(judge_tier_named("full").has_value());
}

}  // namespace telltale
