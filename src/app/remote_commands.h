// The commands that can ask a server instead of reading a lake's folder: same arguments, same
// output.
#pragma once

#include "app/commands.h"

namespace telltale {

Result<int> run_remote_books(CommandContext& context, const BooksArguments& arguments);
Result<int> run_remote_sql(CommandContext& context, const SqlArguments& arguments);
Result<int> run_remote_where_is(CommandContext& context, const WhereIsArguments& arguments);
Result<int> run_remote_rejects(CommandContext& context, const RejectsArguments& arguments);
Result<int> run_remote_ingest(CommandContext& context, const IngestArguments& arguments);

}  // namespace telltale
