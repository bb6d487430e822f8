// Departures: what is remembered of rows that left a table because their time was over: by which
// commit, of which commits they were, and the bounds of their times. By it a look back knows what
// it can not tell, and of everything else that it can. Plain values, bounded in number.
#pragma once

#include <optional>
#include <vector>

#include "base/json.h"
#include "pipeline/commit.h"

namespace telltale {

struct Departure {
  CommitId by = CommitId{0};
  RangeOf<CommitId> commits = {};  // that the rows were of
  // Of a table of sums: up to which commit readings were summed in it.
  CommitId summed_to = CommitId{0};
  RowBounds bounds = {};

  bool operator==(const Departure&) const = default;
};

// Of one table, the oldest first.
using Departures = std::vector<Departure>;

// Adds the newest. Of more than can be kept, the two oldest become one.
void add_departure(const Departure& departure, Departures& departures);

// Both as one, by the newer's commit.
Departure joined(const Departure& older, const Departure& newer);

// Makes bounds hold another row's or file's, too: the first sets them, and one that has none makes
// them unknown.
void widen(const RowBounds& by, std::optional<RowBounds>& bounds);

// What a file says of its rows.
RowBounds bounds_of(const FileEntry& entry);

Json to_json(const Departures& departures);
Result<Departures> read_departures(const Json& json);

}  // namespace telltale
