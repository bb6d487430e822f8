// Commands that keep a lake healthy: what is due is done, and what it weighs is shown.
#include <map>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/stop_signal.h"
#include "store/maintenance.h"

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
  const bool all = !arguments.compact && !arguments.sweep;
  options.does = {all || arguments.compact, all, all || arguments.sweep};
  // Nobody else writes while this holds the lake.
  options.compaction.is_quiet = true;
  options.sweep.grace = std::chrono::seconds(context.options.sweep_grace_s);
  options.stop = &stop_flag();
  return options;
}

}  // namespace

Result<int> run_maintain(CommandContext& context, const MaintainArguments& arguments) {
  const auto writer = TRY(LakeWriter::open(context.env, context.clock, arguments.folder));
  Maintenance maintenance(*writer, options_of(context, arguments));
  DoneByKind done;
  while (!stop_requested()) {
    const Result<std::optional<MaintenanceStep>> step = maintenance.run_next();
    if (step.status().code() == Code::kCancelled) break;
    TRY(step.status());
    if (!step.value()) break;
    done[{step.value()->upkeep, step.value()->what}].add(step.value()->done);
  }
  TRY(show(context, done));
  return kExitDone;
}

}  // namespace telltale
