// A lake's folder: making one, opening it to read or to write.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/env.h"
#include "journal/control_log.h"
#include "pipeline/key_group.h"
#include "pipeline/sink.h"
#include "store/commit_log.h"
#include "store/cut.h"
#include "store/kept_readings.h"
#include "store/lake_at.h"
#include "store/lake_files.h"
#include "store/lease.h"

namespace telltale {

struct NewLake {
  std::string schema_yaml;  // of the schema used when none is named
  JudgeTier judge = JudgeTier::kStandard;
};

// Makes a lake in a folder that is missing, empty or left by a call that did not get to its end:
// kExists says what is in the way.
Status create_lake(Env& env, const Clock& clock, const std::string& folder, const NewLake& lake);

// A lake to read. Takes no lock: a writer may go on meanwhile.
struct OpenLake {
  std::string folder;
  LakeView view;  // of the newest commit
  std::unique_ptr<ControlLog> control;
  std::optional<CommitId> as_of;
  std::unique_ptr<Lease> lease;  // keeps the view's files; null: the folder cannot be written

  const Catalog& catalog() const { return control->catalog(); }
  LakeAt at(Env& env) const { return {env, folder, view, catalog(), as_of}; }
};
// As of its newest commit, which stays readable for as long as this lives.
Result<OpenLake> open_lake(Env& env, const std::string& folder);
// As of a commit or a time (store/as_of.h).
Result<OpenLake> open_lake_as_of(Env& env, const std::string& folder, const std::string& as_of);

// How a writer comes to be the only one.
enum class Ownership : uint8_t {
  kTake,   // nobody else writes
  kSeize,  // whoever writes is cut off: his commits fail from here on
};

// kFenced: the lock on the lake is held no more.
Status check_held(const FileLock& lock);

// The one writer of a lake: holds its lock, appends control records, commits. Records are taken by
// one thread (of the keep), beside which another may maintain the lake: each prepares its files by
// itself, and only what must be one step is done under a lock. Control records are appended by the
// owner while no records are taken.
class LakeWriter {
 public:
  // kUnavailable: another process writes to the lake. After a seizure nothing that the one before
  // commits counts; what he acknowledged waits in his journal.
  static Result<std::unique_ptr<LakeWriter>> open(Env& env, const Clock& clock,
                                                  const std::string& folder,
                                                  Ownership how = Ownership::kTake);

  // kFenced: somebody has taken the lake over. Asked before what cannot be undone and is no commit.
  Status check_owner() const;
  // For other threads that ask so; gone with the writer.
  std::weak_ptr<const FileLock> lock() const { return lock_; }

  Env& env() const { return env_; }
  const Clock& clock() const { return clock_; }
  const std::string& folder() const { return folder_; }
  const Hash128& lake_id() const { return control_->lake(); }
  // The lake as of its newest commit. Files that are live in a view are not swept while it is held.
  std::shared_ptr<const LakeView> view() const;
  // The oldest commit that somebody holds a view of.
  CommitId oldest_held();

  // The owner's and the keep's: it changes with the next control record.
  const Catalog& catalog() const { return control_->catalog(); }
  // Any thread's: a copy that stays as it is.
  std::shared_ptr<const Catalog> catalog_copy() const;
  Status append_control(const ControlRecord& record);

  // Every commit from now on is folded into the sink too, which must outlive the writer's use.
  void follow(Sink* sink);

  // Settles the cut, writes its files and commits them; with `groups`, a snapshot of their state
  // too, which must be the state after the cut.
  Status commit(Cut& cut, const KeyGroups* groups);
  // Commits what was prepared elsewhere; the files it adds must be durable. kCorrupt: a file it
  // removes is not live any more, or its books do not fit; nothing has changed. kFenced: somebody
  // has taken the lake over, and nothing that this writer does counts.
  Status commit(CommitPart part);

  // Packs history that is long past, some of it at a time. False: nothing was to be done.
  Result<bool> tidy_history();
  // Removes what killed runs left of commits.
  Status remove_unfinished_commits();

  // What settles suspects against what is kept, and what changes what is kept, holds this from its
  // first look to its commit.
  std::mutex& settling() { return settling_; }
  // Files that are written and not yet committed: to a sweep they look like leftovers.
  FilesInWork& in_work() { return in_work_; }

 private:
  LakeWriter(Env& env, const Clock& clock, std::string folder)
      : env_(env),
        clock_(clock),
        folder_(std::move(folder)),
        commits_(env, folder_),
        files_(env, folder_, &in_work_) {}
  Status load();
  Status take_over();
  Status check_control() const;
  Result<CommitId> append(CommitPart part);
  void publish(std::shared_ptr<const LakeView> view);
  void remove_old_snapshots(const SnapshotEntry& newest);

  Env& env_;
  const Clock& clock_;
  const std::string folder_;
  std::shared_ptr<const FileLock> lock_;
  CommitLog commits_;
  FilesInWork in_work_;
  LakeFiles files_;  // of the thread that takes records
  std::unique_ptr<KeptReadings> kept_;
  std::atomic<bool> is_kept_stale_ = false;  // rows left that `kept_` may remember
  uint64_t owner_epoch_ = 0;

  std::mutex settling_;        // taken before committing_
  std::mutex committing_;      // one commit after another, and the sinks with it
  std::vector<Sink*> sinks_;   // under committing_
  mutable std::mutex shared_;  // for the moment of a copy: guards what follows
  std::shared_ptr<const LakeView> view_;
  std::vector<std::weak_ptr<const LakeView>> published_;
  std::unique_ptr<ControlLog> control_;
  mutable std::shared_ptr<const Catalog> catalog_copy_;
};

}  // namespace telltale
