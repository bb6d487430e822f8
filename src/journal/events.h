// What the journal tells of itself.
#pragma once

#include "base/events.h"

namespace telltale {

// A group of frames is durable: one write and one sync.
struct FramesSynced {
  uint64_t frames = 0;
  uint64_t bytes = 0;
  Duration took{0};

  static constexpr EventKind kKind{"frames_synced",
                                   LogLevel::kNone,
                                   {{{"telltale_journal_frames_total", MetricKind::kCounter,
                                      "Requests that became durable in the journal."},
                                     {"telltale_journal_frame_bytes_total", MetricKind::kCounter,
                                      "Bytes of requests that became durable in the journal."},
                                     {"telltale_journal_sync_seconds",
                                      MetricKind::kHistogram,
                                      "Time of writing and syncing one group of requests.",
                                      {},
                                      kFastSeconds}}}};
  void measure(Measures& out) const {
    out.count(0, frames);
    out.count(1, bytes);
    out.observe(2, took);
  }
};

// A group could not be written; each of its requests was told why.
struct FramesRefused {
  uint64_t frames = 0;
  std::string_view why;

  static constexpr EventKind kKind{"frames_refused",
                                   LogLevel::kWarning,
                                   {{{"telltale_journal_frames_refused_total", MetricKind::kCounter,
                                      "Requests that the journal could not write."}}}};
  void measure(Measures& out) const { out.count(0, frames); }
  void say(LogLine& line) const {
    line.add("frames", frames);
    line.add("why", why);
  }
};

// What a former owner had acknowledged is in the lake.
struct FormerJournalTaken {
  uint64_t journal = 0;

  static constexpr EventKind kKind{"former_journal_taken", LogLevel::kInfo};
  void measure(Measures&) const {}
  void say(LogLine& line) const { line.add("journal", journal); }
};

}  // namespace telltale
