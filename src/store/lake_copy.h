// LakeCopy: brings a lake as of its newest commit into another folder, which is a lake itself then:
// a backup, or a lake restored from one. Whoever writes to the lake goes on meanwhile. Every file
// is durable before the commits that name it appear, all of them at once; so a copy that was killed
// shows what it showed before, or all, and the next run finishes it.
//
// A backup has a folder of its own beside the lake's:
//
//   _backup/lake                  the lake's id: what is in the folder is a backup
//   _backup/<commit>-<records>    how many control records were known when the copy of that commit
//                                 was made: later ones may speak of records it does not have
//
// Records in the journal are copied too, with those that no commit has yet. One owner thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/commit_log.h"
#include "store/file_copier.h"
#include "store/growing_files.h"
#include "store/lease.h"

namespace telltale {

enum class CopyKind : uint8_t { kBackup, kRestore };

class LakeCopy {
 public:
  struct Folders {
    std::string from;
    std::string to;
  };
  // Makes the target, if it is missing, and locks it. kExists: it holds something else, or, of a
  // restore, a lake. kUnavailable: somebody else writes to it. kNotFound: there is no lake.
  static Result<std::unique_ptr<LakeCopy>> open(Env& env, const Folders& folders, CopyKind kind);

  // Brings all of it but what is no file of `store`; that comes between open() and run().
  Status run();
  // Says that the target is whole: a restore that was not finished can be run again.
  Status finish();

  // Of the newest commit, once it has run.
  const LakeView& view() const { return view_; }
  const FileCopier::Counts& counts() const { return files_.counts(); }
  // Bytes of journals that are no whole frames: not finished when they were copied, or damaged.
  uint64_t loose_bytes() const;

 private:
  LakeCopy(Env& env, const Folders& folders, CopyKind kind)
      : env_(env),
        folders_(folders),
        kind_(kind),
        source_(env, folders.from),
        target_(env, folders.to),
        files_(env, folders.from, folders.to) {}
  Status begin();
  Status check_target() const;
  Status look();
  Status take_view();
  Result<std::optional<uint64_t>> noted_records() const;
  Status check_history() const;
  Status copy_files();
  Status copy_control();
  Status copy_journal();
  Status remove_what_left();
  Status remove_old_notes();
  std::string marker() const;
  std::string note() const;

  Env& env_;
  const Folders folders_;
  const CopyKind kind_;
  CommitLog source_;
  CommitLog target_;
  FileCopier files_;
  std::unique_ptr<FileLock> lock_;  // of the target
  std::unique_ptr<Lease> lease_;    // of the source
  std::optional<LakeView> had_;     // by the target, before
  std::vector<GrowingFile> journal_;
  uint64_t records_ = 0;  // of the control log that the copy has
  LakeView view_;
};

}  // namespace telltale
