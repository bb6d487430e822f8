// LakeHost: one lake of a running server, from before it is open until it has stopped. It can be
// asked from the beginning: requests are refused with a reason until the lake has started. A thread
// of its own opens the lake, which takes as long as there are records to be read again, and then
// watches its disk. Any thread may ask; start and stop belong to the owner.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/disk_watch.h"
#include "app/lake_runner.h"
#include "serve/device_follower.h"
#include "serve/inbox.h"
#include "serve/lake_control.h"
#include "serve/live_hub.h"

namespace telltale {

class LakeHost : public serve::Inbox,
                 public serve::LakeControl,
                 public serve::LakeHealth,
                 public Sink {
 public:
  struct Options {
    telltale::Options options;
    Ownership ownership = Ownership::kTake;
    Emitter events;
    // Told once when the lake cannot be opened, or is down for good.
    std::function<void(const Status& why)> failed = [](const Status&) {};
  };
  LakeHost(Env& env, const Clock& clock, std::string folder, Options options);
  LakeHost(const LakeHost&) = delete;
  LakeHost& operator=(const LakeHost&) = delete;
  ~LakeHost() override;

  void start();
  void stop(std::chrono::milliseconds patience);
  bool has_started() const { return runner_now_.load() != nullptr; }
  void set_disk_options(const DiskWatch::Options& options);

  const std::string& folder() const { return folder_; }
  const serve::LakeBoard& board() const { return board_; }
  serve::LiveHub& live() { return live_; }
  serve::DeviceFollower& devices() { return devices_; }
  const Emitter& events() const { return options_.events; }

  std::shared_ptr<const Schema> schema(std::string_view name) const override;
  Status accepts() const override;
  void take(serve::InboxRequest request, Reply reply) override;

  void add_schema(std::string yaml, std::function<void(const Status& outcome)> told) override;
  void give_feedback(FeedbackGiven feedback, std::function<void(const Status&)> told) override;
  void redrive(serve::RedriveWish wish,
               std::function<void(const Result<serve::RedriveReport>& report)> told) override;
  Result<serve::RedriveReport> preview_redrive(const serve::RedriveWish& wish,
                                               const serve::LakeBoard::Now& now) override;

  serve::LakeStatus status() const override;
  // Remembers the newest commits.
  Status fold(const Commit& commit) override;

 private:
  void live_and_watch();
  Status open();
  LakeRunnerOptions runner_options();
  void note_failure(const Status& why);
  void watch_disk();
  void tell_of_disk(const DiskState& before, const DiskState& now);
  Status why_not_started() const;

  Env& env_;
  const Clock& clock_;
  const std::string folder_;
  const Options options_;
  serve::LakeBoard board_;
  serve::LiveHub live_;
  serve::DeviceFollower devices_;
  std::unique_ptr<LakeRunner> runner_;
  std::atomic<LakeRunner*> runner_now_{nullptr};  // once it has started
  std::atomic<bool> is_stopping_{false};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  RestoreProgress restored_;
  std::deque<serve::CommitNote> commits_;  // the newest first
  Status failure_;                         // it could not be opened
  DiskWatch disk_watch_;
  DiskState disk_;
  std::optional<double> growth_per_day_;
  std::thread thread_;
};

DiskWatch::Options disk_options(const Options& options);

}  // namespace telltale
