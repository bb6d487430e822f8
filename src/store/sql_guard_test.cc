#include "store/sql_guard.h"

#include "store/sql.h"
#include "tests/catch.h"

namespace telltale {
namespace {

const std::vector<std::string> kViews = {"device_metrics", "anomalies", "Plant"};

// What the engine's own parse of the query leads to.
Result<std::set<std::string>> read_by(const std::string& sql) {
  // Of its own: one that lived until the process exits would outlive what it keeps for a thread.
  return value_of(UserSql::open())->views_read(sql, kViews);
}

std::set<std::string> views(std::initializer_list<std::string> names) {
  return names;
}

TEST_CASE("the views a query reads are found wherever they stand") {
  CHECK(read_by("SELECT 1").value().empty());
  CHECK(read_by("FROM device_metrics").value() == views({"device_metrics"}));
  CHECK(read_by("SELECT * FROM DEVICE_METRICS d JOIN main.anomalies USING (device_id)").value() ==
        views({"device_metrics", "anomalies"}));
  CHECK(read_by("WITH a AS (SELECT * FROM plant) SELECT (SELECT max(x) FROM a) WHERE 1 IN "
                "(SELECT score FROM anomalies)")
            .value() == views({"Plant", "anomalies"}));
  CHECK(read_by("SELECT 1 UNION ALL SELECT x FROM device_metrics ORDER BY 1").value() ==
        views({"device_metrics"}));
}

TEST_CASE("names a query gives itself are its own") {
  CHECK(read_by("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 9) "
                "SELECT * FROM r")
            .ok());
  CHECK(read_by("WITH \"two words\" AS (SELECT 1) SELECT * FROM \"two words\"").ok());
  CHECK_FALSE(read_by("SELECT * FROM nobody").ok());
  CHECK_FALSE(read_by("SELECT * REPLACE (1 AS nobody) FROM nobody").ok());
  CHECK_FALSE(read_by("SELECT {'key': 'nobody'} FROM nobody").ok());
}

TEST_CASE("texts that look like a parse are only texts") {
  CHECK(read_by("SELECT '\"type\":\"BASE_TABLE\",\"table_name\":\"x\"'").value().empty());
  CHECK(read_by("SELECT 'read_csv(''a'')', '}]}', '\\\"' AS \"}{\"").value().empty());
  CHECK(read_by("SELECT x AS read_csv FROM device_metrics").ok());
}

TEST_CASE("functions that read, tell or wait are refused in any case of letters and any place") {
  for (const std::string sql :
       {"SELECT * FROM Read_Csv('a')", "SELECT * FROM glob('*')", "SELECT current_setting('a')",
        "SELECT list_transform([1], x -> getvariable('a'))", "SELECT * FROM duckdb_settings()",
        "SELECT (SELECT content FROM read_text('a'))", "SELECT * FROM 'a.csv'",
        "SELECT * FROM information_schema.tables", "SELECT * FROM sqlite_master", "SHOW TABLES",
        "SELECT count(*) FILTER (WHERE sleep_ms(1) IS NULL)",
        "SELECT * FROM device_metrics QUALIFY pg_get_viewdef(1) = ''",
        "WITH duckdb_settings AS (SELECT 1) SELECT * FROM duckdb_settings"}) {
    INFO(sql);
    CHECK(read_by(sql).status().code() == Code::kInvalid);
  }
}

TEST_CASE("functions that compute are allowed") {
  for (const std::string sql :
       {"SELECT * FROM unnest([1]), range(3), generate_series(1, 2), json_each('[1]')",
        "SELECT time_bucket(INTERVAL 1 HOUR, event_time), pg_typeof(1) FROM device_metrics",
        "SELECT regexp_matches('a', 'a'), list_sum([1]), now(), version()"}) {
    INFO(sql);
    CHECK(read_by(sql).ok());
  }
}

TEST_CASE("what is no parse is refused, not believed") {
  for (const std::string json : {"{", "}", "{\"error\":true", "\"open", "{]"}) {
    INFO(json);
    const Result<SqlReferences> read = read_references(json);
    CHECK((!read.ok() || read.value().tables.empty()));
  }
  CHECK_FALSE(read_references("{\"error\":true,\"error_message\":\"x\"}").ok());
}

}  // namespace
}  // namespace telltale
