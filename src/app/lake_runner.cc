#include "app/lake_runner.h"

#include "app/events.h"
#include "base/thread_name.h"
#include "journal/events.h"
#include "store/events.h"

namespace telltale {
namespace {

// How long the world is given before it is tried again.
constexpr std::chrono::milliseconds kMendPause{500};

// Want of room passes, and so does the absence of others. The rest is for a new process to look at:
// after a sync that failed, what the disk holds is not what this one believes.
bool is_lasting(const Status& why) {
  return why.code() != Code::kExhausted && why.code() != Code::kUnavailable;
}

}  // namespace

// Lets the journal go once its frames are in the lake, shows readers the new commit and tells of
// it.
class LakeRunner::CommitFollower : public Sink {
 public:
  explicit CommitFollower(LakeRunner& runner) : runner_(runner) {}

  Status fold(const Commit& commit) override {
    Offset to = 0;
    const std::shared_ptr<const Catalog> catalog = runner_.engine_->writer().catalog_copy();
    for (const CommitPart& part : commit.parts) {
      for (const CommittedTurn& turn : part.turns) {
        const std::shared_ptr<const LogInfo> log = catalog->log(turn.turn.log);
        if (log != nullptr && journal_of(*log) == runner_.journal_number_)
          to = std::max(to, turn.raw_to);
      }
    }
    if (to > 0) {
      runner_.inbox_->set_committed(to);
      runner_.journal_->trim(to);
    }
    runner_.options_.board->set_view(runner_.engine_->writer().view());
    tell(commit, to);
    return {};
  }

 private:
  // A commit without records may be the upkeep's, of another thread than the keep's.
  void tell(const Commit& commit, Offset to) const {
    const Emitter& events = runner_.options_.events;
    Duration took{0};
    if (to > 0) took = runner_.clock_.running() - runner_.engine_->keep().commit_begun();
    events.emit(CommitMade{commit, took});
    events.emit(RecordsCommitted{commit});
    if (to > 0) runner_.meter_.count_committed(to);
  }

