// AS OF: which commit a person means, and what the books said then.
#pragma once

#include <string>

#include "store/lake_at.h"
#include "store/lake_views.h"

namespace telltale {

// Reads `1234`, a commit, or `2025-01-31T12:00:00Z`, which means the newest commit at or before it.
// kInvalid: it is neither, or the lake has none such; says what it has.
Result<CommitId> find_commit(Env& env, const std::string& lake_folder, const LakeView& view,
                             const std::string& text);

// The books as of the lake's commit.
Result<Books> books_as_of(const LakeAt& lake);

// How a view of the lake is defined as of its commit. kInvalid: what it showed then cannot be told,
// as rows have left since.
Result<std::string> definition_as_of(const LakeAt& lake, const SqlView& view);

}  // namespace telltale
