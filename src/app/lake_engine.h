// LakeEngine: what turns a lake's logs into commits: its writer, the record path with the state of
// its devices, the keep and the pipeline. Opening one brings the state to where the newest commit
// left it; after an error the engine is dropped and another is opened, which goes on from there.
// One owner thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/components.h"
#include "store/lake.h"
#include "store/lake_keep.h"

namespace telltale {

struct LakeEngineOptions {
  Options options;
  Ownership ownership = Ownership::kTake;
  std::vector<Sink*> sinks;                 // told of each commit
  Executor* executor = &thread_executor();  // of the pipeline's work
  // Between the lanes and what is kept; not told of what is read again when the engine is opened.
  BatchTap* tap = nullptr;
  // Of the reading again: how far it is, and what ends it.
  std::function<void(const RestoreProgress&)> restored = [](const RestoreProgress&) {};
  const std::atomic<bool>* stop_restoring = nullptr;
};

class LakeEngine {
 public:
  static Result<std::unique_ptr<LakeEngine>> open(Env& env, const Clock& clock,
                                                  const std::string& folder,
                                                  const LakeEngineOptions& options);
  LakeEngine(const LakeEngine&) = delete;
  LakeEngine& operator=(const LakeEngine&) = delete;

  LakeWriter& writer() { return *writer_; }
  RecordPath& path() { return path_; }
  Pipeline& pipeline() { return *pipeline_; }
  const LakeKeep& keep() const { return *keep_; }
  uint64_t records_replayed() const { return records_replayed_; }

  // Makes a tier of judging that of the lake's epoch. The pipeline must be idle.
  Status begin_epoch(const EpochBegun& epoch);

 private:
  LakeEngine() = default;

  std::unique_ptr<LakeWriter> writer_;
  RecordPath path_;
  std::unique_ptr<LakeKeep> keep_;
  std::unique_ptr<Pipeline> pipeline_;
  uint64_t records_replayed_ = 0;
};

}  // namespace telltale
