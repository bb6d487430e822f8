// Commands about a lake as a whole: making one, its books, its files, SQL over it.
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/schema_choice.h"
#include "store/lake.h"
#include "store/sql.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

std::string log_title(const Catalog& catalog, LogId id) {
  const std::shared_ptr<const LogInfo> log = catalog.log(id);
  return log == nullptr ? "" : log->name;
}

const std::vector<std::string>& books_columns() {
  static const std::vector<std::string> kColumns = {"received", "stored",  "duplicate", "conflict",
                                                    "rejected", "erased",  "expired",   "in_flight",
                                                    "late",     "balanced"};
  return kColumns;
}

void append_books(const BooksPage& page, std::vector<Cell>& cells) {
  cells.push_back(Cell::of(page.received));
  for (const Disposition disposition :
       {Disposition::kStored, Disposition::kDuplicate, Disposition::kConflict,
        Disposition::kRejected, Disposition::kErased, Disposition::kExpired,
        Disposition::kInFlight})
    cells.push_back(Cell::of(page.count(disposition)));
  cells.push_back(Cell::of(page.late));
  cells.push_back(Cell::of(page.balances()));
}

uint64_t number_in(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Json books_object(const BooksPage& page) {
  std::vector<Cell> cells;
  append_books(page, cells);
  Json object = Json::object();
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].kind == Cell::Kind::kBoolean) {
      object.add(books_columns()[i], cells[i].text == "true");
    } else {
      object.add(books_columns()[i], number_in(cells[i].text));
    }
  }
  return object;
}

// The whole lake's books: as an equation for people, one object for scripts.
Status show_total(CommandContext& context, const OpenLake& lake) {
  const BooksPage& total = lake.view.books_total;
  if (context.format == OutputFormat::kJson) {
    Json object = books_object(total);
    object.add("commit", static_cast<uint64_t>(lake.view.commit));
    object.add("digest", lake.view.rows_total.value().hex());
    return write_text(context.out, object.dump(2) + "\n");
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(books_columns()));
  std::vector<Cell> cells;
  append_books(total, cells);
  TRY(output->row(cells));
  TRY(output->end());
  if (context.format != OutputFormat::kTable) return {};
  std::string sum;
  for (int i = 1; i <= kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i % kDispositionCount);
    const uint64_t count = total.count(disposition);
    if (count == 0 && disposition != Disposition::kStored) continue;
    sum +=
        fmt::format("{}{} {}", sum.empty() ? "" : " + ", with_commas(count), name_of(disposition));
  }
  return write_text(context.out,
                    fmt::format("\n{} received = {}: the books {}.\n", with_commas(total.received),
                                sum, total.balances() ? "balance" : "DO NOT BALANCE"));
}

Status show_by_reason(CommandContext& context, const OpenLake& lake) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"disposition", "reason", "records", "meaning"}));
  const BooksPage& total = lake.view.books_total;
  for (int i = 1; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    if (disposition == Disposition::kRejected || total.count(disposition) == 0) continue;
    TRY(output->row(std::vector<Cell>{Cell::of(name_of(disposition)), Cell::null(),
                                      Cell::of(total.count(disposition)), Cell::null()}));
  }
  for (int i = 1; i < kRejectReasonCount; ++i) {
    const auto reason = static_cast<RejectReason>(i);
    const uint64_t count = total.by_reason[static_cast<size_t>(i)];
    if (count == 0) continue;
    TRY(output->row(std::vector<Cell>{Cell::of("rejected"), Cell::of(name_of(reason)),
                                      Cell::of(count), Cell::of(advice_of(reason))}));
  }
  return output->end();
}

Status show_by_log(CommandContext& context, const OpenLake& lake) {
  std::map<LogId, BooksPage> by_log;
  for (const auto& [key, page] : lake.view.books.pages()) by_log[key.log].add(page);
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  std::vector<std::string> columns = {"log", "name", "to"};
  columns.insert(columns.end(), books_columns().begin(), books_columns().end());
  TRY(output->begin(columns));
  for (const auto& [log, page] : by_log) {
    std::vector<Cell> cells = {Cell::of(uint64_t{static_cast<uint32_t>(log)}),
                               Cell::of(log_title(lake.catalog(), log)),
                               Cell::of(lake.view.taken_of(log).to)};
    append_books(page, cells);
    TRY(output->row(cells));
  }
  return output->end();
}

Status show_by_day(CommandContext& context, const OpenLake& lake) {
  std::map<int64_t, BooksPage> by_day;
  for (const auto& [key, page] : lake.view.books.pages()) by_day[key.day].add(page);
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  std::vector<std::string> columns = {"received_on"};
  columns.insert(columns.end(), books_columns().begin(), books_columns().end());
  TRY(output->begin(columns));
  for (const auto& [day, page] : by_day) {
    std::vector<Cell> cells = {
        Cell::of(format_instant(instant_of(day * kMicrosPerDay)).substr(0, 10))};
    append_books(page, cells);
    TRY(output->row(cells));
  }
  return output->end();
}

}  // namespace

Result<int> run_init(CommandContext& context, const InitArguments& arguments) {
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
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  switch (arguments.by) {
    case BooksBy::kTotal:
      TRY(show_total(context, lake));
      break;
    case BooksBy::kLog:
      TRY(show_by_log(context, lake));
      break;
    case BooksBy::kDay:
      TRY(show_by_day(context, lake));
      break;
    case BooksBy::kReason:
      TRY(show_by_reason(context, lake));
      break;
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
