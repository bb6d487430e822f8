// LakeView: a lake as of one commit: which files are live, how far each log is taken, the books. It
// is the fold of the commits up to there; a value that no later commit changes.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "pipeline/commit.h"
#include "store/departure.h"

namespace telltale {

struct LiveFile {
  FileEntry entry;
  CommitId added_by{0};

  // The commits its rows are of.
  RangeOf<CommitId> commits() const {
    return entry.commits.value_or(RangeOf<CommitId>{added_by, added_by});
  }
  bool operator==(const LiveFile&) const = default;
};

// How far a log is committed, and by which commit last.
struct LogProgress {
  Offset to = 0;
  CommitId commit{0};
  bool operator==(const LogProgress&) const = default;
};

struct LakeView {
  std::string lake;    // its id, in hex
  CommitId commit{0};  // the newest folded
  std::string digest;  // of that commit's text: what the next names as the one before
  Instant time;
  std::vector<LiveFile> files;  // in the order added
  std::map<LogId, LogProgress> taken;
  Books books;
  BooksPage books_total;
  RowDigest rows_total;
  Offset control_to = 0;
  uint64_t owner_epoch = 0;
  std::optional<SnapshotEntry> snapshot;  // the newest, and the commit that named it
  CommitId snapshot_commit{0};
  // By table: the newest commit by which rows left it because their time was over, and up to which
  // commit readings are summed in it.
  std::array<CommitId, kTableCount> expired_by{};
  std::array<CommitId, kTableCount> rolled_up_to{};
  // By table: which rows left. Older checkpoints know `expired_by` alone.
  std::array<Departures, kTableCount> departures;
  // The newest redrive, and the commit that brought it that far.
  std::optional<RedriveProgress> redriven;
  CommitId redriven_by{0};

  // Applies the next commit. kCorrupt: it does not follow, or does not fit what came before.
  Status fold(const Commit& next, const std::string& next_digest);

  LogProgress taken_of(LogId log) const;
  CommitId expired_of(Table table) const { return expired_by[static_cast<size_t>(table)]; }
  const Departures& departures_of(Table table) const {
    return departures[static_cast<size_t>(table)];
  }
  CommitId rolled_up_of(Table table) const { return rolled_up_to[static_cast<size_t>(table)]; }
  bool operator==(const LakeView&) const = default;
};

// A checkpoint is a view as text; reading the commits up to it gives the same.
std::string write_checkpoint(const LakeView& view);
// kNotFound: it says less than the commits do, from which a view must be folded.
Result<LakeView> read_checkpoint(std::string_view json);

}  // namespace telltale
