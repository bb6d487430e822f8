// Commands about a lake as a whole: making one, its books, its files, SQL over it.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/remote_commands.h"
#include "app/schema_choice.h"
#include "app/show_records.h"
#include "store/commit_log.h"
#include "store/lake.h"
#include "store/sql.h"
#include "telemetry/schema_yaml.h"

namespace telltale {

Result<int> run_init(CommandContext& context, const InitArguments& arguments) {
  if (arguments.if_missing && CommitLog(context.env, arguments.folder).read().ok())
    return kExitDone;
  const std::string wanted =
      arguments.schema.empty() ? std::string(builtin_schemas().front().name) : arguments.schema;
  const ChosenSchema chosen = TRY(choose_schema(context.env, wanted, nullptr));
  TRY(create_lake(context.env, context.clock, arguments.folder,
                  {chosen.yaml, JudgeTier::kStandard}));
  std::fprintf(context.messages, "telltale: made a lake with schema %s: %s\n",
               chosen.schema.name.c_str(), arguments.folder.c_str());
  return kExitDone;
}

Result<int> run_books(CommandContext& context, const BooksArguments& arguments) {
  if (arguments.server.is_set()) return run_remote_books(context, arguments);
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  if (arguments.by == serve::BooksBy::kTotal) {
    TRY(show_books_total(context, {lake.view.books_total, static_cast<uint64_t>(lake.view.commit),
                                   lake.view.rows_total.value().hex()}));
  } else {
    TRY(serve::write_books(lake.view, lake.catalog(), arguments.by,
                           *make_output(context.format, context.out)));
  }
  return lake.view.books_total.balances() ? kExitDone : kExitCheckFailed;
}

Result<int> run_files(CommandContext& context, const FilesArguments& arguments) {
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  std::optional<Table> wanted;
  if (!arguments.table.empty()) {
    wanted = table_named(arguments.table);
    if (!wanted) {
      return Status::invalid(fmt::format(
          "there is no such table: name raw, device_metrics, anomalies or ledger: table={}",
          arguments.table));
    }
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"table", "rows", "bytes", "commit", "schema", "path"}));
  for (const LiveFile& file : lake.view.files) {
    if (wanted && file.entry.table != *wanted) continue;
    TRY(output->row(std::vector<Cell>{
        Cell::of(name_of(file.entry.table)), Cell::of(file.entry.rows), Cell::of(file.entry.bytes),
        Cell::of(static_cast<uint64_t>(file.added_by)),
        file.entry.schema.empty() ? Cell::null() : Cell::of(file.entry.schema),
        Cell::of(join_path(lake.folder, file.entry.path))}));
  }
  TRY(output->end());
  return kExitDone;
}

Result<int> run_sql(CommandContext& context, const SqlArguments& arguments) {
  if (arguments.server.is_set()) return run_remote_sql(context, arguments);
  const OpenLake lake = TRY(arguments.as_of.empty()
                                ? open_lake(context.env, arguments.folder)
                                : open_lake_as_of(context.env, arguments.folder, arguments.as_of));
  SqlOptions options;
  options.threads = static_cast<uint32_t>(context.options.sql_threads);
  options.memory_bytes = context.options.sql_memory_bytes;
  const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(lake.at(context.env), options));
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(engine->query(arguments.query, *output));
  return kExitDone;
}

}  // namespace telltale
