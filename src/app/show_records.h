// How commands show books and records to people and scripts, wherever they come from: the lake's
// files or a server.
#pragma once

#include <string>
#include <vector>

#include "app/commands.h"
#include "pipeline/commit.h"
#include "store/record_finder.h"
#include "store/rejects.h"

namespace telltale {

struct BooksTotal {
  BooksPage page;
  uint64_t commit = 0;
  std::string digest;  // of all rows
};
// The whole lake's books: as an equation for people, one object for scripts.
Status show_books_total(CommandContext& context, const BooksTotal& total);

// `folder`, if any, goes before the names of files.
Status show_records(CommandContext& context, const std::string& folder,
                    const std::vector<FoundRecord>& records);

const std::vector<std::string>& reject_columns_shown();
Status show_reject(RowSink& sink, const RejectedRecord& reject);

}  // namespace telltale
