// What is known of a lake as members of a JSON object: the same words in every answer about it.
#pragma once

#include "base/json.h"
#include "serve/lake_status.h"
#include "store/lake_view.h"

namespace telltale::serve {

// Counts by disposition, what was received, and whether that is the same.
Json books_json(const BooksPage& page);
Json problems_json(const LakeStatus& status);
CommitNote note_of(const Commit& commit);

// Members about the newest commit.
void add_view(const LakeView& view, Instant now, Json& lake);
// Members about what the lake is doing.
void add_status(const LakeStatus& status, Json& lake);

}  // namespace telltale::serve
