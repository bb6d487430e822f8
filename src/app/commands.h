// The commands of the program, one function each; what they take is plain data, read by
// app/command_line.cc. Each returns its exit code: 0 done, 1 a check failed; a Status becomes 2
// (wrong use) or 3 (the world failed), or 1 when bytes are damaged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command_context.h"
#include "app/http_client.h"
#include "serve/books_rows.h"
#include "telemetry/schema.h"

namespace telltale {

struct InitArguments {
  std::string folder;
  std::string schema;       // empty: the default
  bool if_missing = false;  // a lake that is there already will do
};
Result<int> run_init(CommandContext& context, const InitArguments& arguments);

struct IngestArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  std::string schema;    // empty: the lake's
  JudgeTier judge = JudgeTier::kStandard;
  bool again = false;
  bool timings = false;
  std::vector<std::string> files;  // `-`: standard input
};
Result<int> run_ingest(CommandContext& context, const IngestArguments& arguments);

struct SqlArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  std::string query;
  std::string as_of;  // empty: the newest commit
};
Result<int> run_sql(CommandContext& context, const SqlArguments& arguments);

struct BooksArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  serve::BooksBy by = serve::BooksBy::kTotal;
};
Result<int> run_books(CommandContext& context, const BooksArguments& arguments);

struct WhereIsArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  std::string what;      // a receipt, or a device
  std::string time;      // of a device
};
Result<int> run_where_is(CommandContext& context, const WhereIsArguments& arguments);

struct RejectsArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  bool raw = false;
};
Result<int> run_rejects(CommandContext& context, const RejectsArguments& arguments);

struct VerifyArguments {
  std::string folder;
  bool quick = false;
};
Result<int> run_verify(CommandContext& context, const VerifyArguments& arguments);

struct FilesArguments {
  std::string folder;
  std::string table;  // empty: all
};
Result<int> run_files(CommandContext& context, const FilesArguments& arguments);

struct RedriveArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  std::string where;     // a condition over the view `rejects`
  std::string schema;    // empty: the newest version of the schema each was refused under
  bool preview = false;
  bool yes = false;
};
Result<int> run_redrive(CommandContext& context, const RedriveArguments& arguments);

struct MaintainArguments {
  std::string folder;
  // None: all that is due.
  bool compact = false;
  bool retention = false;
  bool rollups = false;
  bool sweep = false;
};
Result<int> run_maintain(CommandContext& context, const MaintainArguments& arguments);

struct RetentionArguments {
  std::string folder;
  std::string table;
  std::string schema;  // empty: every one
  std::string keep;    // empty: shows how long rows are kept
};
Result<int> run_retention(CommandContext& context, const RetentionArguments& arguments);

struct StorageArguments {
  std::string folder;
};
Result<int> run_storage(CommandContext& context, const StorageArguments& arguments);

struct AnomaliesArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
  std::string device;
  std::string since;
};
Result<int> run_anomalies(CommandContext& context, const AnomaliesArguments& arguments);

struct ScoreArguments {
  std::string schema;
  std::string file;
  std::string out;
  std::optional<uint64_t> warmup_rows;
};
Result<int> run_score(CommandContext& context, const ScoreArguments& arguments);

struct SimulateArguments {
  uint32_t devices = 0;
  std::string duration;
  double rate = 1;
  uint64_t seed = 1;
  std::string faults = "all";
  std::string truth;
  std::string start;
  std::string out;
};
Result<int> run_simulate(CommandContext& context, const SimulateArguments& arguments);

Result<int> run_schema_check(CommandContext& context, const std::string& file);
Result<int> run_version(CommandContext& context);
Result<int> run_config_reference(CommandContext& context);

}  // namespace telltale
