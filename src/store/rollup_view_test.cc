#include "store/rollup_view.h"

#include <fmt/format.h>

#include "store/sql.h"
#include "store/sql_text.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// Rows as text, sorted: which row is which is told by their columns.
struct SortedRows : public RowSink {
  Status begin(const std::vector<std::string>& names) override {
    columns = names;
    return {};
  }
  Status row(std::span<const Cell> cells) override {
    std::string line;
    for (const Cell& cell : cells) line += fmt::format("{},", cell.text);
    lines.insert(line);
    return {};
  }
  Status end() override { return {}; }

  std::vector<std::string> columns;
  std::multiset<std::string> lines;
};

// A lake with a signal `x`, and another schema where it is not alone.
Catalog catalog_of(bool is_alone) {
  Catalog catalog;
  expect_ok(
      catalog.apply(SchemaAdded{"schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [x]\n"}));
  if (!is_alone)
    expect_ok(
        catalog.apply(SchemaAdded{"schema: z\nversion: 1\ndevice: d\ntime: t\nsignals: [x]\n"}));
  return catalog;
}

// Sums of a device's hour, of `n` readings two minutes from each other.
std::string sums(const char* schema, int hour, int n) {
  return fmt::format(
      "SELECT 'd' AS device_id, TIMESTAMPTZ '2025-01-01 00:00:00Z' + INTERVAL {1} HOUR AS "
      "event_time, '{0}' AS schema, {2}::BIGINT AS n, 1::BIGINT AS late, 0::BIGINT AS simulated, "
      "event_time + INTERVAL 5 MINUTE AS first_time, first_time + INTERVAL 2 MINUTE * ({2} - 1) AS "
      "last_time, 120000000::BIGINT AS _interval, {2}::BIGINT AS x_n, 4.0::DOUBLE AS x_sum, "
      "8.0::DOUBLE AS x_sum_sq, 1.0::DOUBLE AS x_min, 2.0::DOUBLE AS x_max, {2}.0::DOUBLE AS "
      "x_last, last_time AS x_last_time",
      schema, hour, n);
}

struct Case {
  bool is_alone;
  bool has_plain;
  bool has_partials;
};

RollupViewParts parts_of(const Case& lake) {
  const char* other = lake.is_alone ? "s" : "z";
  RollupViewParts parts;
  parts.time = "hour";
  parts.apart = sums("s", 1, 30) + " UNION ALL BY NAME " + sums(other, 2, 9);
  if (lake.has_plain)
    parts.plain = fmt::format("SELECT * EXCLUDE (_interval) FROM ({})", sums(other, 3, 20));
  if (!lake.has_partials) return parts;
  parts.partials = sums("s", 4, 7) + " UNION ALL BY NAME " + sums("s", 4, 11);
  parts.readings = fmt::format(
      "SELECT 'd' AS device_id, TIMESTAMPTZ '2025-01-01 04:40:00Z' AS event_time, 3.0::DOUBLE AS "
      "x, '{}' AS _schema, 1 AS _flags",
      other);
  return parts;
}

// Without a second try over a whole view.
SortedRows ask(const std::string& view, const std::string& sql) {
  const auto engine = value_of(UserSql::open());
  UserSql::Plan plan;
  plan.sql = sql;
  plan.views.push_back({"v", view, ""});
  expect_ok(engine->prepare(plan));
  SortedRows rows;
  expect_ok(engine->run(rows));
  return rows;
}

TEST_CASE("a view with the columns that are read has the rows of the whole view") {
  for (const Case& lake : {Case{true, false, false}, Case{true, true, true},
                           Case{true, false, true}, Case{false, true, true}}) {
    const Catalog catalog = catalog_of(lake.is_alone);
    const RollupViewParts parts = parts_of(lake);
    const std::string whole = rollup_select(catalog, parts, ReadColumns());
    const std::vector<std::string> columns = ask(whole, "FROM v").columns;
    CHECK(columns.size() == 17);
    for (const std::string& column : columns) {
      const std::string& other = column == "x_last" ? columns[1] : "x_last";
      ReadColumns read = ReadColumns::none();
      for (const std::string& one : {column, other, std::string("hour")}) read.add(one);
      const std::string sql = fmt::format("SELECT hour, {}, {} FROM v", column, other);
      INFO(sql << (lake.is_alone ? " of one schema" : " of two") << lake.has_plain
               << lake.has_partials);
      const SortedRows rows = ask(rollup_select(catalog, parts, read), sql);
      CHECK(rows.lines == ask(whole, sql).lines);
      CHECK(rows.lines.size() == 2U + lake.has_plain + lake.has_partials + !lake.is_alone);
    }
  }
}

TEST_CASE("a view lacks the sums of signals that are not read, and what is usual") {
  const std::string narrow =
      rollup_select(catalog_of(true), parts_of({true, true, true}), ReadColumns::none());
  CHECK(narrow.find("x_sum AS") == std::string::npos);
  CHECK(ask(narrow, "FROM v").columns == std::vector<std::string>{"hour", "device_id", "schema"});
}

}  // namespace
}  // namespace telltale
