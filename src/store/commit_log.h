// CommitLog: the append-only list that is a lake's truth: `_commits/<20 digits>.json`, each created
// only if absent, each naming the digest of the one before. Creating commit v + 1 is the one moment
// at which results become true; everything before can be thrown away, everything after can be
// repeated. Readers need no lock: they see a prefix. Commits that a checkpoint covers are packed,
// 256 in a file, so that a start reads a checkpoint and a tail. One owner thread.
#pragma once

#include <string>
#include <vector>

#include "base/env.h"
#include "store/commit_pack.h"
#include "store/lake_view.h"

namespace telltale {

class CommitLog {
 public:
  CommitLog(Env& env, std::string lake_folder) : env_(env), folder_(std::move(lake_folder)) {}

  // A checkpoint is written after so many commits, and as many go into a pack.
  static constexpr uint64_t kCheckpointEvery = 256;

  // The lake as of its newest commit, from the newest checkpoint that can be read and the commits
  // after it. kNotFound: there is no lake. kCorrupt: names the file, also one that is missing
  // between others.
  Result<LakeView> read() const;
  // One commit and the digest of its text.
  struct Entry {
    Commit commit;
    std::string digest;
  };
  // kNotFound: there is none yet.
  Result<Entry> entry(CommitId id) const;

  // Creates the commit after `view`, durably, and folds it; `commit` needs its time and parts only
  // and comes back whole. kFenced: somebody else's commit has that number, so this writer is
  // fenced and must drop what it has.
  Status append(LakeView& view, Commit& commit);

  // Packs the oldest commits that are not, if a checkpoint covers them and others follow it;
  // removes checkpoints but the newest two. False: nothing was to be done. `view` is the newest.
  // Nobody may commit meanwhile.
  Result<bool> tidy(const LakeView& view);
  // Removes what a killed run left half done. Nobody may commit meanwhile.
  Status remove_unfinished();

  // Makes the newest commit durable again before it is relied on: after a kill it may live in the
  // page cache only.
  Status sync_tail(const LakeView& view) const;

  // Takes the commits up to `view`, which is `other`'s, into this log, whose newest is `had`. All
  // of them appear at once: the files that they name must be durable. Nobody may commit meanwhile.
  Status copy_from(const CommitLog& other, CommitId had, const LakeView& view);
  // Finishes what a killed copy_from left to be done after they had appeared.
  Status finish_copy(const LakeView& view);

  std::string path_of(CommitId id) const;
  std::string checkpoint_path(CommitId id) const;
  // Where the commit is once it is packed.
  std::string pack_path(CommitId id) const;

 private:
  std::string commits_folder() const { return join_path(folder_, "_commits"); }
  // `names` is what lies in the folder of the commits, in order.
  LakeView newest_checkpoint(const std::vector<std::string>& names) const;
  Status check_no_gap(const std::vector<std::string>& names, CommitId missing) const;
  Status write_checkpoint_of(const LakeView& view) const;
  Status create_if_absent(const std::string& path, std::string_view bytes) const;
  // The sealed text of a commit.
  Result<std::string> text_of(CommitId id) const;
  Result<std::string> packed_text(CommitId id) const;
  Status pack(CommitId first);
  Status copy_pack(const CommitLog& other, uint64_t first, uint64_t newest);
  Status unpack_newest(const LakeView& view);
  Status remove_packed(const LakeView& view);
  Result<bool> remove_old_checkpoints(const std::vector<std::string>& names);

  Env& env_;
  std::string folder_;
  mutable CommitPack pack_;  // read last
};

}  // namespace telltale
