#include "serve/live_hub.h"

#include <algorithm>

#include "base/json.h"
#include "base/thread_name.h"
#include "serve/events.h"

namespace telltale::serve {
namespace {

// How long the hub sleeps when nothing comes: while somebody takes slowly, and else.
constexpr std::chrono::milliseconds kBehindPause{10};
constexpr std::chrono::milliseconds kIdlePause{100};
constexpr Duration kFleetEvery = std::chrono::milliseconds(100);

}  // namespace

LiveHub::LiveHub(const Clock& clock, Emitter events, const LakeHealth* health,
                 const LiveOptions& options)
    : clock_(clock),
      events_(events),
      health_(health),
      options_(options),
      wants_(std::make_shared<LiveWants>()),
      ring_(options.ring_bytes_max) {
  thread_ = std::thread([this] { loop(); });
}

LiveHub::~LiveHub() {
  stop();
}

void LiveHub::begin_at(CommitId commit, Offset journal) {
  commit_.store(static_cast<uint64_t>(commit));
  passed_.store(journal);
}

void LiveHub::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// Batches come one at a time; after an error of the world some come again.
void LiveHub::see(const Batch& batch) {
  if (batch.tick && is_wanted_.load(std::memory_order_acquire)) copy_silences(batch);
  if (batch.rows() == 0) return;
  records_.fetch_add(batch.rows(), std::memory_order_relaxed);
  if (is_wanted_.load(std::memory_order_acquire)) copy(batch);
  if (batch.to > passed_.load(std::memory_order_relaxed))
    passed_.store(batch.to, std::memory_order_release);
}

void LiveHub::copy(const Batch& batch) {
  std::shared_ptr<const LiveWants> wants;
  bool has_room = false;
  {
    const std::lock_guard lock(mutex_);
    wants = wants_;
    has_room = incoming_bytes_ < options_.incoming_bytes_max;
  }
  if (!has_room) wants = std::make_shared<LiveWants>();  // only where the rows were
  auto rows = std::make_unique<LiveRows>(batch, std::move(wants));
  if (has_room) {
    const size_t bytes = rows->bytes();
    return put({std::move(rows), {}}, bytes);
  }
  LiveEntry left_out;
  left_out.kind = LiveEntry::Kind::kLeftOut;
  left_out.begin = rows->begin();
  left_out.end = rows->end();
  left_out.left_out = batch.rows();
  put({nullptr, std::move(left_out)}, 0);
}

void LiveHub::copy_silences(const Batch& batch) {
  std::shared_ptr<const LiveWants> wants;
  {
    const std::lock_guard lock(mutex_);
    wants = wants_;
  }
  LiveEntry entry = live_entry_of(batch, *wants, {passed_.load(std::memory_order_relaxed), 0});
  const size_t bytes = entry.bytes();
  if (!entry.events.empty()) put({nullptr, std::move(entry)}, bytes);
}

void LiveHub::put(Incoming incoming, size_t bytes) {
  bool is_idle = false;
  {
    const std::lock_guard lock(mutex_);
    LiveEntry& entry = incoming.entry;
    const bool is_left_out = entry.kind == LiveEntry::Kind::kLeftOut;
    if (is_left_out) entry.wants = wants_;
    LiveEntry* last = incoming_.empty() ? nullptr : &incoming_.back().entry;
    if (is_left_out && last != nullptr && last->kind == entry.kind && last->wants == entry.wants) {
      last->end = entry.end;
      last->left_out += entry.left_out;
      return;
    }
    incoming_.push_back(std::move(incoming));
    incoming_bytes_ += bytes;
    is_idle = is_idle_;
  }
  if (is_idle) changed_.notify_all();
}

Status LiveHub::fold(const Commit& commit) {
  commit_.store(static_cast<uint64_t>(commit.id));
  {
    const std::lock_guard lock(mutex_);
    if (!is_wanted_.load(std::memory_order_relaxed)) return {};
  }
  put({nullptr, live_entry_of(commit)}, 0);
  return {};
}

Status LiveHub::join(LiveRequest request, std::shared_ptr<HttpStream> stream, Offset journal_end) {
  const bool is_resumed = request.from.has_value();
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return Status(Code::kCancelled, "the lake is stopping");
    if (clients_.load() >= options_.clients_max)
      return Status::unavailable("as many follow live as may: end another stream, or ask later");
    ++clients_;
    add_wants(request);
    followed_.push_front({request, std::nullopt});
    const LiveCursor now{CommitId{commit_.load()}, {passed_.load(std::memory_order_acquire), 0}};
    joining_.push_back(
        {std::make_unique<LiveClient>(
             std::move(request), std::move(stream),
             LiveClient::Joined{now, std::max(journal_end, now.place.offset), clock_.running()},
             events_),
         followed_.begin()});
  }
  changed_.notify_all();
  events_.emit(LiveJoined{is_resumed});
  return {};
}

// Called with the lock held.
void LiveHub::add_wants(const LiveRequest& request) {
  is_wanted_.store(true, std::memory_order_release);
  if (wants_->covers(request)) return;
  auto more = std::make_shared<LiveWants>(*wants_);
  more->add(request);
  wants_ = std::move(more);
}

// Called with the lock held.
void LiveHub::drop_wants() {
  auto wants = std::make_shared<LiveWants>();
  for (const Followed& followed : followed_) wants->add(followed.request);
  wants_ = std::move(wants);
  is_wanted_.store(!followed_.empty(), std::memory_order_release);
}

