// Commands about single records: where one is, which were refused, whether all still add up.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "base/message_text.h"
#include "store/lake.h"
#include "store/lake_views.h"
#include "store/record_finder.h"
#include "store/rejects.h"
#include "store/retention.h"
#include "store/sql.h"
#include "store/verify.h"

namespace telltale {
namespace {

Cell text_or_null(const std::string& text) {
  return text.empty() ? Cell::null() : Cell::of(text);
}

std::string joined_files(const OpenLake& lake, const FoundRecord& record) {
  std::vector<std::string> paths;
  for (const std::string& file : record.files) paths.push_back(join_path(lake.folder, file));
  return fmt::format("{}", fmt::join(paths, " "));
}

// For people: a line a fact, so that paths do not make the page wide.
Status show_found(CommandContext& context, const OpenLake& lake, const FoundRecord& record) {
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:12} {}\n", name, printable(value));
  };
  line("receipt", format_receipt(record.position));
  std::string disposition(name_of(record.disposition));
  if (record.is_late) disposition += ", late";
  if (record.is_anomalous) disposition += fmt::format(", unusual (score {:.2f})", record.score);
  line("disposition", disposition);
  if (!record.reason.empty()) {
    line("reason", record.reason);
    line("", std::string(advice_of(*reject_reason_named(record.reason))));
  }
  line("field", record.field);
  line("value", record.value);
  if (record.first) line("repeats", format_receipt(*record.first));
  line("device", record.device);
  if (record.event_time) line("event time", format_instant(instant_of(*record.event_time)));
  line("log", fmt::format("{} ({})", static_cast<uint32_t>(record.position.log), record.log_name));
  line("commit", std::to_string(static_cast<uint64_t>(record.commit)));
  for (const std::string& file : record.files) line("file", join_path(lake.folder, file));
  constexpr size_t kShownBytesMax = 512;
  line("bytes",
       record.bytes.substr(0, kShownBytesMax) + (record.bytes.size() > kShownBytesMax ? " …" : ""));
  return write_text(context.out, text + "\n");
}

Status show_found_rows(CommandContext& context, const OpenLake& lake,
                       const std::vector<FoundRecord>& records) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"receipt", "disposition", "reason", "field", "value", "first_receipt",
                     "device_id", "event_time", "late", "is_anomaly", "log_name", "commit", "files",
                     "bytes"}));
  for (const FoundRecord& record : records) {
    TRY(output->row(std::vector<Cell>{
        Cell::of(format_receipt(record.position)), Cell::of(name_of(record.disposition)),
        text_or_null(record.reason), text_or_null(record.field), text_or_null(record.value),
        record.first ? Cell::of(format_receipt(*record.first)) : Cell::null(),
        text_or_null(record.device),
        record.event_time ? Cell::of(format_instant(instant_of(*record.event_time))) : Cell::null(),
        Cell::of(record.is_late), Cell::of(record.is_anomalous), Cell::of(record.log_name),
        Cell::of(static_cast<uint64_t>(record.commit)), Cell::of(joined_files(lake, record)),
        record.has_bytes ? Cell::of(record.bytes) : Cell::null()}));
  }
  return output->end();
}

// Why there is no record at a position.
std::string absence(const OpenLake& lake, const Position& position) {
  const auto log = static_cast<uint32_t>(position.log);
  if (lake.catalog().log(position.log) == nullptr)
    return fmt::format("nothing was received under it: the lake has no log {}", log);
  const LogProgress progress = lake.view.taken_of(position.log);
  if (position.offset >= progress.to) {
    return fmt::format("not committed: log {} is taken up to byte {}: run the ingest again", log,
                       progress.to);
  }
  return fmt::format("no record begins there: log {} has none at offset {}, index {}", log,
                     position.offset, position.index);
}

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
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  const RecordFinder finder(lake.at(context.env));
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
    why_not = absence(lake, *position);
  } else {
    found = TRY(finder.find(arguments.what, TRY(parse_event_time(arguments.time))));
    why_not = fmt::format("the lake holds no reading of {} at {}", arguments.what, arguments.time);
  }
  if (context.format != OutputFormat::kTable) {
    TRY(show_found_rows(context, lake, found));
  } else {
    for (const FoundRecord& record : found) TRY(show_found(context, lake, record));
    TRY(flush_output(context.out));
  }
  if (!found.empty()) return kExitDone;
  std::fprintf(context.messages, "telltale: %s\n", why_not.c_str());
  return kExitCheckFailed;
}

Result<int> run_rejects(CommandContext& context, const RejectsArguments& arguments) {
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  if (arguments.raw) {
    TRY(for_each_reject(lake.at(context.env), true, [&](const RejectedRecord& reject) {
      return write_text(context.out, reject.bytes + "\n");
    }));
    TRY(flush_output(context.out));
    return kExitDone;
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"receipt", "reason", "field", "value", "device_id", "schema", "ingest_time"}));
  TRY(for_each_reject(lake.at(context.env), false, [&](const RejectedRecord& reject) {
    return output->row(std::vector<Cell>{
        Cell::of(format_receipt(reject.position)), Cell::of(reject.reason),
        text_or_null(reject.field), text_or_null(reject.value), text_or_null(reject.device),
        Cell::of(reject.schema), Cell::of(format_instant(instant_of(reject.ingest_time)))});
  }));
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

Result<int> run_anomalies(CommandContext& context, const AnomaliesArguments& arguments) {
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  std::string where = "true";
  if (!arguments.device.empty()) where += " AND device_id = " + sql_text(arguments.device);
  if (!arguments.since.empty()) {
    const int64_t since = TRY(parse_event_time(arguments.since));
    where += fmt::format(" AND event_time >= make_timestamptz({})", since);
  }
  const char* columns = context.format == OutputFormat::kTable
                            ? "start_time, device_id, kind, round(score, 2) AS score, reason"
                            : "*";
  const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(lake.at(context.env)));
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(engine->query(
      fmt::format("SELECT {} FROM anomalies WHERE {} ORDER BY start_time, device_id, signal, kind",
                  columns, where),
      *output));
  return kExitDone;
}

}  // namespace telltale
