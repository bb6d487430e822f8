// LiveClient: one who follows live: what is wanted, how far it was told, what is still to be said.
// It reads the ring at its own pace; what falls off the ring before it was told becomes a gap that
// says what is missing. Of the hub's thread.
#pragma once

#include <array>
#include <map>
#include <memory>

#include "base/events.h"
#include "serve/http_server.h"
#include "serve/live_gap.h"
#include "serve/live_ring.h"

namespace telltale::serve {

// Lets so many through a second, and saves up as many.
class LiveRate {
 public:
  explicit LiveRate(uint64_t per_second = 0)
      : per_second_(static_cast<double>(per_second)), left_(per_second_) {}
  bool take(Duration now);

 private:
  double per_second_;  // 0: all
  double left_;
  Duration filled_{0};
};

class LiveClient {
 public:
  // Where the lake is when it joins.
  struct Joined {
    LiveCursor now;
    Offset journal_end = 0;  // no record is beyond
    Duration at{0};
  };
  LiveClient(LiveRequest request, std::shared_ptr<HttpStream> stream, const Joined& joined,
             Emitter events);

  const LiveRequest& request() const { return request_; }
  HttpStream& stream() { return *stream_; }
  // The next entry it reads.
  uint64_t next() const { return next_; }
  // Its reading begins with what is held; entries that it was told of are passed over.
  void begin_at(const LiveRing& ring) {
    next_ = ring.first();
    first_new_ = ring.end();
  }

  // The events it is due, up to about so many bytes.
  std::string compose(const LiveRing& ring, size_t room, Duration now);
  bool is_due(const LiveRing& ring) const {
    return next_ < ring.end() || !out_.empty() || !gaps_.empty() || !rate_gaps_.empty();
  }
  // What it is told when nothing else was for a while: how far it is.
  std::string compose_beat(Duration now);
  // The entry, which it reads next, goes.
  void miss(const LiveEntry& entry);
  // Why it will have missed what goes from now on.
  void set_held_up(LiveGapWhy why) { held_up_ = why; }

  Duration told_at() const { return told_at_; }
  Duration fleet_due() const { return fleet_due_; }
  std::string compose_fleet(const std::string& said, Duration now);

 private:
  struct Seen {  // of one entry, what this client is told
    const LiveEntry& entry;
    uint64_t signals;  // of the log's schema
  };
  bool tell_rows(const LiveEntry& entry, size_t room, Duration now);
  bool tell_silences(const LiveEntry& entry, size_t room, Duration now);
  bool is_news(const LiveEntry& silences) const;
  bool wants_silence(const LiveEvent& event) const;
  void miss_silences(const LiveEntry& entry);
  void begin(const LiveEntry& entry);
  static LiveGap gap_of(LiveGapWhy why, const LivePlace& from, const LivePlace& to);
  void tell_commit(const LiveEntry& entry, Duration now);
  void tell_event(const Seen& seen, size_t event, Duration now);
  void tell_reading(const Seen& seen, const LiveEvent& event);
  void end_event();
  void tell_gaps(Duration now);
  void say_what_is_gone();
  bool wants_rows() const;
  bool wants(const Seen& seen, const LiveEvent& event) const;
  size_t next_wanted(const Seen& seen, size_t event) const;
  uint64_t signals_of(const LogInfo& log);
  bool covers(const LiveEntry& entry);
  void pass(const LiveEntry& entry, LiveGapWhy why, bool is_counted);
  void count_told(LiveTopic topic);

  const LiveRequest request_;
  const std::shared_ptr<HttpStream> stream_;
  const Emitter events_;
  std::array<LiveRate, kLiveTopicCount> rates_;
  std::map<LogId, uint64_t> signals_;
  std::shared_ptr<const LiveWants> last_wants_;
  bool last_covers_ = false;

  LiveCursor told_;
  const LiveCursor joined_at_;
  bool is_begun_ = false;  // from the first entry that holds what it wants
  uint64_t next_ = 0;
  size_t next_event_ = 0;   // in that entry
  uint64_t first_new_ = 0;  // entries from there came after it joined
  LiveGaps gaps_;
  LiveGaps rate_gaps_;
  Duration rate_gaps_told_{0};
  LiveGapWhy held_up_ = LiveGapWhy::kSlow;
  Duration told_at_;
  Duration fleet_due_;
  std::string out_;
  std::array<uint64_t, kLiveTopicCount> counts_{};
};

}  // namespace telltale::serve
