// The process that runs one query of a user: `telltale query-child`, started by the server
// (serve/query_pool.h), idle until it is given a query on standard input, confined by the operating
// system before it looks at it, gone after its answer. What it is told and what it says are
// messages (base/child_process.h).
#pragma once

#include <string>
#include <vector>

#include "base/child_process.h"
#include "serve/result_text.h"
#include "store/sql.h"

namespace telltale::serve {

constexpr const char* kQueryChildCommand = "query-child";

// Kinds of messages.
constexpr char kQuerySaid = 'q';   // to the child: QueryJob
constexpr char kPlanSaid = 'p';    // to the child: QueryPlan, which answers the views
constexpr char kReadsSaid = 'v';   // from the child: UserSql::Reads
constexpr char kBytesSaid = 'b';   // from the child: bytes of the result
constexpr char kDoneSaid = 'd';    // from the child: the result is whole
constexpr char kFailedSaid = 'f';  // from the child: a status

// What the child is given first; it holds no path to any file.
struct QueryJob {
  std::string sql;
  ResultFormat format = ResultFormat::kJson;
  uint64_t commit = 0;
  std::vector<std::string> folders;  // that files of the lake may lie in
  std::vector<std::string> views;    // names of those there are
  uint64_t rows_max = 0;
  bool cuts_rows = false;  // more rows than that are left out; else they are too many
  uint64_t bytes_max = 0;
  uint64_t memory_bytes = 0;
  uint32_t threads = 1;
  uint64_t cpu_seconds = 0;
};
std::string write_query_job(const QueryJob& job);
Result<QueryJob> read_query_job(std::string_view json);

std::string write_reads(const UserSql::Reads& reads);
Result<UserSql::Reads> read_reads(std::string_view json);

// What it is given for the views it named, whose files have been checked.
struct QueryPlan {
  std::vector<ViewDefinition> views;
  std::vector<std::string> files;
};
std::string write_query_plan(const QueryPlan& plan);
Result<QueryPlan> read_query_plan(std::string_view json);

std::string write_failure(const Status& status);
Status read_failure(std::string_view json);

// The child: answers one query and returns.
void run_query_child();

}  // namespace telltale::serve
