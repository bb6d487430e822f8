// SqlEngine: SQL over the files of one commit. Views are made of what a query names; before a file
// is read its digest is compared with the commit's, so that damaged bytes are named and never
// served. Only one SELECT is taken; nothing outside the lake's folder can be read and nothing
// written. The library behind it (DuckDB) appears in the .cc file only. One owner thread.
#pragma once

#include <memory>
#include <string>

#include "base/rows.h"
#include "store/lake_at.h"

namespace telltale {

struct SqlOptions {
  uint32_t threads = 2;
  uint64_t memory_bytes = 4ULL << 30;
};

class SqlEngine {
 public:
  // What the lake refers to must outlive the engine.
  static Result<std::unique_ptr<SqlEngine>> open(const LakeAt& lake,
                                                 const SqlOptions& options = {});
  virtual ~SqlEngine() = default;

  // kInvalid: the query is wrong, or is not one SELECT. kCorrupt: a file it reads is damaged.
  virtual Status query(const std::string& sql, RowSink& sink) = 0;
};

// The version of the library, to be compared with the one the platform was built for.
std::string sql_engine_version();

}  // namespace telltale
