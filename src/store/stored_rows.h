// The digest of the rows that a commit's files hold, computed from the files alone.
#pragma once

#include <map>
#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "pipeline/commit.h"
#include "store/cut.h"

namespace telltale {

// kCorrupt: a file cannot be read, has other rows than its entry says, or a row comes twice.
Result<RowHashes> stored_row_hashes(Env& env, const std::string& lake_folder,
                                    const Catalog& catalog, const CommitPart& part);

}  // namespace telltale
