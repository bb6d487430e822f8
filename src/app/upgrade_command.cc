// `telltale upgrade`: which formats a lake's files have, and bringing them to the newest. What an
// upgrade does is a commit, as everything is that changes a lake; none so far rewrites a file.
#include <algorithm>

#include <fmt/format.h>

#include "app/copy_commands.h"
#include "store/formats.h"
#include "store/lake.h"

namespace telltale {
namespace {

Status check_readable(const std::vector<FileFormat>& formats, const std::string& folder) {
  for (const FileFormat& format : formats) {
    if (format.is_readable()) continue;
    return Status::corrupt(fmt::format(
        "cannot open lake: its {} have format {}, and this program knows {} to {}: use the version "
        "of telltale that wrote them: path={}",
        format.kind, *format.found, format.oldest_read, format.written, folder));
  }
  return {};
}

Status show(CommandContext& context, const std::vector<FileFormat>& formats) {
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"files", "found", "read_from", "written", "change"}));
  for (const FileFormat& format : formats) {
    const bool changes = format.is_readable() && !format.is_written();
    TRY(output->row(std::vector<Cell>{Cell::of(format.kind),
                                      format.found ? Cell::of(*format.found) : Cell::null(),
                                      Cell::of(format.oldest_read), Cell::of(format.written),
                                      Cell::of(changes ? format.when_other : "nothing")}));
  }
  return output->end();
}

Result<int> check(CommandContext& context, const std::string& folder,
                  const std::vector<FileFormat>& formats) {
  TRY(show(context, formats));
  TRY(check_readable(formats, folder));
  TRY(open_lake(context.env, folder));
  return kExitDone;
}

// From its next commit on a lake has the newer format, so one without records makes it so.
Result<int> bring_up(CommandContext& context, const std::string& folder,
                     const FileFormat& commits) {
  if (commits.is_written()) {
    std::fprintf(context.messages, "telltale: nothing to do: the lake has the newest format, %lu\n",
                 commits.written);
    return kExitDone;
  }
  const auto writer = TRY(LakeWriter::open(context.env, context.clock, folder));
  TRY(writer->commit(CommitPart()));
  std::fprintf(context.messages, "telltale: the lake has format %lu from commit %lu on\n",
               commits.written, static_cast<uint64_t>(writer->view()->commit));
  return kExitDone;
}

}  // namespace

Result<int> run_upgrade(CommandContext& context, const UpgradeArguments& arguments) {
  const std::vector<FileFormat> formats = TRY(find_formats(context.env, arguments.folder));
  if (arguments.check) return check(context, arguments.folder, formats);
  TRY(check_readable(formats, arguments.folder));
  if (!arguments.rollback) return bring_up(context, arguments.folder, formats.front());
  TRY(open_lake(context.env, arguments.folder));
  std::fprintf(context.messages,
               "telltale: nothing to roll back: no upgrade has rewritten a file of the lake\n");
  return kExitDone;
}

}  // namespace telltale
