#include "serve/live_client.h"

#include <algorithm>

#include "serve/events.h"

namespace telltale::serve {
namespace {

constexpr Duration kRateGapsEvery = std::chrono::seconds(1);

}  // namespace

bool LiveRate::take(Duration now) {
  if (per_second_ == 0) return true;
  const double seconds = std::chrono::duration<double>(now - filled_).count();
  left_ = std::min(per_second_, left_ + seconds * per_second_);
  filled_ = now;
  if (left_ < 1) return false;
  left_ -= 1;
  return true;
}

LiveClient::LiveClient(LiveRequest request, std::shared_ptr<HttpStream> stream,
                       const Joined& joined, Emitter events)
    : request_(std::move(request)),
      stream_(std::move(stream)),
      events_(events),
      told_(request_.from.value_or(joined.now)),
      joined_at_(joined.now),
      is_begun_(request_.from.has_value()),
      told_at_(joined.at),
      fleet_due_(joined.at) {
  for (size_t i = 0; i < kLiveTopicCount; ++i) rates_[i] = LiveRate(request_.rates[i]);
  if (told_.place.offset > joined.journal_end || told_.commit > joined.now.commit) {
    gaps_.add(gap_of(LiveGapWhy::kReset, {}, {}));
    told_ = joined.now;
  }
  out_ = "retry: 1000\nevent: hello\ndata: {\"topics\":[";
  for (size_t i = 0; i < kLiveTopicCount; ++i) {
    if (!request_.topics[i]) continue;
    if (out_.back() != '[') out_ += ',';
    out_.append("\"").append(name_of(static_cast<LiveTopic>(i))).append("\"");
  }
  out_ += "]}\n";
  end_event();
}

void LiveClient::end_event() {
  out_.append("id: ").append(format_cursor(told_)).append("\n\n");
}

std::string LiveClient::compose(const LiveRing& ring, size_t room, Duration now) {
  while (next_ < ring.end() && out_.size() < room) {
    const LiveEntry& entry = ring.at(next_);
    if (entry.kind == LiveEntry::Kind::kCommit) {
      tell_commit(entry, now);
    } else if (entry.kind == LiveEntry::Kind::kSilence) {
      if (!tell_silences(entry, room, now)) break;
    } else if (!tell_rows(entry, room, now)) {
      break;
    }
    ++next_;
    next_event_ = 0;
  }
  if (next_ == ring.end()) say_what_is_gone();
  tell_gaps(now);
  for (size_t i = 0; i < kLiveTopicCount; ++i) {
    if (counts_[i] > 0) events_.emit(LiveTold{i, std::exchange(counts_[i], 0)});
  }
  if (!out_.empty()) told_at_ = now;
  return std::exchange(out_, {});
}

// False: there is more of the entry than room.
bool LiveClient::tell_rows(const LiveEntry& entry, size_t room, Duration now) {
  if (entry.end <= told_.place) return true;
  const bool is_held = covers(entry);
  if (is_held && !is_begun_) begin(entry);
  if (entry.kind == LiveEntry::Kind::kLeftOut || !is_held) {
    pass(entry, is_held ? LiveGapWhy::kBusy : LiveGapWhy::kAway, false);
    return true;
  }
  if (told_.place < entry.begin) {
    gaps_.add(gap_of(LiveGapWhy::kAway, told_.place, entry.begin));
    told_.place = entry.begin;
  }
  const Seen seen{entry, signals_of(*entry.log)};
  for (size_t i = next_wanted(seen, next_event_); i < entry.events.size();
       i = next_wanted(seen, i + 1)) {
    next_event_ = i;
    if (out_.size() >= room) return false;
    tell_event(seen, i, now);
    next_event_ = i + 1;
  }
  told_.place = entry.end;
  return true;
}

// Silences are at no place of the journal: who comes back may be told of the last ones again, and
// who joins is not told of those before. False: there is more of the entry than room.
bool LiveClient::tell_silences(const LiveEntry& entry, size_t room, Duration now) {
  for (; is_news(entry) && next_event_ < entry.events.size(); ++next_event_) {
    const LiveEvent& event = entry.events[next_event_];
    if (!wants_silence(event)) continue;
    if (out_.size() >= room) return false;
    if (!rates_[static_cast<size_t>(event.topic)].take(now)) {
      LiveGap gap{LiveGapWhy::kRate, {}, {}};
      gap.anomalies = 1;
      rate_gaps_.add(gap);
      continue;
    }
    tell_gaps(now);
    out_.append(entry.text, event.begin, event.end - event.begin);
    count_told(event.topic);
    end_event();
  }
  return true;
}

bool LiveClient::is_news(const LiveEntry& silences) const {
  return request_.from ? silences.end >= told_.place : next_ >= first_new_;
}

bool LiveClient::wants_silence(const LiveEvent& event) const {
  return request_.has(event.topic) && request_.devices.has(event.device_hash);
}

void LiveClient::miss_silences(const LiveEntry& entry) {
  LiveGap gap{held_up_, {}, {}};
  for (; next_event_ < entry.events.size(); ++next_event_)
    gap.anomalies += wants_silence(entry.events[next_event_]);
  if (is_news(entry) && gap.anomalies > 0) gaps_.add(gap);
}

// One who comes back is past all that is held: what lies between his cursor and where the lake was
// when he came is not.
void LiveClient::say_what_is_gone() {
  LiveGap gap = gap_of(LiveGapWhy::kAway, {}, {});
  if (is_begun_ && told_.place < joined_at_.place) {
    gap.from = told_.place;
    gap.to = told_.place = joined_at_.place;
  }
  if (told_.commit < joined_at_.commit) {
    gap.commit_first = telltale::next(told_.commit);
    gap.commit_last = told_.commit = joined_at_.commit;
  }
  if (gap.from < gap.to || gap.commit_last != CommitId{0}) gaps_.add(gap);
}

// What was before the first entry that holds what it wants was before it joined.
void LiveClient::begin(const LiveEntry& entry) {
  is_begun_ = true;
  told_.place = std::max(told_.place, entry.begin);
}

// Of events that nobody has counted.
LiveGap LiveClient::gap_of(LiveGapWhy why, const LivePlace& from, const LivePlace& to) {
  LiveGap gap{why, from, to};
  gap.is_counted = false;
  return gap;
}

// The id says that the row is done once nothing more of it will be told.
void LiveClient::tell_event(const Seen& seen, size_t number, Duration now) {
  const LiveEvent& event = seen.entry.events[number];
  const size_t after = next_wanted(seen, number + 1);
  const bool is_last_of_row =
      after == seen.entry.events.size() || seen.entry.events[after].row != event.row;
  const LivePlace place = is_last_of_row ? LiveEntry::place_after(event.row) : event.row;
  if (!rates_[static_cast<size_t>(event.topic)].take(now)) {
    LiveGap gap{LiveGapWhy::kRate, event.row, LiveEntry::place_after(event.row)};
    gap.readings = event.topic == LiveTopic::kReadings;
    gap.anomalies = event.topic == LiveTopic::kAnomalies;
    rate_gaps_.add(gap);
    told_.place = place;
    return;
  }
  tell_gaps(now);
  told_.place = place;
  if (event.topic == LiveTopic::kReadings && !request_.signals.empty()) {
    tell_reading(seen, event);
  } else {
    out_.append(seen.entry.text, event.begin, event.end - event.begin);
  }
  count_told(event.topic);
  end_event();
}

// Only the signals that were chosen.
void LiveClient::tell_reading(const Seen& seen, const LiveEvent& event) {
  const LiveEntry& entry = seen.entry;
  const LiveValue* values = entry.values.data() + event.first_value;
  out_.append(entry.text, event.begin, values[0].begin - event.begin);
  bool is_first = true;
  for (size_t i = 0; i < event.value_count; ++i) {
    if ((seen.signals >> values[i].field & 1) == 0) continue;
    if (!is_first) out_ += ',';
    is_first = false;
    out_.append(entry.text, values[i].begin, values[i].end - values[i].begin);
  }
  const uint32_t tail = values[event.value_count - 1].end;
  out_.append(entry.text, tail, event.end - tail);
}

void LiveClient::tell_commit(const LiveEntry& entry, Duration now) {
  if (entry.commit <= told_.commit) return;
  const CommitId due = telltale::next(told_.commit);
  if (due < entry.commit) {
    told_.commit = CommitId{static_cast<uint64_t>(entry.commit) - 1};
    LiveGap gap = gap_of(LiveGapWhy::kAway, {}, {});
    gap.commit_first = due;
    gap.commit_last = told_.commit;
    gaps_.add(gap);
  }
  const bool is_wanted = wants_rows() || request_.has(LiveTopic::kBooks);
  if (is_wanted) tell_gaps(now);
  told_.commit = entry.commit;
  if (!is_wanted) return;
  out_ += entry.text;
  count_told(LiveTopic::kBooks);
  end_event();
}

void LiveClient::tell_gaps(Duration now) {
  if (!rate_gaps_.empty() && now - rate_gaps_told_ >= kRateGapsEvery) {
    for (const LiveGap& gap : rate_gaps_.take()) gaps_.add(gap);
    rate_gaps_told_ = now;
  }
  if (gaps_.empty()) return;
  for (const LiveGap& gap : gaps_.take()) {
    out_.append("event: gap\ndata: ").append(gap.json()).append("\n");
    events_.emit(LiveGapTold{static_cast<size_t>(gap.why)});
    end_event();
  }
}

void LiveClient::miss(const LiveEntry& entry) {
  if (entry.kind == LiveEntry::Kind::kCommit) {
    if (entry.commit > told_.commit) {
      LiveGap gap{held_up_, {}, {}};
      gap.commit_first = telltale::next(told_.commit);
      gap.commit_last = told_.commit = entry.commit;
      gaps_.add(gap);
    }
  } else if (entry.kind == LiveEntry::Kind::kSilence) {
    miss_silences(entry);
  } else if (told_.place < entry.end) {
    if (!is_begun_ && covers(entry)) begin(entry);
    pass(entry, held_up_, entry.kind == LiveEntry::Kind::kRows && covers(entry));
  }
  ++next_;
  next_event_ = 0;
}

// The rest of the entry is not told.
void LiveClient::pass(const LiveEntry& entry, LiveGapWhy why, bool is_counted) {
  LiveGap gap = gap_of(why, told_.place, entry.end);
  gap.is_counted = is_counted && told_.place >= entry.begin;
  gap.records_unseen = entry.left_out;
  if (gap.is_counted) {
    const Seen seen{entry, signals_of(*entry.log)};
    for (size_t i = next_wanted(seen, next_event_); i < entry.events.size();
         i = next_wanted(seen, i + 1)) {
      const bool is_reading = entry.events[i].topic == LiveTopic::kReadings;
      ++(is_reading ? gap.readings : gap.anomalies);
    }
  }
  told_.place = entry.end;
  const bool is_empty = gap.is_counted && gap.readings + gap.anomalies == 0;
  if (is_begun_ && wants_rows() && !is_empty) gaps_.add(gap);
}

bool LiveClient::wants_rows() const {
  return request_.has(LiveTopic::kReadings) || request_.has(LiveTopic::kAnomalies);
}

bool LiveClient::wants(const Seen& seen, const LiveEvent& event) const {
  return request_.has(event.topic) && event.row >= told_.place &&
         request_.devices.has(event.device_hash) &&
         (request_.signals.empty() || (event.fields & seen.signals) != 0);
}

size_t LiveClient::next_wanted(const Seen& seen, size_t event) const {
  while (event < seen.entry.events.size() && !wants(seen, seen.entry.events[event])) ++event;
  return event;
}

// The signals that are wanted, as bits of the log's schema; all of it when none was chosen.
uint64_t LiveClient::signals_of(const LogInfo& log) {
  if (request_.signals.empty()) return ~0ULL;
  const auto known = signals_.find(log.id);
  if (known != signals_.end()) return known->second;
  uint64_t signals = 0;
  for (size_t i = 0; i < log.schema->signal_count(); ++i) {
    if (std::binary_search(request_.signals.begin(), request_.signals.end(),
                           log.schema->fields[i].name))
      signals |= 1ULL << i;
  }
  return signals_[log.id] = signals;
}

bool LiveClient::covers(const LiveEntry& entry) {
  if (entry.wants == nullptr) return false;
  if (entry.wants != last_wants_) {
    last_wants_ = entry.wants;
    last_covers_ = entry.wants->covers(request_);
  }
  return last_covers_;
}

void LiveClient::count_told(LiveTopic topic) {
  ++counts_[static_cast<size_t>(topic)];
}

std::string LiveClient::compose_beat(Duration now) {
  told_at_ = now;
  out_ += "event: beat\ndata: {}\n";
  end_event();
  return std::exchange(out_, {});
}

std::string LiveClient::compose_fleet(const std::string& said, Duration now) {
  fleet_due_ = now + request_.fleet_interval;
  told_at_ = now;
  events_.emit(LiveTold{static_cast<size_t>(LiveTopic::kFleet), 1});
  out_.append("event: fleet\ndata: ").append(said).append("\n");
  end_event();
  return std::exchange(out_, {});
}

}  // namespace telltale::serve
