// Commands that keep a lake healthy: what is due is done, and what it weighs is shown.
#include <map>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "app/stop_signal.h"
#include "store/maintenance.h"
#include "store/redrive.h"

namespace telltale {
namespace {

// All steps of one kind over one table.
struct Done {
  uint64_t steps = 0;
  Rewritten sum;

  void add(const Rewritten& done) {
    ++steps;
    sum.files_before += done.files_before;
    sum.files_after += done.files_after;
    sum.rows += done.rows;
    sum.bytes_before += done.bytes_before;
    sum.bytes_after += done.bytes_after;
  }
};
using DoneByKind = std::map<std::pair<Upkeep, std::string>, Done>;

Status show(CommandContext& context, const DoneByKind& all) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"what", "table", "steps", "rows", "files_before", "files_after",
                     "bytes_before", "bytes_after"}));
  for (const auto& [kind, done] : all) {
    TRY(output->row(std::vector<Cell>{
        Cell::of(name_of(kind.first)), kind.second.empty() ? Cell::null() : Cell::of(kind.second),
        Cell::of(done.steps), Cell::of(done.sum.rows), Cell::of(done.sum.files_before),
        Cell::of(done.sum.files_after), Cell::of(done.sum.bytes_before),
        Cell::of(done.sum.bytes_after)}));
  }
  return output->end();
}

MaintenanceOptions options_of(const CommandContext& context, const MaintainArguments& arguments) {
  MaintenanceOptions options;
  const bool all =
      !arguments.compact && !arguments.retention && !arguments.rollups && !arguments.sweep;
  options.does = {all || arguments.rollups, all || arguments.retention, all || arguments.compact,
                  all, all || arguments.sweep};
  options.rolls_up_minutes = context.options.rollups_minute != 0;
  // Nobody else writes while this holds the lake.
  options.compaction.is_quiet = true;
  options.sweep.grace = std::chrono::seconds(context.options.sweep_grace_s);
  options.stop = &stop_flag();
  return options;
}

// One run of `maintain`.
class MaintainRun {
 public:
  MaintainRun(CommandContext& context, const MaintainArguments& arguments)
      : context_(context), arguments_(arguments) {}

  Result<int> run() {
    writer_ = TRY(LakeWriter::open(context_.env, context_.clock, arguments_.folder));
    TRY(finish_what_was_ordered());
    Maintenance maintenance(*writer_, options_of(context_, arguments_));
    while (!stop_requested()) {
      const Result<std::optional<MaintenanceStep>> step = maintenance.run_next();
      if (step.status().code() == Code::kCancelled) break;
      TRY(step.status());
      if (step.value()) {
        done_[{step.value()->upkeep, step.value()->what}].add(step.value()->done);
        continue;
      }
      if (!maintenance.needs_snapshot() || has_snapshot_) break;
      TRY(write_snapshot());
    }
    TRY(show(context_, done_));
    return kExitDone;
  }

 private:
  // What was ordered must be done before the records it is about may leave.
  Status finish_what_was_ordered() {
    RecordPath path;
    return finish_redrives(*writer_,
                           {pipeline_options(context_.options), path.stages(), path.groups()})
        .status();
  }

  // Computes the state of all devices and writes it down, so that old raw may leave.
  Status write_snapshot() {
    has_snapshot_ = true;
    RecordPath path;
    const std::shared_ptr<const LakeView> view = writer_->view();
    TRY(restore_state({context_.env, arguments_.folder, *view, writer_->catalog()},
                      path.replay(context_.options)));
    Cut nothing(writer_->catalog(), writer_->catalog().epoch().number, view->lake);
    return writer_->commit(nothing, &path.groups());
  }

  CommandContext& context_;
  const MaintainArguments& arguments_;
  std::unique_ptr<LakeWriter> writer_;
  DoneByKind done_;
  bool has_snapshot_ = false;
};

std::string keeping_text(const std::optional<Duration>& keeps) {
  return keeps ? format_duration(*keeps) : "for ever";
}

Status show_retention(CommandContext& context, const Catalog& catalog) {
  const RetentionPolicy policy(catalog, context.clock.now());
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"table", "schema", "kept"}));
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    if (table == Table::kSuperseded) continue;
    TRY(output->row(std::vector<Cell>{Cell::of(name_of(table)), Cell::null(),
                                      Cell::of(keeping_text(policy.keeping(table, "")))}));
    for (const RetentionSet& rule : catalog.retention()) {
      if (rule.table != name_of(table) || rule.schema.empty()) continue;
      TRY(output->row(
          std::vector<Cell>{Cell::of(name_of(table)), Cell::of(rule.schema),
                            Cell::of(keeping_text(policy.keeping(table, rule.schema)))}));
    }
  }
  return output->end();
}

}  // namespace

Result<int> run_maintain(CommandContext& context, const MaintainArguments& arguments) {
  return MaintainRun(context, arguments).run();
}

Result<int> run_retention(CommandContext& context, const RetentionArguments& arguments) {
  if (arguments.keep.empty()) {
    if (!arguments.table.empty() || !arguments.schema.empty())
      return Status::invalid("say how long: --keep 90d, or --keep forever");
    TRY(show_retention(context, TRY(open_lake(context.env, arguments.folder)).catalog()));
    return kExitDone;
  }
  RetentionSet rule{arguments.table, arguments.schema, std::nullopt};
  if (arguments.keep != "forever") {
    rule.keeps = parse_duration(arguments.keep);
    if (!rule.keeps) {
      return Status::invalid(fmt::format(
          "cannot read duration: write it as 90d, 52w or forever: keep={}", arguments.keep));
    }
  }
  const auto writer = TRY(LakeWriter::open(context.env, context.clock, arguments.folder));
  TRY(check_retention(writer->catalog(), rule));
  TRY(writer->append_control(rule));
  TRY(show_retention(context, writer->catalog()));
  return kExitDone;
}

}  // namespace telltale
