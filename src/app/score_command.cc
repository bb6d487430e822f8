#include <fmt/format.h>

#include "app/commands.h"
#include "app/log_columns.h"
#include "app/offline_judge.h"
#include "app/schema_choice.h"
#include "base/message_text.h"
#include "ingest/log_source.h"

namespace telltale {
namespace {

void message(const CommandContext& context, const std::string& text) {
  std::fprintf(context.messages, "telltale: %s\n", text.c_str());
}

Result<std::unique_ptr<LogSource>> open_source(CommandContext& context,
                                               const ScoreArguments& arguments) {
  ChosenSchema chosen = TRY(choose_schema(context.env, arguments.schema, nullptr));
  auto schema = std::make_shared<const Schema>(std::move(chosen.schema));
  const bool is_stream = arguments.file == "-";
  ProbedLog probed = TRY(probe_log(
      TRY(is_stream ? context.env.standard_input() : context.env.open_stream(arguments.file)),
      *schema));
  const auto log = std::make_shared<LogInfo>(lone_log(probed, std::move(schema)));
  log->name = is_stream ? "standard input" : file_name(arguments.file);
  log->ingest_time = context.clock.now();
  if (log->format == RecordFormat::kCsv && !probed.head.empty()) {
    const std::string missing = TRY(missing_columns(*log));
    if (!missing.empty()) message(context, missing);
  }
  return std::make_unique<LogSource>(log, std::move(probed), 0);
}

void report(const CommandContext& context, const OfflineJudge& judge, const OfflineCounts& counts) {
  for (const FieldCensus::Entry& entry : judge.unknown_fields().entries()) {
    message(context, fmt::format("field `{}` is not in the schema: not judged, {} records",
                                 printable(entry.name), with_commas(entry.count)));
  }
  message(context, fmt::format("{} rows: {} anomalous, {} rejected", with_commas(counts.rows),
                               with_commas(counts.anomalous), with_commas(counts.rejected)));
}

}  // namespace

Result<int> run_score(CommandContext& context, const ScoreArguments& arguments) {
  const std::unique_ptr<LogSource> source = TRY(open_source(context, arguments));
  JudgeOptions options;
  options.warmup_rows = arguments.warmup_rows;
  OfflineJudge judge(options);
  OutputFile out = TRY(OutputFile::open(arguments.out, context.out));
  const auto rows = make_output(OutputFormat::kCsv, out.file());
  const OfflineCounts counts = TRY(judge.run(*source, *rows));
  TRY(out.close());
  report(context, judge, counts);
  const Status& end = source->end_status();
  if (end.ok()) return kExitDone;
  message(context, fmt::format("cannot read all of {}: {} at byte {}: what came before is scored",
                               arguments.file, end.message(), source->bytes_taken()));
  return kExitCheckFailed;
}

}  // namespace telltale