  LakeRunner& runner_;
};

LakeRunner::LakeRunner(Env& env, const Clock& clock, std::string folder, LakeRunnerOptions options)
    : env_(env),
      clock_(clock),
      folder_(std::move(folder)),
      options_(std::move(options)),
      meter_(clock, options_.events, options_.tap),
      follower_(std::make_unique<CommitFollower>(*this)),
      silence_(clock, std::chrono::seconds(options_.options.silence_look_s)),
      upkeeper_(upkeep_options()) {
  if (options_.board == nullptr) options_.board = &own_board_;
}

// Who waits for the journal is told before what tells them is gone.
LakeRunner::~LakeRunner() {
  stop(std::chrono::milliseconds(0));
  if (journal_ != nullptr) journal_->close();
}

Result<std::unique_ptr<LakeRunner>> LakeRunner::open(Env& env, const Clock& clock,
                                                     const std::string& folder,
                                                     LakeRunnerOptions options) {
  std::unique_ptr<LakeRunner> runner(new LakeRunner(env, clock, folder, std::move(options)));
  TRY(runner->open_engine());
  TRY(runner->open_journal());
  runner->publish();
  return runner;
}

Status LakeRunner::open_engine() {
  upkeeper_.stop();
  engine_.reset();  // its lock must be free before another takes it
  meter_.forget();
  silence_.forget();
  LakeEngineOptions engine;
  engine.options = options_.options;
  // Once: whoever mends has the lake, or has lost it.
  engine.ownership = std::exchange(options_.ownership, Ownership::kTake);
  engine.executor = options_.executor;
  engine.tap = &meter_;
  engine.restored = options_.restored;
  engine.stop_restoring = options_.stop_restoring;
  engine.sinks = {follower_.get()};
  engine.sinks.insert(engine.sinks.end(), options_.sinks.begin(), options_.sinks.end());
  engine_ = TRY(LakeEngine::open(env_, clock_, folder_, engine));
  {
    const std::lock_guard lock(mutex_);
    lake_lock_ = engine_->writer().lock();
  }
  // What was ordered is carried out, whoever was killed meanwhile.
  return finish_redrives(engine_->writer(), redrive_path(engine_->path())).status();
}

std::map<LogId, Offset> LakeRunner::committed_of(JournalNumber journal) const {
  const LakeWriter& writer = engine_->writer();
  std::map<LogId, Offset> committed;
  for (const auto& [key, log] : logs_of_journal(writer.catalog(), journal))
    committed[log] = writer.view()->taken_of(log).to;
  return committed;
}

// The newest there is, or the next when somebody still holds that.
Result<std::unique_ptr<JournalWriter>> LakeRunner::open_newest_journal() {
  const std::vector<JournalNumber> numbers = TRY(list_journals(env_, folder_));
  if (!numbers.empty()) journal_number_ = numbers.back();
  const auto open = [&] {
    const JournalWriter::Place place{journal_folder(folder_, journal_number_),
                                     engine_->writer().lake_id(),
                                     highest_offset(committed_of(journal_number_))};
    return JournalWriter::open(env_, place, options_.journal_files);
  };
  Result<std::unique_ptr<JournalWriter>> files = open();
  if (files.status().code() != Code::kUnavailable) return files;
  ++journal_number_;
  return open();
}

Status LakeRunner::open_journal() {
  const LakeWriter& writer = engine_->writer();
  auto files = TRY(open_newest_journal());
  const std::string folder = journal_folder(folder_, journal_number_);
  const Offset committed = highest_offset(committed_of(journal_number_));
  keys_ = std::make_unique<RequestKeys>(env_, folder, writer.lake_id(), options_.keys);
  TRY(keys_->load(clock_.now()));
  TRY(learn_keys_of_frames(env_, folder, *keys_));
  TRY(open_former_journals());
  options_.journal.events = options_.events;
  options_.journal.clock = &clock_;
  options_.journal.before_write = [this] { return check_owner(); };
  options_.journal.before_trim = [this](Offset below) { return keys_->save_below(below); };
  journal_ = std::make_unique<Journal>(std::move(files), options_.journal,
                                       [this](const Status& why) { go_down(why); });
  JournalInbox::Options inbox = options_.inbox;
  inbox.open_log = [this](const JournalLogKey& key, auto opened) {
    open_log(key, std::move(opened));
  };
  for (const auto& former : former_) inbox.former_keys.push_back(&former->keys());
  inbox_ = std::make_unique<JournalInbox>(*journal_, *keys_, clock_, std::move(inbox));
  inbox_->set_committed(committed);
  options_.opened(writer.view()->commit, committed);
  return {};
}

Status LakeRunner::open_former_journals() {
  for (const JournalNumber number : TRY(list_journals(env_, folder_))) {
    if (number >= journal_number_) continue;
    FormerJournal::Place place{folder_, number, engine_->writer().lake_id()};
    former_.push_back(
        TRY(FormerJournal::open(env_, std::move(place), clock_.now(), options_.keys)));
  }
  return {};
}

// Brings the journals of former owners into the lake that nobody holds any more.
Status LakeRunner::take_former_journals() {
  if (clock_.running() < look_at_former_) return {};
  look_at_former_ = clock_.running() + FormerJournal::kPause;
  for (const auto& former : former_) {
    std::map<LogId, Offset> committed = committed_of(former->number());
    if (former->is_done() || !TRY(former->try_lock(highest_offset(committed)))) continue;
    const auto source = former->source(engine_->writer().catalog(), std::move(committed));
    source->set_interrupt([this, &source] {
      const std::lock_guard lock(mutex_);
      return source->is_at_end() || is_stopping_;
    });
    meter_.pass_over(true);
    Status taken = engine_->pipeline().run(*source);
    if (taken.ok()) taken = engine_->pipeline().barrier(false);
    meter_.pass_over(false);
    TRY(taken);
    if (!source->is_at_end()) return {};  // the rest is for the next start
    TRY(former->let_go());
    options_.events.emit(FormerJournalTaken{former->number()});
  }
  return {};
}

void LakeRunner::start() {
  journal_->start();
  upkeeper_.start(engine_->writer());
  thread_ = std::thread([this] { loop(); });
}

void LakeRunner::stop(std::chrono::milliseconds patience) {
  if (!thread_.joinable()) return;
  inbox_->set_state(Status(Code::kCancelled, "the lake is stopping: send again to its next start"));
  journal_->close();
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    stop_by_ = clock_.running() + patience;
  }
  changed_.notify_all();
  journal_->wake();
  upkeeper_.stop();
  thread_.join();
  upkeeper_.stop();  // mending may have started it again
  cancel_waiting(Status(Code::kCancelled, "the lake has stopped"));
  engine_.reset();
}

Upkeeper::Options LakeRunner::upkeep_options() {
  Upkeeper::Options upkeep;
  upkeep.maintenance.rolls_up_minutes = options_.options.rollups_minute != 0;
  upkeep.maintenance.sweep.grace = std::chrono::seconds(options_.options.sweep_grace_s);
  upkeep.events = options_.events;
  upkeep.wants_snapshot = [this] { ask_for_snapshot(); };
  upkeep.failed = [this](const Status& why) { go_down(why); };
  return upkeep;
}

void LakeRunner::publish() {
  const LakeWriter& writer = engine_->writer();
  options_.board->set_catalog(writer.catalog_copy());
  options_.board->set_view(writer.view());
  inbox_->learn(writer.catalog(), journal_number_);
}

void LakeRunner::loop() {
  name_thread("runner", 0);
  give_way(GivesWay::kToAnswers);
  while (true) {
    const Status ended = run_engine();
    if (ended.ok()) return;
    if (!mend(ended)) return;
  }
}

void LakeRunner::make_source() {
  JournalSource::From from{journal_folder(folder_, journal_number_), committed_of(journal_number_)};
  taken_before_ = highest_offset(from.committed);
  source_ = std::make_unique<JournalSource>(env_, *journal_, engine_->writer().catalog(),
                                            std::move(from));
  source_->set_interrupt([this] {
    if (should_listen() || should_look()) return true;
    const std::lock_guard lock(mutex_);
    return !waiting_.empty() || should_stop() || (is_stepped_ && source_->is_at_end()) ||
           is_former_due();
  });
}

