#include <chrono>
#include <unistd.h>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "app/log_columns.h"
#include "app/progress.h"
#include "app/remote_commands.h"
#include "app/schema_choice.h"
#include "app/stop_signal.h"
#include "base/cpu_meter.h"
#include "base/message_text.h"
#include "ingest/log_source.h"
#include "store/lake_keep.h"

namespace telltale {
namespace {

// A file or stream, ready to be read from where the lake left it.
struct OpenedLog {
  std::shared_ptr<const LogInfo> log;
  std::unique_ptr<LogSource> source;
};

// One run of `ingest`: opens the lake, then takes one log after another.
class IngestRun {
 public:
  IngestRun(CommandContext& context, const IngestArguments& arguments)
      : context_(context), arguments_(arguments) {}

  Result<int> run() {
    writer_ = TRY(LakeWriter::open(context_.env, context_.clock, arguments_.folder));
    TRY(choose_epoch());
    TRY(restore());
    TRY(take_logs());
    TRY(pipeline_->barrier(true));
    progress_->finish();
    TRY(report());
    if (arguments_.timings) report_timings();
    if (stop_requested()) message("stopped: run the same command again to go on");
    return broken_logs_ > 0 ? kExitCheckFailed : kExitDone;
  }

 private:
  // Makes the schema and the tier asked for part of the lake, before any record is taken.
  Status choose_epoch() {
    const Catalog& catalog = writer_->catalog();
    const std::string wanted =
        arguments_.schema.empty() ? catalog.epoch().begun.schema : arguments_.schema;
    const ChosenSchema chosen = TRY(choose_schema(context_.env, wanted, &catalog));
    TRY(catalog.check_schema(chosen.schema));
    if (catalog.schema(chosen.schema.name, chosen.schema.version) == nullptr)
      TRY(writer_->append_control(SchemaAdded{chosen.yaml}));
    schema_ = catalog.schema(chosen.schema.name, chosen.schema.version)->schema;
    const EpochBegun& epoch = catalog.epoch().begun;
    if (epoch.judge == arguments_.judge) return {};
    return writer_->append_control(EpochBegun{epoch.schema, arguments_.judge});
  }

  Status restore() {
    const std::shared_ptr<const LakeView> view = writer_->view();
    const uint64_t replayed =
        TRY(restore_state({context_.env, arguments_.folder, *view, writer_->catalog()},
                          path_.replay(context_.options)));
    path_.begin_epoch(writer_->catalog().epoch());
    path_.forget_unknown_fields();
    LakeKeepOptions keep_options;
    keep_options.cut_bytes = context_.options.cut_bytes;
    keep_options.cut_interval = std::chrono::milliseconds(context_.options.cut_interval_ms);
    keep_options.snapshot_records = context_.options.snapshot_records;
    progress_ = std::make_unique<IngestProgress>(context_.messages);
    keep_options.sinks = {progress_.get()};
    keep_ = std::make_unique<LakeKeep>(*writer_, path_.groups(), context_.clock, keep_options);
    keep_->count_unsaved(replayed);
    PipelineOptions pipeline = pipeline_options(context_.options);
    pipeline.stop = &stop_flag();
    pipeline_ = std::make_unique<Pipeline>(pipeline, path_.stages(), path_.groups(), *keep_);
    return {};
  }

  Status take_logs() {
    for (const std::string& file : arguments_.files) {
      if (stop_requested()) return {};
      const std::optional<OpenedLog> opened = TRY(open(file));
      if (!opened) continue;
      const IngestProgress::Reading reading(*progress_, *opened->source, file_size(file));
      TRY(pipeline_->run(*opened->source));
      TRY(report_end(file, *opened));
    }
    return {};
  }

  uint64_t file_size(const std::string& file) const {
    const Result<FileStat> found = context_.env.stat(file);
    return file != "-" && found.ok() ? found.value().size : 0;
  }

  // Nothing: there is nothing to take from it, and why has been said.
  Result<std::optional<OpenedLog>> open(const std::string& file) {
    const bool is_stream = file == "-";
    std::string digest;
    std::shared_ptr<const LogInfo> known;
    if (is_stream) {
      digest = fmt::format("stream-{:016x}{:016x}", context_.env.entropy(), context_.env.entropy());
    } else {
      digest = to_hex(TRY(digest_of_file(context_.env, file)));
      known = writer_->catalog().newest_log(digest);
    }
    auto stream = TRY(is_stream ? context_.env.standard_input() : context_.env.open_stream(file));
    const bool resumes = known != nullptr && !arguments_.again;
    Result<ProbedLog> probed = probe_log(std::move(stream), resumes ? *known->schema : *schema_);
    if (!probed.ok()) {
      message(fmt::format("{}: {}", probed.status().message(), file));
      ++broken_logs_;
      return std::optional<OpenedLog>();
    }
    probed.value().may_wait = is_stream;
    if (resumes) return resume(file, known, std::move(probed).value());
    return open_new(file, digest, known, std::move(probed).value());
  }

