// Commands about single records: where one is, which were refused, whether all still add up.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "app/remote_commands.h"
#include "app/show_records.h"
#include "refine/record_device.h"
#include "store/lake.h"
#include "store/lake_views.h"
#include "store/record_finder.h"
#include "store/rejects.h"
#include "store/retention.h"
#include "store/sql.h"
#include "store/sql_text.h"
#include "store/verify.h"

namespace telltale {
namespace {

Result<int64_t> parse_event_time(const std::string& text) {
  const std::optional<IsoTime> time = parse_iso_time(text);
  if (!time) {
    return Status::invalid(
        fmt::format("cannot read time: write it as 2025-01-31T12:00:00Z: time={}", text));
  }
  return time->micros;
}

}  // namespace

Result<int> run_where_is(CommandContext& context, const WhereIsArguments& arguments) {
  if (arguments.server.is_set()) return run_remote_where_is(context, arguments);
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  const RecordFinder finder(lake.at(context.env), device_of_record);
  std::vector<FoundRecord> found;
  std::string why_not;
  if (arguments.time.empty()) {
    const std::optional<Position> position = parse_receipt(arguments.what);
    if (!position) {
      return Status::invalid(fmt::format(
          "cannot read receipt: it has the form 3:18446:0; of a device, add the time: what={}",
          arguments.what));
    }
    std::optional<FoundRecord> record = TRY(finder.find(*position));
    if (record) found.push_back(std::move(*record));
    why_not = why_absent(lake.at(context.env), *position);
  } else {
    found = TRY(finder.find(arguments.what, TRY(parse_event_time(arguments.time))));
    why_not = fmt::format("the lake holds no reading of {} at {}", arguments.what, arguments.time);
  }
  TRY(show_records(context, lake.folder, found));
  if (!found.empty()) return kExitDone;
  std::fprintf(context.messages, "telltale: %s\n", why_not.c_str());
  return kExitCheckFailed;
}

Result<int> run_rejects(CommandContext& context, const RejectsArguments& arguments) {
  if (arguments.server.is_set()) return run_remote_rejects(context, arguments);
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  if (arguments.raw) {
    TRY(for_each_reject(lake.at(context.env), true, [&](const RejectedRecord& reject) {
      return write_text(context.out, reject.bytes + "\n");
    }));
    TRY(flush_output(context.out));
    return kExitDone;
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(reject_columns_shown()));
  TRY(for_each_reject(lake.at(context.env), false,
                      [&](const RejectedRecord& reject) { return show_reject(*output, reject); }));
  TRY(output->end());
  return kExitDone;
}

namespace {

// What could not be compared, a sentence each.
void tell_limits(CommandContext& context, const Verified& verified) {
  if (verified.replayed_from > CommitId{1}) {
    std::fprintf(
        context.messages, "telltale: %s\n",
        fmt::format("raw has expired: records of commits before {} were not computed again",
                    static_cast<uint64_t>(verified.replayed_from))
            .c_str());
  }
  if (verified.unsettled_to > CommitId{0}) {
    std::fprintf(context.messages, "telltale: %s\n",
                 fmt::format("readings have expired: what became of late ones was not computed "
                             "again up to commit {}",
                             static_cast<uint64_t>(verified.unsettled_to))
                     .c_str());
  }
}

// Rows whose time is over are no difference, but somebody should know.
Status tell_overdue(CommandContext& context, const std::string& folder) {
  const OpenLake lake = TRY(open_lake(context.env, folder));
  const uint64_t overdue = TRY(count_overdue(lake.at(context.env), context.clock.now()));
  if (overdue == 0) return {};
  std::fprintf(context.messages,
               "telltale: the time of %s rows is over: `telltale maintain --retention` takes them "
               "out\n",
               with_commas(overdue).c_str());
  return {};
}

}  // namespace

Result<int> run_verify(CommandContext& context, const VerifyArguments& arguments) {
  RecordPath path;
  const Verified verified = TRY(
      arguments.quick ? verify_quick(context.env, arguments.folder)
                      : verify_full(context.env, arguments.folder, path.replay(context.options)));
  tell_limits(context, verified);
  TRY(tell_overdue(context, arguments.folder));
  if (context.format == OutputFormat::kTable) {
    TRY(write_text(
        context.out,
        fmt::format("{}: {} commits, {} files ({}), {} records, digest {}\n",
                    arguments.quick ? "nothing differs at a quick look" : "nothing differs",
                    with_commas(verified.commits), with_commas(verified.files),
                    bytes_text(verified.bytes), with_commas(verified.records),
                    verified.rows.value().hex())));
    TRY(flush_output(context.out));
    return kExitDone;
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"commit", "commits", "files", "bytes", "records", "digest"}));
  TRY(output->row(std::vector<Cell>{Cell::of(static_cast<uint64_t>(verified.commit)),
                                    Cell::of(verified.commits), Cell::of(verified.files),
                                    Cell::of(verified.bytes), Cell::of(verified.records),
                                    Cell::of(verified.rows.value().hex())}));
  TRY(output->end());
  return kExitDone;
}

Result<std::string> anomalies_query(const CommandContext& context,
                                    const AnomaliesArguments& arguments) {
  std::string where = "true";
  if (!arguments.device.empty()) where += " AND device_id = " + sql_text(arguments.device);
  if (!arguments.since.empty()) {
    const int64_t since = TRY(parse_event_time(arguments.since));
    where += fmt::format(" AND event_time >= make_timestamptz({})", since);
  }
  const char* columns = context.format == OutputFormat::kTable
                            ? "start_time, device_id, kind, round(score, 2) AS score, reason"
                            : "*";
  return fmt::format(
      "SELECT {} FROM anomalies WHERE {} ORDER BY start_time, device_id, signal, kind", columns,
      where);
}

Result<int> run_anomalies(CommandContext& context, const AnomaliesArguments& arguments) {
  const std::string query = TRY(anomalies_query(context, arguments));
  if (arguments.server.is_set()) {
    SqlArguments sql;
    sql.server = arguments.server;
    sql.query = query;
    return run_remote_sql(context, sql);
  }
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(lake.at(context.env)));
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(engine->query(query, *output));
  return kExitDone;
}

}  // namespace telltale
