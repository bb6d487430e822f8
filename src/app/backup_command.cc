// `telltale backup` and `telltale restore`: a copy of a lake, and a lake of a copy.
#include <fmt/format.h>

#include "app/components.h"
#include "app/copy_commands.h"
#include "serve/access_database.h"
#include "store/lake_copy.h"
#include "store/verify.h"

namespace telltale {
namespace {

Result<std::unique_ptr<LakeCopy>> copy_lake(CommandContext& context,
                                            const LakeCopy::Folders& folders, CopyKind kind) {
  std::unique_ptr<LakeCopy> copy = TRY(LakeCopy::open(context.env, folders, kind));
  TRY(serve::copy_access(folders.from, folders.to));
  TRY(copy->run());
  return copy;
}

Status show(CommandContext& context, const LakeCopy& copy) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"commit", "received", "copied", "bytes", "present", "removed"}));
  TRY(output->row(std::vector<Cell>{Cell::of(static_cast<uint64_t>(copy.view().commit)),
                                    Cell::of(copy.view().books_total.received),
                                    Cell::of(copy.counts().copied), Cell::of(copy.counts().bytes),
                                    Cell::of(copy.counts().present),
                                    Cell::of(copy.counts().removed)}));
  return output->end();
}

Status verify_copy(CommandContext& context, const RestoreArguments& arguments) {
  if (!arguments.verify) return verify_quick(context.env, arguments.to).status();
  RecordPath path;
  return verify_full(context.env, arguments.to, path.replay(context.options)).status();
}

}  // namespace

Result<int> run_backup(CommandContext& context, const BackupArguments& arguments) {
  const auto copy = TRY(copy_lake(context, {arguments.folder, arguments.to}, CopyKind::kBackup));
  TRY(copy->finish());
  TRY(show(context, *copy));
  return kExitDone;
}

// A lake that does not pass is left as one that is not finished.
Result<int> run_restore(CommandContext& context, const RestoreArguments& arguments) {
  const auto copy = TRY(copy_lake(context, {arguments.from, arguments.to}, CopyKind::kRestore));
  TRY(verify_copy(context, arguments));
  TRY(copy->finish());
  if (copy->loose_bytes() > 0) {
    std::fprintf(context.messages,
                 "telltale: %s bytes at the end of the journal are no whole requests: left out\n",
                 with_commas(copy->loose_bytes()).c_str());
  }
  TRY(show(context, *copy));
  return kExitDone;
}

}  // namespace telltale
