#include "app/journal_inbox.h"

#include <algorithm>

namespace telltale {

std::shared_ptr<const Schema> JournalInbox::schema(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = schemas_.find(name.empty() ? std::string_view(default_schema_) : name);
  return found == schemas_.end() ? nullptr : found->second;
}

Status JournalInbox::accepts() const {
  TRY(may_take());
  if (backlog_bytes() > options_.backlog_bytes_max)
    return Status::unavailable("more waits in the journal than may: send again later");
  if (journal_.waiting_bytes() > options_.unwritten_bytes_max)
    return Status::unavailable("more waits for the journal than may: send again later");
  return {};
}

Status JournalInbox::may_take() const {
  if (is_disk_low_.load(std::memory_order_relaxed))
    return Status::exhausted(
        "the disk is nearly full: free some space: nothing is taken until then");
  const std::lock_guard lock(mutex_);
  return state_;
}

uint64_t JournalInbox::backlog_bytes() const {
  const Offset readable = journal_.readable();
  const Offset committed = committed_.load(std::memory_order_relaxed);
  return readable > committed ? readable - committed : 0;
}

void JournalInbox::learn(const Catalog& catalog, JournalNumber journal) {
  const std::lock_guard lock(mutex_);
  default_schema_ = catalog.epoch().begun.schema;
  for (const Catalog::KnownSchema& known : catalog.schemas()) {
    std::shared_ptr<const Schema>& newest = schemas_[known.schema->name];
    if (newest == nullptr || newest->version < known.schema->version) newest = known.schema;
  }
  logs_ = logs_of_journal(catalog, journal);
}

void JournalInbox::set_state(Status state) {
  const std::lock_guard lock(mutex_);
  if (!state_.ok() && state.ok()) open_since_ = clock_.now();
  state_ = std::move(state);
}

void JournalInbox::set_disk_low(bool is_low) {
  const std::lock_guard lock(mutex_);
  if (is_disk_low_.exchange(is_low) && !is_low) open_since_ = clock_.now();
}

std::optional<Instant> JournalInbox::open_since() const {
  const std::lock_guard lock(mutex_);
  if (is_disk_low_.load() || !state_.ok()) return std::nullopt;
  return open_since_;
}

// A repeat that comes while the first is on its way waits with it.
bool JournalInbox::joins_pending(const Hash128& key, Reply& reply) {
  if (key == Hash128()) return false;
  const auto pending = pending_.find(key);
  if (pending == pending_.end()) return false;
  pending->second->replies.push_back(std::move(reply));
  return true;
}

std::optional<TakenRequest> JournalInbox::find_taken(const Hash128& key) const {
  std::optional<TakenRequest> taken = keys_.find(key);
  for (const RequestKeys* former : options_.former_keys) {
    if (!taken) taken = former->find(key);
  }
  return taken;
}

void JournalInbox::take(serve::InboxRequest request, Reply reply) {
  // Whoever asked accepts() before it read the request has read it now: there is room for it.
  const Status may_take = this->may_take();
  if (!may_take.ok()) return reply(may_take);
  const Hash128 key = request.key;
  const JournalLogKey log_key{request.schema->name, request.schema->version, request.records.format,
                              request.records.csv_header};
  auto taking = std::make_shared<Taking>();
  std::optional<LogId> log;
  {
    const std::lock_guard lock(mutex_);
    if (joins_pending(key, reply)) return;
    if (const std::optional<TakenRequest> taken = find_taken(key)) return reply(*taken);
    taking->request = std::move(request);
    taking->replies.push_back(std::move(reply));
    if (!(key == Hash128())) pending_[key] = taking;
    if (const auto found = logs_.find(log_key); found != logs_.end()) log = found->second;
    if (!log && logs_.size() >= options_.logs_max) log = LogId{0};
  }
  if (log == LogId{0})
    return finish(*taking, Status::invalid("records come in more forms (schemas and CSV headers) "
                                           "than a journal has logs: use one header"));
  if (log) return write(std::move(taking), *log);
  options_.open_log(log_key, [this, taking](const Result<LogId>& opened) {
    if (!opened.ok()) return finish(*taking, opened.status());
    write(taking, opened.value());
  });
}

// The times of receipt ascend as the frames do, so that no two requests of a device are at one
// moment.
void JournalInbox::write(std::shared_ptr<Taking> taking, LogId log) {
  serve::InboxRequest& request = taking->request;
  RequestFrame frame{log,
                     {},
                     request.key,
                     std::move(request.senders),
                     std::move(request.records.sizes),
                     request.records.bytes};
  TakenRequest taken{log, 0, static_cast<uint32_t>(frame.sizes.size()), {}};
  bool is_submitted = false;
  {
    const std::lock_guard lock(mutex_);
    frame.received = last_received_ =
        std::max(clock_.now(), last_received_ + std::chrono::microseconds(1));
    taken.received = frame.received;
    is_submitted = journal_.submit(write_request_frame(frame),
                                   [this, taking, taken](const Result<Offset>& offset) mutable {
                                     if (!offset.ok()) return finish(*taking, offset.status());
                                     taken.offset = offset.value();
                                     finish(*taking, taken);
                                   });
  }
  if (!is_submitted)
    finish(*taking, Status::unavailable("more waits to be written than may: send again later"));
}

void JournalInbox::finish(Taking& taking, const Result<TakenRequest>& taken) {
  std::vector<Reply> replies;
  {
    const std::lock_guard lock(mutex_);
    if (taken.ok()) keys_.add(taking.request.key, taken.value());
    pending_.erase(taking.request.key);
    replies = std::move(taking.replies);
  }
  for (const Reply& reply : replies) reply(taken);
}

}  // namespace telltale
