// SQL over the files of one commit. The library behind it (DuckDB) appears in sql*.cc only and
// is loaded by the first query. Only one SELECT is taken; nothing outside the lake's folder can be
// read and nothing written. One owner thread.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/rows.h"
#include "store/batch_stream.h"
#include "store/lake_at.h"
#include "store/lake_views.h"

namespace telltale {

struct SqlOptions {
  uint32_t threads = 2;
  uint64_t memory_bytes = 4ULL << 30;
};

struct SqlColumn {
  std::string name;
  std::string type;  // as SQL calls it
};

// SqlEngine: queries of the program itself and of who owns the files anyway. Before a file of a
// view that a query names is read its digest is compared with the commit's, so that damaged bytes
// are named and never served.
class SqlEngine {
 public:
  // What the lake refers to must outlive the engine.
  static Result<std::unique_ptr<SqlEngine>> open(const LakeAt& lake,
                                                 const SqlOptions& options = {});
  virtual ~SqlEngine() = default;

  // kInvalid: the query is wrong, or is not one SELECT. kCorrupt: a file it reads is damaged.
  virtual Status query(const std::string& sql, RowSink& sink) = 0;
  // The columns of a view.
  virtual Result<std::vector<SqlColumn>> columns_of(const std::string& view) = 0;
};

// UserSql: one query of a user whom nobody trusts, step by step, in a process that is confined
// between the steps (serve/query_child.h). Its functions and tables are those that are listed, its
// transaction only reads. The files are not checked: who gives them has.
class UserSql {
 public:
  // Starts the engine, without a thread of its own.
  static Result<std::unique_ptr<UserSql>> open();
  virtual ~UserSql() = default;

  // Which of the views a query reads, and what of them. kInvalid: it is not one SELECT over them.
  struct Reads {
    std::set<std::string> views;
    ReadColumns columns;
  };
  virtual Result<Reads> reads_of(const std::string& sql, const std::vector<std::string>& views) = 0;

  struct Plan {
    std::string sql;
    std::vector<ViewDefinition> views;  // that it reads, and those they are made of
    std::vector<std::string> files;     // that may be read
    SqlOptions options;
  };
  virtual Status prepare(const Plan& plan) = 0;
  // Of the result.
  virtual const std::vector<SqlColumn>& columns() const = 0;

  // One of the two, once. A status of the sink's or of `write` ends it and is returned.
  virtual Status run(RowSink& sink) = 0;
  // The rows as batches in that form; `take_rows` is told how many come next and says how many of
  // them are wanted: fewer end the stream.
  using TakeRows = std::function<Result<uint64_t>(uint64_t rows)>;
  using Write = std::function<Status(std::string_view bytes)>;
  virtual Status run_as_batches(BatchForm form, const TakeRows& take_rows, const Write& write) = 0;
};

// The version of the library, to be compared with the one the platform was built for.
Result<std::string> sql_engine_version();

}  // namespace telltale
