#include "store/sql_guard.h"

#include "store/sql.h"
#include "store/sql_text.h"
#include "store/text_of_row.h"
#include "tests/catch.h"

namespace telltale {
namespace {

const std::vector<std::string> kViews = {"device_metrics", "anomalies", "Plant"};

// What the engine's own parse of the query leads to.
Result<std::set<std::string>> read_by(const std::string& sql) {
  // Of its own: one that lived until the process exits would outlive what it keeps for a thread.
  const auto engine = value_of(UserSql::open());
  return TRY(engine->reads_of(sql, kViews)).views;
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

bool reads_score(const std::string& sql) {
  const auto engine = value_of(UserSql::open());
  UserSql::Plan plan;
  plan.sql = "SELECT json_serialize_sql(" + sql_text(sql) + ")::VARCHAR";
  CHECK(engine->prepare(plan).ok());
  TextOfRow parse;
  CHECK(engine->run(parse).ok());
  return columns_read(value_of(read_references(parse.text))).has("score");
}

TEST_CASE("a query that names its columns does not read others") {
  for (const std::string sql :
       {"SELECT device_id, count(*), sum(n) AS n FROM device_metrics GROUP BY device_id",
        "SELECT d.n FROM device_metrics AS d WHERE d.\"event_time\" > now() ORDER BY 1",
        "SELECT n.abs(), d.n.abs() AS b, main.abs(n), n.sum() OVER () FROM device_metrics d",
        "SELECT count(d.*) FROM device_metrics d JOIN plant USING (device_id)",
        "WITH a AS (SELECT n FROM plant) SELECT max(a.n), 'score', 1 AS scores FROM a",
        "SELECT list_transform([n], x -> x + 1) FROM device_metrics GROUP BY ALL"}) {
    INFO(sql);
    CHECK_FALSE(reads_score(sql));
  }
}

TEST_CASE("a query reads a column by its name, by all columns, or by the row") {
  for (const std::string sql :
       {"SELECT Score FROM device_metrics",
        "SELECT d.\"SCORE\" FROM device_metrics d",
        "SELECT n AS score FROM device_metrics WHERE score > 1",
        "SELECT 1 FROM device_metrics WHERE n IN (SELECT score + 1 FROM plant)",
        "SELECT 1 FROM device_metrics JOIN anomalies USING (score)",
        "SELECT 1 FROM device_metrics NATURAL JOIN anomalies",
        "FROM device_metrics",
        "SELECT * EXCLUDE (score) FROM device_metrics",
        "SELECT d.* FROM device_metrics d",
        "SELECT COLUMNS('s.*') FROM device_metrics",
        "FROM device_metrics SELECT #1",
        "SELECT max(n) FROM (TABLE plant)",
        "SELECT device_metrics FROM device_metrics",
        "SELECT to_json(d) FROM device_metrics AS d",
        "SELECT (D).n FROM device_metrics d",
        "SELECT score.abs(), 1 AS score FROM plant",
        "SELECT d.Score.abs() FROM plant d",
        "SELECT score.sum() OVER () FROM plant",
        "SELECT n FROM query('FROM plant')",
        "SELECT a FROM device_metrics AS d(a)",
        "SELECT k FROM device_metrics PIVOT (sum(n) FOR d IN (1))",
        "SELECT v FROM device_metrics UNPIVOT (v FOR k IN (n, d))",
        "SELECT main.plant FROM plant",
        "WITH a AS (SELECT n FROM plant) SELECT unnest(a) FROM a",
        "SELECT n FROM (SELECT x.d AS n FROM (SELECT d FROM device_metrics d) x)"}) {
    INFO(sql);
    CHECK(reads_score(sql));
  }
}

TEST_CASE("a query that is wrong over whole views too is told so") {
  const auto engine = value_of(UserSql::open());
  UserSql::Plan plan;
  plan.sql = "SELECT nothing FROM plant";
  CHECK(engine->reads_of(plan.sql, kViews).ok());
  plan.views.push_back({"Plant", "SELECT 1 AS n, 2 AS score", "SELECT 1 AS n"});
  CHECK(engine->prepare(plan).code() == Code::kInvalid);
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
