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

// How many control records were known then; of a lake as of now, all there are.
Result<Offset> control_as_of(const LakeAt& lake);

// The books as of the lake's commit.
Result<Books> books_as_of(const LakeAt& lake);
// The same with what the books are shown by: the commit, its digest of all rows, and how far each
// log had been taken. Nothing else is filled in.
Result<LakeView> books_view_as_of(const LakeAt& lake);

// When the newest record of a lake was received, as far as its files say, and as of the lake's
// commit; nothing: there is none.
std::optional<int64_t> newest_received(const LakeView& view);
Result<std::optional<int64_t>> received_as_of(const LakeAt& lake);

// How a view of the lake is defined as of its commit, for a query that reads these columns.
// kInvalid: what it showed then cannot be told, as rows have left since.
Result<ViewDefinition> definition_as_of(const LakeAt& lake, const SqlView& view,
                                        const ReadColumns& read);

}  // namespace telltale