  Result<std::optional<OpenedLog>> resume(const std::string& file,
                                          const std::shared_ptr<const LogInfo>& log,
                                          ProbedLog probed) {
    const LogProgress progress = writer_->view()->taken_of(log->id);
    OpenedLog opened{log, std::make_unique<LogSource>(log, std::move(probed), progress.to)};
    if (opened.source->has_more()) return std::optional(std::move(opened));
    if (progress.commit == CommitId{0}) {
      message(fmt::format("{}: empty: no record to take", file));
    } else {
      message(fmt::format("{}: already ingested, commit {} (--again takes it as new)", file,
                          static_cast<uint64_t>(progress.commit)));
    }
    broken_logs_ += !opened.source->end_status().ok();
    return std::optional<OpenedLog>();
  }

  Result<std::optional<OpenedLog>> open_new(const std::string& file, const std::string& digest,
                                            const std::shared_ptr<const LogInfo>& known,
                                            ProbedLog probed) {
    LogOpened record;
    record.number = static_cast<uint32_t>(writer_->catalog().next_log());
    record.digest = digest;
    record.pass = known == nullptr ? 1 : known->pass + 1;
    record.name = file == "-" ? "standard input" : file_name(file);
    record.schema = schema_->name;
    record.schema_version = schema_->version;
    record.format = probed.layout == Layout::kCsv ? RecordFormat::kCsv : RecordFormat::kJson;
    record.csv_header = probed.csv_header;
    record.ingest_time = context_.clock.now();
    if (probed.head.empty()) {
      message(fmt::format("{}: empty: no record to take", file));
      return std::optional<OpenedLog>();
    }
    if (record.format == RecordFormat::kCsv) TRY(check_header(record));
    TRY(writer_->append_control(record));
    std::shared_ptr<const LogInfo> log = writer_->catalog().log(LogId{record.number});
    return std::optional(OpenedLog{log, std::make_unique<LogSource>(log, std::move(probed), 0)});
  }

  Status check_header(const LogOpened& record) {
    LogInfo info;
    info.schema = schema_;
    info.format = record.format;
    info.csv_header = record.csv_header;
    info.name = record.name;
    const std::string missing = TRY(missing_columns(info));
    if (!missing.empty()) message(missing);
    return {};
  }

  Status report_end(const std::string& file, const OpenedLog& opened) {
    const Status& end = opened.source->end_status();
    if (end.ok()) return {};
    ++broken_logs_;
    message(
        fmt::format("cannot read all of {}: {} at byte {}: what came before is ingested: get the "
                    "whole file and ingest that",
                    file, end.message(), opened.source->bytes_taken()));
    return {};
  }

  Status report() {
    for (const FieldCensus::Entry& entry : path_.unknown_fields().entries()) {
      message(fmt::format("field `{}` is not in the schema: kept in raw, {} records",
                          printable(entry.name), with_commas(entry.count)));
    }
    return progress_->report(context_, *writer_);
  }

  void report_timings() {
    for (int i = 0; i < kWorkCount; ++i) {
      const auto work = static_cast<Work>(i);
      message(fmt::format("{:18} {:8.3f} CPU s", name_of(work), cpu_meter().seconds(work)));
    }
  }

  void message(const std::string& text) {
    progress_line_break();
    std::fprintf(context_.messages, "telltale: %s\n", text.c_str());
  }
  void progress_line_break() {
    if (progress_) progress_->clear_line();
  }

  CommandContext& context_;
  const IngestArguments& arguments_;
  std::unique_ptr<LakeWriter> writer_;
  std::shared_ptr<const Schema> schema_;
  RecordPath path_;
  std::unique_ptr<IngestProgress> progress_;
  std::unique_ptr<LakeKeep> keep_;
  std::unique_ptr<Pipeline> pipeline_;
  int broken_logs_ = 0;
};

}  // namespace

Result<int> run_ingest(CommandContext& context, const IngestArguments& arguments) {
  if (arguments.server.is_set()) return run_remote_ingest(context, arguments);
  return IngestRun(context, arguments).run();
}

}  // namespace telltale
