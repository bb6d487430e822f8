#include "journal/journal.h"

#include "base/thread_name.h"
#include "journal/events.h"

namespace telltale {
namespace {

// How often a journal without new frames looks whether something may be removed.
constexpr std::chrono::milliseconds kIdle{500};

}  // namespace

Journal::Journal(std::unique_ptr<JournalWriter> writer, const JournalOptions& options,
                 Failed failed)
    : writer_(std::move(writer)),
      options_(options),
      failed_(std::move(failed)),
      durable_(writer_->end()) {}

Journal::~Journal() {
  close();
}

void Journal::start() {
  thread_ = std::thread([this] { loop(); });
}

bool Journal::submit(std::string payload, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || has_failed_) return false;
    if (waiting_bytes_ + payload.size() > options_.waiting_bytes_max && !waiting_.empty())
      return false;
    waiting_bytes_ += payload.size();
    waiting_.push_back({std::move(payload), std::move(done)});
  }
  has_waiting_.notify_one();
  return true;
}

uint64_t Journal::waiting_bytes() {
  const std::lock_guard lock(mutex_);
  return waiting_bytes_;
}

std::vector<Journal::Waiting> Journal::take_group() {
  const std::lock_guard lock(mutex_);
  std::vector<Waiting> group;
  size_t count = 0;
  for (uint64_t bytes = 0; count < waiting_.size(); ++count) {
    bytes += waiting_[count].payload.size();
    if (count > 0 && bytes > options_.group_bytes_max) break;
    waiting_bytes_ -= waiting_[count].payload.size();
  }
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
  group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return group;
}

Result<Offset> Journal::append(const std::vector<Waiting>& group) {
  TRY(options_.before_write());
  if (needs_repair_) TRY(writer_->repair());
  needs_repair_ = false;
  std::vector<std::string_view> payloads;
  payloads.reserve(group.size());
  for (const Waiting& waiting : group) payloads.push_back(waiting.payload);
  return writer_->append(payloads);
}

bool Journal::write_group() {
  const std::vector<Waiting> group = take_group();
  if (group.empty()) return false;
  const Duration begun = options_.clock->running();
  const Result<Offset> first = append(group);
  if (!first.ok()) {
    needs_repair_ = true;
    options_.events.emit(FramesRefused{group.size(), first.status().message()});
    const bool may_go_on = first.status().code() == Code::kExhausted && writer_->is_repairable();
    if (!may_go_on) {
      const std::lock_guard lock(mutex_);
      has_failed_ = true;
    }
    for (const Waiting& waiting : group) waiting.done(first);
    if (!may_go_on) failed_(first.status());
    return true;
  }
  {
    const std::lock_guard lock(mutex_);
    durable_.store(writer_->end(), std::memory_order_release);
  }
  has_durable_.notify_all();
  options_.events.emit(FramesSynced{group.size(), writer_->end() - first.value(),
                                    options_.clock->running() - begun});
  Offset offset = first.value();
  for (const Waiting& waiting : group) {
    waiting.done(offset);
    offset += frame_bytes(waiting.payload);
  }
  return true;
}

// A segment that cannot be removed is in nobody's way; the next try, or the next start, removes it.
void Journal::trim_now() {
  const Offset to = trim_to_.load(std::memory_order_acquire);
  if (to == trimmed_to_) return;
  const Offset below = writer_->first_after_trim(to);
  if (below > writer_->first() && (!options_.before_trim(below).ok() || !writer_->trim(to).ok()))
    return;
  trimmed_to_ = to;
}

void Journal::loop() {
  name_thread("journal", 0);
  while (true) {
    {
      std::unique_lock lock(mutex_);
      has_waiting_.wait_for(lock, kIdle, [&] { return !waiting_.empty() || is_closed_; });
      if (is_closed_ && waiting_.empty()) return;
    }
    write_group();
    trim_now();
  }
}

bool Journal::wait_beyond(Offset offset, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const uint64_t wakes = wakes_;
  has_durable_.wait_for(lock, patience, [&] { return readable() > offset || wakes_ != wakes; });
  return readable() > offset;
}

void Journal::wake() {
  {
    const std::lock_guard lock(mutex_);
    ++wakes_;
  }
  has_durable_.notify_all();
}

void Journal::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  has_waiting_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  } else {
    while (write_group()) {
    }
  }
}

}  // namespace telltale