void LiveHub::loop() {
  name_thread("live", 0);
  while (wait_for_work()) {
    take_in();
    serve_clients();
    forget_old(clock_.running());
    held_bytes_.store(ring_.bytes(), std::memory_order_relaxed);
  }
  take_in();
  for (Follower& follower : followers_) follower.client->stream().end();
}

// What comes within a tick is told together. False: the hub stops.
bool LiveHub::wait_for_work() {
  std::unique_lock lock(mutex_);
  const auto is_over = [&] { return is_stopping_; };
  changed_.wait_for(lock, options_.tick, is_over);
  is_idle_ = true;
  changed_.wait_for(lock, is_somebody_behind_ ? kBehindPause : kIdlePause,
                    [&] { return is_stopping_ || !incoming_.empty() || !joining_.empty(); });
  is_idle_ = false;
  return !is_stopping_;
}

// Whoever joins is admitted before what came after: else the ring could let go of it unseen.
void LiveHub::take_in() {
  std::vector<Follower> joining;
  std::vector<Incoming> incoming;
  {
    const std::lock_guard lock(mutex_);
    joining.swap(joining_);
    incoming.swap(incoming_);
    incoming_bytes_ = 0;
  }
  for (Follower& follower : joining) {
    follower.client->begin_at(ring_);
    followers_.push_back(std::move(follower));
  }
  for (Incoming& one : incoming)
    append(one.rows == nullptr ? std::move(one.entry) : one.rows->render());
}

// What was told before comes again after an error of the world.
void LiveHub::append(LiveEntry entry) {
  if (entry.kind == LiveEntry::Kind::kRows || entry.kind == LiveEntry::Kind::kLeftOut) {
    if (is_continuous_ && entry.end <= end_) return;
    if (is_continuous_) entry.begin = end_;
    end_ = entry.end;
    is_continuous_ = true;
  }
  ring_.add(std::move(entry));
  while (ring_.is_over()) {
    for (Follower& follower : followers_) {
      if (follower.client->next() == ring_.first()) follower.client->miss(ring_.at(ring_.first()));
    }
    ring_.drop_first();
  }
}

// Whoever was served first is served last the next time, so that a budget that is used up is not
// always used up by the same.
void LiveHub::serve_clients() {
  const Duration now = clock_.running();
  const auto most = static_cast<double>(options_.bytes_per_second_max);
  const double seconds = std::chrono::duration<double>(now - budget_filled_).count();
  budget_ = std::min(budget_ + seconds * most, most / 10);
  budget_filled_ = now;
  is_somebody_behind_ = false;
  if (!followers_.empty()) followers_.splice(followers_.end(), followers_, followers_.begin());
  for (auto follower = followers_.begin(); follower != followers_.end();) {
    if (serve(*follower->client, now)) {
      ++follower;
    } else {
      let_go(*follower, now);
      follower = followers_.erase(follower);
    }
  }
}

// False: nobody reads any more.
bool LiveHub::serve(LiveClient& client, Duration now) {
  HttpStream& stream = client.stream();
  if (stream.is_closed()) return false;
  const size_t waiting = stream.waiting_bytes();
  const bool has_room = waiting < options_.client_bytes;
  client.set_held_up(has_room ? LiveGapWhy::kBusy : LiveGapWhy::kSlow);
  if (has_room && budget_ > 0) {
    std::string text = due_of(client, options_.client_bytes - waiting, now);
    if (!text.empty()) {
      budget_ -= static_cast<double>(text.size());
      if (!stream.write(std::move(text))) return false;
    }
  }
  is_somebody_behind_ = is_somebody_behind_ || client.next() < ring_.end();
  return true;
}

std::string LiveHub::due_of(LiveClient& client, size_t room, Duration now) {
  std::string text;
  if (client.is_due(ring_)) text = client.compose(ring_, room, now);
  if (client.request().has(LiveTopic::kFleet) && now >= client.fleet_due())
    text += client.compose_fleet(fleet_text(now), now);
  if (text.empty() && now - client.told_at() >= options_.beat) text = client.compose_beat(now);
  return text;
}

// Counters of the lake, the same for all who ask within a moment.
std::string LiveHub::fleet_text(Duration now) {
  if (!fleet_text_.empty() && now - fleet_at_ < kFleetEvery) return fleet_text_;
  const uint64_t records = records_.load(std::memory_order_relaxed);
  Json said = Json::object({{"time", format_instant(clock_.now())}, {"records", records}});
  if (const std::optional<double> rate = rate_.look(now, records))
    said.add("records_per_second", *rate);
  said.add("commit", commit_.load());
  if (health_ != nullptr) {
    const LakeStatus status = health_->status();
    said.add("state", name_of(status.state));
    said.add("backlog_bytes", status.backlog_bytes);
    said.add("waiting_bytes", status.waiting_bytes);
  }
  fleet_at_ = now;
  return fleet_text_ = said.dump();
}

void LiveHub::let_go(Follower& follower, Duration now) {
  events_.emit(LiveLeft());
  --clients_;
  const std::lock_guard lock(mutex_);
  follower.followed->until = now + options_.linger;
}

// What nobody came back for.
void LiveHub::forget_old(Duration now) {
  const std::lock_guard lock(mutex_);
  const size_t forgotten =
      std::erase_if(followed_, [&](const Followed& one) { return one.until && *one.until <= now; });
  if (forgotten > 0) drop_wants();
  if (!followed_.empty() || !incoming_.empty()) return;
  ring_.clear();
  is_continuous_ = false;
}

}  // namespace telltale::serve
