// DeviceFollower: keeps a lake's register of devices up to its newest commit, in a thread of its
// own that reads the files commits bring, and keeps a copy of it on disk (`_register/`), so that a
// start reads that and what came since. The copy is a cache: without it all files are read again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/env.h"
#include "pipeline/sink.h"
#include "serve/device_register.h"
#include "serve/lake_board.h"

namespace telltale::serve {

class DeviceFollower : public Sink {
 public:
  DeviceFollower(Env& env, std::string folder) : env_(env), folder_(std::move(folder)) {}
  ~DeviceFollower() override { stop(); }

  // The board must outlive the follower.
  void start(const LakeBoard& board);
  // Ends the thread and keeps the register.
  void stop();
  // There is a new commit.
  Status fold(const Commit& commit) override;

  DeviceRegister& devices() { return devices_; }
  // The newest commit in the register; 0: it is not complete yet.
  CommitId folded() const { return CommitId{folded_.load()}; }
  // What went wrong last; ok: nothing.
  Status failure() const;

 private:
  void loop();
  Status catch_up();
  Status fold_file(const LiveFile& file, const Catalog& catalog);
  void load();
  Status save();
  std::vector<std::string> kept_names() const;
  std::string kept_folder() const { return join_path(folder_, "_register"); }

  Env& env_;
  const std::string folder_;
  const LakeBoard* board_ = nullptr;
  DeviceRegister devices_;
  std::atomic<uint64_t> folded_{0};
  uint64_t saved_ = 0;         // commit
  uint64_t rows_unsaved_ = 0;  // folded since
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool has_news_ = false;
  bool is_stopping_ = false;
  Status failure_;
  std::thread thread_;
};

}  // namespace telltale::serve
