// LakeView: a lake as of one commit: which files are live, how far each log is taken, the books. It
// is the fold of the commits up to there; a value that no later commit changes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "pipeline/commit.h"

namespace telltale {

struct LiveFile {
  FileEntry entry;
  CommitId added_by{0};
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

  // Applies the next commit. kCorrupt: it does not follow, or does not fit what came before.
  Status fold(const Commit& next, const std::string& next_digest);

  LogProgress taken_of(LogId log) const;
  bool operator==(const LakeView&) const = default;
};

// A checkpoint is a view as text; reading the commits up to it gives the same.
std::string write_checkpoint(const LakeView& view);
Result<LakeView> read_checkpoint(std::string_view json);

}  // namespace telltale
