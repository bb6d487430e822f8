// Journal: where what is pushed to us becomes durable before it is acknowledged. Any thread submits
// a frame; one thread writes those that wait as a group, by one write and one sync, and then tells
// each sender. A reader follows behind, up to what is durable.
//
// No room on the disk refuses frames until there is some again. A sync that fails is the end: what
// the disk holds is not known, so nothing may be acknowledged until a new process has looked.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/events.h"
#include "journal/journal_tail.h"
#include "journal/journal_writer.h"

namespace telltale {

struct JournalOptions {
  uint64_t waiting_bytes_max = 64UL << 20;  // frames that wait to be written; more are refused
  uint64_t group_bytes_max = 8UL << 20;     // of one write
  // Called by the journal's thread before frames below the offset are removed, which they are not
  // when it fails.
  std::function<Status(Offset below)> before_trim = [](Offset) { return Status(); };
  // Called by that thread before frames are written, which they are not when it fails.
  std::function<Status()> before_write = [] { return Status(); };
  Emitter events;
  const Clock* clock = &system_clock();  // for how long a sync takes
};

class Journal : public JournalTail {
 public:
  // Told by the journal's thread, once: the offset of the durable frame, or why there is none.
  using Done = std::function<void(const Result<Offset>& offset)>;
  // Told once when the journal is of no further use.
  using Failed = std::function<void(const Status& why)>;

  Journal(std::unique_ptr<JournalWriter> writer, const JournalOptions& options, Failed failed);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal() override;

  // Starts the thread; without it, whoever owns the journal calls write_group() and trim_now().
  void start();

  // False: too much waits, or the journal is closed; `done` is not called.
  bool submit(std::string payload, Done done);

  // Bytes of frames that wait to be written.
  uint64_t waiting_bytes();

  // All frames that begin before it are durable.
  Offset readable() const override { return durable_.load(std::memory_order_acquire); }
  bool wait_beyond(Offset offset, std::chrono::milliseconds patience) override;
  // Ends the waiting of whoever waits for more.
  void wake();

  // What lies before `to` is in the lake and may be removed; done by the journal's thread.
  void trim(Offset to) { trim_to_.store(to, std::memory_order_release); }

  // Writes what waits, as one group. False: nothing waited.
  bool write_group();
  // Removes what may be.
  void trim_now();

  // Takes no more frames; returns after those submitted were told.
  void close();

 private:
  struct Waiting {
    std::string payload;
    Done done;
  };
  void loop();
  std::vector<Waiting> take_group();
  Result<Offset> append(const std::vector<Waiting>& group);

  const std::unique_ptr<JournalWriter> writer_;
  const JournalOptions options_;
  const Failed failed_;
  std::atomic<Offset> durable_;
  std::atomic<Offset> trim_to_{0};
  Offset trimmed_to_ = 0;  // of the journal's thread
  bool needs_repair_ = false;

  std::mutex mutex_;
  std::condition_variable has_waiting_;
  std::condition_variable has_durable_;
  std::vector<Waiting> waiting_;
  uint64_t waiting_bytes_ = 0;
  uint64_t wakes_ = 0;
  bool is_closed_ = false;
  bool has_failed_ = false;
  std::thread thread_;
};

}  // namespace telltale