// Runs the engine until the lake stops (ok) or something fails.
Status LakeRunner::run_engine() {
  while (true) {
    TRY(take_readable());
    const std::lock_guard lock(mutex_);
    if (should_stop()) break;
  }
  return engine_->pipeline().barrier(true);
}

Status LakeRunner::take_readable() {
  TRY(take_former_journals());
  if (source_ == nullptr) make_source();
  if (should_listen()) TRY(silence_.listen(*engine_, *inbox_->open_since()));
  TRY(engine_->pipeline().run(*source_));
  if (should_look()) TRY(silence_.look(*engine_));
  return run_waiting();
}

bool LakeRunner::should_look() const {
  return source_->is_at_end() && silence_.is_due(inbox_->open_since());
}

// A lake that has no devices and gets no records has nothing to listen to.
bool LakeRunner::should_listen() const {
  return silence_.should_listen(*engine_, inbox_->open_since()) &&
         (journal_->readable() > taken_before_ || engine_->path().groups().device_count() > 0);
}

// For the journal's thread: whoever was taken over from acknowledges nothing any more.
Status LakeRunner::check_owner() const {
  std::shared_ptr<const FileLock> held;
  {
    const std::lock_guard lock(mutex_);
    held = lake_lock_.lock();
  }
  return held == nullptr ? Status() : check_held(*held);
}

bool LakeRunner::is_former_due() const {
  if (clock_.running() < look_at_former_) return false;
  return std::any_of(former_.begin(), former_.end(),
                     [](const auto& former) { return !former->is_done(); });
}

void LakeRunner::step() {
  is_stepped_ = true;
  while (journal_->write_group()) {
  }
  journal_->trim_now();
  if (is_down_) return;
  if (!broken_.ok()) broken_ = try_mend();
  if (broken_.ok()) broken_ = take_readable();
  if (broken_.ok()) return;
  show_broken(broken_);
  if (is_lasting(broken_)) go_down(broken_);
}

Status LakeRunner::finish() {
  inbox_->set_state(Status(Code::kCancelled, "the lake is stopping: send again to its next start"));
  journal_->close();
  step();
  if (broken_.ok()) broken_ = engine_->pipeline().barrier(true);
  cancel_waiting(Status(Code::kCancelled, "the lake has stopped"));
  return broken_;
}

// Called with the lock held.
bool LakeRunner::should_stop() const {
  if (!is_stopping_) return false;
  return source_->is_at_end() || clock_.running() >= stop_by_;
}

// Opens the engine again until that works. False: the lake stops, or is down for good.
bool LakeRunner::mend(const Status& why) {
  Status last = why;
  while (!is_lasting(last)) {
    show_broken(last);
    {
      std::unique_lock lock(mutex_);
      if (changed_.wait_for(lock, kMendPause, [&] { return is_stopping_; })) return false;
    }
    last = try_mend();
    if (last.ok()) return true;
  }
  go_down(last);
  return false;
}

void LakeRunner::show_broken(const Status& why) {
  set_state(serve::LakeState::kMending, why.message());
  options_.events.emit(LakeMending{why.message()});
  inbox_->set_state(why.code() == Code::kExhausted
                        ? why
                        : Status::unavailable("the lake is being mended: " + why.message()));
}

// Ok: there is an engine again.
Status LakeRunner::try_mend() {
  source_.reset();
  TRY(open_engine());
  publish();
  if (!is_stepped_) upkeeper_.start(engine_->writer());
  inbox_->set_state({});
  set_state(serve::LakeState::kServing, "");
  options_.events.emit(LakeMended());
  return {};
}

void LakeRunner::go_down(const Status& why) {
  inbox_->set_state(Status(Code::kCancelled, "the lake is down: " + why.message()));
  {
    const std::lock_guard lock(mutex_);
    if (is_down_) return;
    is_down_ = true;
  }
  upkeeper_.ask_to_stop();
  set_state(serve::LakeState::kDown, why.message());
  options_.events.emit(LakeDown{why.message()});
  options_.failed(why);
}

void LakeRunner::set_state(serve::LakeState state, std::string why) {
  const std::lock_guard lock(mutex_);
  state_ = state;
  why_ = std::move(why);
}

void LakeRunner::tell(serve::LakeStatus& status) const {
  {
    const std::lock_guard lock(mutex_);
    status.state = is_stopping_ ? serve::LakeState::kStopping : state_;
    status.why = why_;
  }
  status.ingest = inbox_->accepts();
  status.journal_end = journal_->readable();
  status.waiting_bytes = journal_->waiting_bytes();
  status.backlog_bytes = inbox_->backlog_bytes();
  status.backlog_bytes_max = inbox_->backlog_bytes_max();
  status.lanes = pipeline_options(options_.options).lanes;
}

}  // namespace telltale
