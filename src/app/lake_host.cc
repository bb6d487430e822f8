#include "app/lake_host.h"

#include <fmt/format.h>

#include "app/events.h"
#include "app/lake_problems.h"
#include "base/thread_name.h"
#include "serve/lake_json.h"
#include "store/lake_growth.h"

namespace telltale {
namespace {

// How often the disk is looked at; more often where it may be full within that time.
constexpr std::chrono::milliseconds kDiskPause{1'000};
constexpr std::chrono::milliseconds kTightDiskPause{200};
constexpr uint64_t kTight = 4;  // times the reserve
constexpr size_t kCommitsKept = 5;

serve::LiveOptions live_options(const Options& options) {
  serve::LiveOptions live;
  live.clients_max = options.live_clients_max;
  live.ring_bytes_max = options.live_replay_bytes;
  return live;
}

}  // namespace

DiskWatch::Options disk_options(const Options& options) {
  return {options.disk_reserve_bytes, static_cast<double>(options.disk_warn_days)};
}

LakeHost::LakeHost(Env& env, const Clock& clock, std::string folder, Options options)
    : env_(env),
      clock_(clock),
      folder_(std::move(folder)),
      options_(std::move(options)),
      live_(clock, options_.events, this, live_options(options_.options)),
      devices_(env, folder_),
      disk_watch_(disk_options(options_.options)) {}

LakeHost::~LakeHost() {
  stop(std::chrono::milliseconds(0));
}

void LakeHost::start() {
  thread_ = std::thread([this] { live_and_watch(); });
}

void LakeHost::stop(std::chrono::milliseconds patience) {
  is_stopping_.store(true);
  {
    const std::lock_guard lock(mutex_);  // nobody is between looking and waiting
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (runner_ != nullptr) runner_->stop(patience);
  devices_.stop();
  live_.stop();
}

void LakeHost::set_disk_options(const DiskWatch::Options& options) {
  const std::lock_guard lock(mutex_);
  disk_watch_.set_options(options);
}

void LakeHost::live_and_watch() {
  name_thread("host", 0);
  const Status opened = open();
  if (!opened.ok()) return note_failure(opened);
  while (!is_stopping_.load()) {
    watch_disk();
    std::unique_lock lock(mutex_);
    const bool is_tight = disk_.free_bytes < kTight * disk_watch_.options().reserve_bytes;
    changed_.wait_for(lock, is_tight ? kTightDiskPause : kDiskPause,
                      [&] { return is_stopping_.load(); });
  }
}

LakeRunnerOptions LakeHost::runner_options() {
  LakeRunnerOptions runner;
  runner.options = options_.options;
  runner.ownership = options_.ownership;
  runner.journal_files.segment_bytes = options_.options.journal_segment_bytes;
  runner.inbox.backlog_bytes_max = options_.options.journal_waiting_bytes;
  runner.executor = &yielding_executor();
  runner.events = options_.events;
  runner.board = &board_;
  runner.tap = &live_;
  runner.sinks = {&live_, &devices_, this};
  runner.failed = options_.failed;
  runner.stop_restoring = &is_stopping_;
  runner.opened = [this](CommitId commit, Offset journal) { live_.begin_at(commit, journal); };
  runner.restored = [this](const RestoreProgress& progress) {
    const std::lock_guard lock(mutex_);
    restored_ = progress;
  };
  return runner;
}

Status LakeHost::open() {
  const Duration begun = clock_.running();
  runner_ = TRY(LakeRunner::open(env_, clock_, folder_, runner_options()));
  watch_disk();
  options_.events.emit(LakeStarted{static_cast<uint64_t>(board_.now().view->commit),
                                   runner_->records_replayed(), clock_.running() - begun});
  runner_->start();
  devices_.start(board_);
  runner_now_.store(runner_.get());
  return {};
}

void LakeHost::note_failure(const Status& why) {
  if (is_stopping_.load()) return;
  {
    const std::lock_guard lock(mutex_);
    failure_ = why;
  }
  options_.events.emit(LakeDown{why.message()});
  options_.failed(why);
}

void LakeHost::watch_disk() {
  const Result<uint64_t> free_bytes = env_.free_bytes(folder_);
  if (!free_bytes.ok()) return;
  const auto view = board_.now().view;
  const std::optional<double> growth = growth_per_day(*view, clock_.now());
  DiskState before;
  DiskState now;
  {
    const std::lock_guard lock(mutex_);
    before = disk_;
    growth_per_day_ = growth;
    now = disk_ = disk_watch_.look(free_bytes.value(), growth);
  }
  runner_->inbox().set_disk_low(now.is_low);
  tell_of_disk(before, now);
}

void LakeHost::tell_of_disk(const DiskState& before, const DiskState& now) {
  const uint64_t reserve = disk_options(options_.options).reserve_bytes;
  if (now.is_low && !before.is_low) options_.events.emit(DiskLow{now.free_bytes, reserve});
  if (!now.is_low && before.is_low) options_.events.emit(DiskRoomy{now.free_bytes});
  if (now.is_filling && !before.is_filling && !now.is_low)
    options_.events.emit(DiskFilling{now.free_bytes, reserve, now.days_left.value_or(0)});
}

Status LakeHost::why_not_started() const {
  const std::lock_guard lock(mutex_);
  if (!failure_.ok())
    return Status(Code::kCancelled, "the lake is down: it could not be opened: the log says why");
  if (restored_.records_total == 0)
    return Status(Code::kCancelled, "the lake is starting: ask again soon");
  return Status(Code::kCancelled,
                fmt::format("the lake is starting: {} of {} records were read again: ask again "
                            "soon",
                            restored_.records_done, restored_.records_total));
}

std::shared_ptr<const Schema> LakeHost::schema(std::string_view name) const {
  const LakeRunner* runner = runner_now_.load();
  return runner == nullptr ? nullptr : runner->inbox().schema(name);
}

Status LakeHost::accepts() const {
  const LakeRunner* runner = runner_now_.load();
  return runner == nullptr ? why_not_started() : runner->inbox().accepts();
}

void LakeHost::take(serve::InboxRequest request, Reply reply) {
  LakeRunner* runner = runner_now_.load();
  if (runner == nullptr) return reply(why_not_started());
  runner->inbox().take(std::move(request), std::move(reply));
}

void LakeHost::add_schema(std::string yaml, std::function<void(const Status&)> told) {
  LakeRunner* runner = runner_now_.load();
  if (runner == nullptr) return told(why_not_started());
  runner->add_schema(std::move(yaml), std::move(told));
}

void LakeHost::give_feedback(FeedbackGiven feedback, std::function<void(const Status&)> told) {
  LakeRunner* runner = runner_now_.load();
  if (runner == nullptr) return told(why_not_started());
  runner->give_feedback(std::move(feedback), std::move(told));
}

void LakeHost::redrive(serve::RedriveWish wish,
                       std::function<void(const Result<serve::RedriveReport>&)> told) {
  LakeRunner* runner = runner_now_.load();
  if (runner == nullptr) return told(why_not_started());
  runner->redrive(std::move(wish), std::move(told));
}

Result<serve::RedriveReport> LakeHost::preview_redrive(const serve::RedriveWish& wish,
                                                       const serve::LakeBoard::Now& now) {
  LakeRunner* runner = runner_now_.load();
  if (runner == nullptr) return why_not_started();
  return runner->preview_redrive(wish, now);
}

Status LakeHost::fold(const Commit& commit) {
  const std::lock_guard lock(mutex_);
  commits_.push_front(serve::note_of(commit));
  if (commits_.size() > kCommitsKept) commits_.pop_back();
  return {};
}

serve::LakeStatus LakeHost::status() const {
  serve::LakeStatus status;
  const LakeRunner* runner = runner_now_.load();
  status.ingest = accepts();
  if (runner != nullptr) runner->tell(status);
  DiskState disk;
  {
    const std::lock_guard lock(mutex_);
    if (runner == nullptr && !failure_.ok()) {
      status.state = serve::LakeState::kDown;
      status.why = failure_.message();
    }
    status.restored = restored_;
    status.growth_per_day = growth_per_day_;
    status.commits = {commits_.begin(), commits_.end()};
    disk = disk_;
    status.disk.reserve_bytes = disk_watch_.options().reserve_bytes;
  }
  status.disk.is_known = disk.is_known;
  status.disk.free_bytes = disk.free_bytes;
  status.disk.days_left = disk.days_left;
  status.live_clients = live_.clients();
  status.live_bytes = live_.bytes();
  status.problems = problems_of(status, disk);
  return status;
}

}  // namespace telltale
