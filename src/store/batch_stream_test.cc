#include "store/batch_stream.h"

#include "base/memory_env.h"
#include "store/parquet_file.h"
#include "store/sql.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kPath = "/answer.parquet";
constexpr uint64_t kRows = 150'000;  // more than two groups of rows

// The bytes of an answer in that form, of so many rows at most.
Result<std::string> answer(const std::string& sql, BatchForm form, uint64_t most = kRows) {
  const std::unique_ptr<UserSql> engine = value_of(UserSql::open());
  TRY(engine->prepare({sql, {}, {}, {}}));
  uint64_t left = most;
  const auto take = [&left](uint64_t rows) -> Result<uint64_t> {
    const uint64_t wanted = std::min(rows, left);
    left -= wanted;
    return wanted;
  };
  std::string bytes;
  TRY(engine->run_as_batches(form, take, [&](std::string_view piece) {
    bytes += piece;
    return Status();
  }));
  return bytes;
}

uint64_t rows_in(const std::string& bytes, double& sum) {
  MemoryEnv env;
  env.put(kPath, bytes);
  const auto reader = value_of(ParquetReader::open(env, kPath));
  uint64_t rows = 0;
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    const TableColumns table = value_of(reader->read(group, {"i", "x", "t"}));
    rows += table.rows;
    for (const double x : *values_of<std::vector<double>>(table, "x")) sum += x;
  }
  return rows;
}

}  // namespace

TEST_CASE("an answer as Parquet has all rows, in groups") {
  const std::string sql =
      "SELECT i, i / 2 AS x, 'text ' || i AS t FROM range(" + std::to_string(kRows) + ") r(i)";
  double sum = 0;
  CHECK(rows_in(value_of(answer(sql, BatchForm::kParquet)), sum) == kRows);
  CHECK(sum == Approx(static_cast<double>(kRows) * (kRows - 1) / 4));
  CHECK(rows_in(value_of(answer(sql, BatchForm::kParquet, 5'000)), sum) == 5'000);
  CHECK(rows_in(value_of(answer(sql + " WHERE i < 0", BatchForm::kParquet)), sum) == 0);
}

TEST_CASE("a type that Parquet has not is said") {
  const std::string sql = "SELECT INTERVAL 1 MONTH AS month";
  CHECK(answer(sql, BatchForm::kArrow).ok());
  CHECK(answer(sql, BatchForm::kParquet).status().code() == Code::kInvalid);
}

TEST_CASE("a writer that stops ends the answer with its own status") {
  const std::unique_ptr<UserSql> engine = value_of(UserSql::open());
  expect_ok(engine->prepare({"SELECT * FROM range(100)", {}, {}, {}}));
  const Status gone = engine->run_as_batches(
      BatchForm::kParquet, [](uint64_t rows) -> Result<uint64_t> { return rows; },
      [](std::string_view) { return Status::cancelled("nobody reads"); });
  CHECK(gone.code() == Code::kCancelled);
}

}  // namespace telltale
