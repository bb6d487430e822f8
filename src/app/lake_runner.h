// LakeRunner: a lake that takes records as they come. Requests go to its journal and are
// acknowledged from there; one thread moves them from the journal through the pipeline into
// commits. What changes a computation (a log is opened, a schema comes in) happens in that thread,
// at a barrier over all lanes.
//
// When the world fails (no room, a file that cannot be written) the engine is dropped and opened
// again until it works; nothing that was acknowledged is lost meanwhile, as it is in the journal.
// What cannot be mended (damaged bytes, a journal that cannot sync) takes the lake down: it says
// why, and takes no more records. Any thread may call; start and stop belong to the owner, or step
// in their place: then nothing happens but in the owner's thread, when the owner says so.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/former_journal.h"
#include "app/journal_inbox.h"
#include "app/lake_engine.h"
#include "app/lake_meter.h"
#include "app/silence_watch.h"
#include "app/upkeeper.h"
#include "ingest/journal_source.h"
#include "serve/lake_board.h"
#include "serve/lake_control.h"
#include "serve/lake_status.h"
#include "store/redrive.h"

namespace telltale {

struct LakeRunnerOptions {
  Options options;
  Ownership ownership = Ownership::kTake;
  JournalWriter::Options journal_files;
  JournalOptions journal;
  JournalInbox::Options inbox;
  RequestKeys::Options keys;
  std::vector<Sink*> sinks;  // told of each commit
  Executor* executor = &thread_executor();
  BatchTap* tap = nullptr;  // sees what the lanes are done with
  Emitter events;
  // What readers see, when it must be there before the runner is; null: the runner's own.
  serve::LakeBoard* board = nullptr;
  std::function<void(const RestoreProgress&)> restored = [](const RestoreProgress&) {};
  // Told once before readers see anything: the newest commit, and how far the journal is in it.
  std::function<void(CommitId commit, Offset journal)> opened = [](CommitId, Offset) {};
  const std::atomic<bool>* stop_restoring = nullptr;
  // Told once when the lake is down for good.
  std::function<void(const Status& why)> failed = [](const Status&) {};
};

class LakeRunner : public serve::LakeControl {
 public:
  // Opens the lake and its journal; the records that wait in it are taken once it is started.
  static Result<std::unique_ptr<LakeRunner>> open(Env& env, const Clock& clock,
                                                  const std::string& folder,
                                                  LakeRunnerOptions options);
  LakeRunner(const LakeRunner&) = delete;
  LakeRunner& operator=(const LakeRunner&) = delete;
  ~LakeRunner() override;

  void start();
  // Takes no more requests, brings what was acknowledged into the lake, at most so long, and ends.
  // What is left waits in the journal.
  void stop(std::chrono::milliseconds patience);

  // Writes what waits for the journal, takes what is durable through the pipeline, does what waits
  // for a barrier, or tries to mend what failed; never waits for anything.
  void step();
  // As a stop with patience, for who steps; ok: all that was acknowledged is in the lake.
  Status finish();

  JournalInbox& inbox() const { return *inbox_; }
  // What readers see: replaced by each commit and control record.
  const serve::LakeBoard& board() const { return *options_.board; }
  uint64_t records_replayed() const { return engine_->records_replayed(); }

  // Adds what the runner knows.
  void tell(serve::LakeStatus& status) const;

  // Has `act` done by the pipeline's thread while all lanes stand still and everything it has read
  // of the journal is committed. `told` gets its outcome, or kCancelled when the lake stops or is
  // down before.
  using Act = std::function<Status(LakeEngine& engine)>;
  void at_barrier(Act act, std::function<void(const Status& outcome)> told);
  void add_schema(std::string yaml, std::function<void(const Status& outcome)> told) override;
  void give_feedback(FeedbackGiven feedback,
                     std::function<void(const Status& outcome)> told) override;
  void redrive(serve::RedriveWish wish,
               std::function<void(const Result<serve::RedriveReport>& report)> told) override;
  Result<serve::RedriveReport> preview_redrive(const serve::RedriveWish& wish,
                                               const serve::LakeBoard::Now& now) override;

 private:
  struct Waiting {
    Act act;
    std::function<void(const Status&)> told;
  };
  class CommitFollower;

  LakeRunner(Env& env, const Clock& clock, std::string folder, LakeRunnerOptions options);
  Status open_engine();
  Result<std::unique_ptr<JournalWriter>> open_newest_journal();
  Status open_journal();
  Status open_former_journals();
  Status take_former_journals();
  std::map<LogId, Offset> committed_of(JournalNumber journal) const;
  void open_log(const JournalLogKey& key, std::function<void(const Result<LogId>&)> opened);
  void loop();
  void make_source();
  Status run_engine();
  Status take_readable();
  bool should_listen() const;
  bool should_look() const;
  Status run_waiting();
  void cancel_waiting(const Status& why);
  bool mend(const Status& why);
  void show_broken(const Status& why);
  Status try_mend();
  Upkeeper::Options upkeep_options();
  void ask_for_snapshot();
  RedrivePath redrive_path(RecordPath& path) const;
  void go_down(const Status& why);
  void publish();
  bool should_stop() const;
  bool is_former_due() const;
  Status check_owner() const;
  void set_state(serve::LakeState state, std::string why);

  Env& env_;
  const Clock& clock_;
  const std::string folder_;
  LakeRunnerOptions options_;
  JournalNumber journal_number_ = 1;

  serve::LakeBoard own_board_;
  LakeMeter meter_;
  std::unique_ptr<CommitFollower> follower_;
  std::unique_ptr<LakeEngine> engine_;
  std::unique_ptr<RequestKeys> keys_;
  std::vector<std::unique_ptr<FormerJournal>> former_;  // as many as when the runner was opened
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<JournalInbox> inbox_;
  std::unique_ptr<JournalSource> source_;
  Offset taken_before_ = 0;  // of the journal, when the source was made
  SilenceWatch silence_;
  Duration look_at_former_{0};  // when it is time to, again
  std::atomic<bool> is_snapshot_asked_{false};
  Upkeeper upkeeper_;  // of the engine's writer; not for who steps

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::weak_ptr<const FileLock> lake_lock_;
  std::vector<Waiting> waiting_;
  Status broken_;  // of an engine that is to be mended; of the pipeline's thread
  bool is_stepped_ = false;
  serve::LakeState state_ = serve::LakeState::kServing;
  std::string why_;  // it is mending or down
  bool is_down_ = false;
  bool is_stopping_ = false;
  Duration stop_by_{0};  // of the clock that only goes on
  std::thread thread_;
};

}  // namespace telltale
