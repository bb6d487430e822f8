// A lake's folder: making one, opening it to read or to write.
#pragma once

#include <memory>
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

namespace telltale {

struct NewLake {
  std::string schema_yaml;  // of the schema used when none is named
  JudgeTier judge = JudgeTier::kStandard;
};

// Makes a lake in a folder that is missing, empty or left by a call that did not get to its end:
// kExists says what is in the way.
Status create_lake(Env& env, const Clock& clock, const std::string& folder, const NewLake& lake);

// A lake as of its newest commit, to read. Takes no lock: a writer may go on meanwhile.
struct OpenLake {
  std::string folder;
  LakeView view;
  std::unique_ptr<ControlLog> control;

  const Catalog& catalog() const { return control->catalog(); }
  LakeAt at(Env& env) const { return {env, folder, view, catalog()}; }
};
Result<OpenLake> open_lake(Env& env, const std::string& folder);

// The one writer of a lake: holds its lock, appends control records, commits. One owner thread,
// except that the thread of the keep may commit while the owner waits or opens no logs.
class LakeWriter {
 public:
  // kUnavailable: another process writes to the lake.
  static Result<std::unique_ptr<LakeWriter>> open(Env& env, const Clock& clock,
                                                  const std::string& folder);

  const std::string& folder() const { return folder_; }
  const Hash128& lake_id() const { return control_->lake(); }
  const LakeView& view() const { return view_; }
  const Catalog& catalog() const { return control_->catalog(); }
  Status append_control(const ControlRecord& record) { return control_->append(record); }

  // Settles the cut, writes its files and commits them; with `groups`, a snapshot of their state
  // too, which must be the state after the cut. Then the sinks fold the commit.
  Status commit(Cut& cut, const KeyGroups* groups, const std::vector<Sink*>& sinks);

 private:
  LakeWriter(Env& env, const Clock& clock, std::string folder)
      : env_(env),
        clock_(clock),
        folder_(std::move(folder)),
        commits_(env, folder_),
        files_(env, folder_) {}
  void remove_old_snapshots();

  Env& env_;
  const Clock& clock_;
  const std::string folder_;
  std::unique_ptr<FileLock> lock_;
  CommitLog commits_;
  LakeFiles files_;
  LakeView view_;
  std::unique_ptr<ControlLog> control_;
  std::unique_ptr<KeptReadings> kept_;
  uint64_t owner_epoch_ = 0;
};

}  // namespace telltale
