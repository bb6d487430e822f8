// LiveHub: tells those who follow a lake live what its lanes have just judged, and then by which
// commit it became true. Nobody is waited for: a lane's thread copies what is wanted (nothing, when
// nobody follows) and goes on; a thread of the hub's own makes text of it, keeps the newest in a
// ring and writes to each stream as much as its reader takes. Who is too slow misses the oldest and
// is told so.
//
// What was told lately stays in the ring for a while after the last reader has gone, so that one
// who comes back with his cursor goes on where he was.
#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/events.h"
#include "pipeline/batch_tap.h"
#include "pipeline/sink.h"
#include "serve/http_server.h"
#include "serve/lake_status.h"
#include "serve/live_client.h"
#include "serve/live_ring.h"
#include "serve/recent_rate.h"

namespace telltale::serve {

struct LiveOptions {
  size_t ring_bytes_max = 16UL << 20;
  size_t incoming_bytes_max = 16UL << 20;  // copied, and not yet in the ring
  size_t client_bytes = 32 << 10;          // on its way to one client
  size_t clients_max = 2'000;
  uint64_t bytes_per_second_max = 64UL << 20;  // to all clients together
  std::chrono::milliseconds tick{5};           // what comes meanwhile is told together
  std::chrono::milliseconds linger{30'000};    // what a client followed is held for him that long
  std::chrono::milliseconds beat{10'000};      // of silence
};

class LiveHub : public BatchTap, public Sink {
 public:
  // `health` is asked for what the topic `fleet` says; it may be null.
  LiveHub(const Clock& clock, Emitter events, const LakeHealth* health, const LiveOptions& options);
  LiveHub(const LiveHub&) = delete;
  LiveHub& operator=(const LiveHub&) = delete;
  ~LiveHub() override;

  // Where the lake is before the first batch.
  void begin_at(CommitId commit, Offset journal);
  // Ends all streams.
  void stop();

  // Of lanes and keeper.
  void see(const Batch& batch) override;
  Status fold(const Commit& commit) override;

  // From now on the stream is told. `journal_end`: no record lies beyond. kUnavailable: too many
  // follow already.
  Status join(LiveRequest request, std::shared_ptr<HttpStream> stream, Offset journal_end);
  bool has_room() const { return clients_.load() < options_.clients_max; }

  size_t clients() const { return clients_.load(); }
  size_t bytes() const { return held_bytes_.load(); }

 private:
  struct Incoming {
    std::unique_ptr<LiveRows> rows;  // null: the entry is whole
    LiveEntry entry;
  };
  // What somebody follows, or followed until lately.
  struct Followed {
    LiveRequest request;
    std::optional<Duration> until;  // nothing: he is there
  };
  struct Follower {
    std::unique_ptr<LiveClient> client;
    std::list<Followed>::iterator followed;
  };

  void copy_silences(const Batch& batch);
  void copy(const Batch& batch);
  void put(Incoming incoming, size_t bytes);
  void add_wants(const LiveRequest& request);
  void drop_wants();
  void loop();
  bool wait_for_work();
  void take_in();
  void append(LiveEntry entry);
  void serve_clients();
  bool serve(LiveClient& client, Duration now);
  std::string due_of(LiveClient& client, size_t room, Duration now);
  void let_go(Follower& follower, Duration now);
  void forget_old(Duration now);
  std::string fleet_text(Duration now);

  const Clock& clock_;
  const Emitter events_;
  const LakeHealth* const health_;
  const LiveOptions options_;

  std::atomic<bool> is_wanted_{false};
  std::atomic<Offset> passed_{0};  // of the journal: batches up to there were seen
  std::atomic<uint64_t> commit_{0};
  std::atomic<uint64_t> records_{0};
  std::atomic<size_t> clients_{0};
  std::atomic<size_t> held_bytes_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const LiveWants> wants_;
  std::vector<Incoming> incoming_;
  size_t incoming_bytes_ = 0;
  std::vector<Follower> joining_;
  std::list<Followed> followed_;
  bool is_idle_ = false;  // the hub's thread sleeps
  bool is_stopping_ = false;

  // Of the hub's thread.
  LiveRing ring_;
  LivePlace end_;  // of the newest rows in the ring
  bool is_continuous_ = false;
  std::list<Follower> followers_;
  bool is_somebody_behind_ = false;
  double budget_ = 0;  // bytes that may still be written
  Duration budget_filled_{0};
  Duration fleet_at_{0};
  RecentRate rate_;
  std::string fleet_text_;
  std::thread thread_;
};

}  // namespace telltale::serve
