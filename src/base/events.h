// Events: facts about the platform. A fact is a type: what it counts and what line it is said in
// stand in one place (each module's events.h), and so does what the reference says of it. Emitted
// per batch, commit or request, never per reading; nothing in it names a device or a person.
//
//   struct FramesSynced {
//     uint64_t frames = 0;
//     static constexpr EventKind kKind{"frames_synced", LogLevel::kNone, {{{...}}}};
//     void measure(Measures& out) const { out.count(0, frames); }
//     void say(LogLine& line) const { line.add("frames", frames); }   // where there is a level
//   };
//
// The kinds there are stand in one list (app/event_list.cc). Any thread may emit.
#pragma once

#include <concepts>
#include <unordered_map>

#include "base/log.h"
#include "base/metrics.h"

namespace telltale {

constexpr size_t kMetricsPerEvent = 4;

struct EventKind {
  std::string_view name;
  LogLevel level = LogLevel::kNone;  // none: it is counted, and no line is written
  std::array<MetricSpec, kMetricsPerEvent> metrics{};
};

class Events {
 public:
  // What is not in the list is said and not counted. The log may be null.
  Events(std::span<const EventKind* const> kinds, std::vector<std::string> lakes, Log* log);

  const Metrics& metrics() const { return metrics_; }
  Log* log() const { return log_; }
  const std::string& lake_name(size_t lake) const { return lakes_[lake]; }
  size_t lake_count() const { return lakes_.size(); }
  // How often it happened, by what its first metric counts.
  uint64_t count_of(const EventKind& kind) const;

 private:
  friend class Measures;
  friend class Emitter;

  const std::vector<std::string> lakes_;
  std::unordered_map<const EventKind*, size_t> first_metric_;
  Metrics metrics_;
  Log* const log_;
};

// Where an event's metrics are counted. Metrics and label values are meant by their place.
class Measures {
 public:
  Measures(Events& events, size_t first_metric, size_t lake)
      : events_(events), first_metric_(first_metric), lake_(lake) {}

  using LabelPlaces = std::array<size_t, kLabelsMax>;
  void count(size_t metric, uint64_t n, LabelPlaces labels = {}) {
    events_.metrics_.add({first_metric_ + metric, lake_, labels}, n);
  }
  void observe(size_t metric, Duration took, LabelPlaces labels = {}, uint64_t times = 1) {
    events_.metrics_.observe({first_metric_ + metric, lake_, labels},
                             std::chrono::duration<double>(took).count(), times);
  }

 private:
  Events& events_;
  const size_t first_metric_;
  const size_t lake_;
};

// What a component is given to tell of events: those of one lake, or of the server as a whole. One
// that was made from nothing tells nobody.
class Emitter {
 public:
  static constexpr size_t kServer = static_cast<size_t>(-1);
  Emitter() = default;
  Emitter(Events& events, size_t lake) : events_(&events), lake_(lake) {}

  template <typename Event>
  void emit(const Event& event) const {
    if (events_ == nullptr) return;
    const auto known = events_->first_metric_.find(&Event::kKind);
    if (known != events_->first_metric_.end()) {
      Measures measures(*events_, known->second, lake_ == kServer ? 0 : lake_);
      event.measure(measures);
    }
    if constexpr (requires(LogLine& line) { event.say(line); }) say(Event::kKind, event);
  }
  // Whether a line of that level would be written: for facts that cost something to tell.
  bool is_said(LogLevel level) const {
    return events_ != nullptr && events_->log_ != nullptr && events_->log_->is_said(level);
  }

 private:
  template <typename Event>
  void say(const EventKind& kind, const Event& event) const {
    if (!is_said(kind.level)) return;
    events_->log_->say(kind.level, kind.name, [&](LogLine& line) {
      if (lake_ != kServer) line.add("lake", events_->lakes_[lake_]);
      event.say(line);
    });
  }

  Events* events_ = nullptr;
  size_t lake_ = kServer;
};

}  // namespace telltale
