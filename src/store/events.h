// What a lake tells of itself.
#pragma once

#include "base/events.h"
#include "pipeline/commit.h"

namespace telltale {

std::vector<std::string_view> disposition_names();
std::vector<std::string_view> reject_reason_names();
std::vector<std::string_view> part_kind_names();

// A commit is durable.
struct CommitMade {
  const Commit& commit;
  Duration took{0};  // of what had to be written and synced; zero: not known

  static constexpr EventKind kKind{
      "commit_made",
      LogLevel::kDebug,
      {{{"telltale_store_commits_total",
         MetricKind::kCounter,
         "Commits, by what they were made for.",
         {{{"kind", part_kind_names}}}},
        {"telltale_store_commit_seconds",
         MetricKind::kHistogram,
         "Time of settling, writing and syncing one commit of records.",
         {},
         kFastSeconds},
        {"telltale_store_written_bytes_total", MetricKind::kCounter,
         "Bytes of the files that commits added."},
        {"telltale_store_files_added_total", MetricKind::kCounter, "Files that commits added."}}}};
  void measure(Measures& out) const;
  void say(LogLine& line) const;
};

// A commit says so of records.
struct RecordsCommitted {
  const Commit& commit;

  static constexpr EventKind kKind{
      "records_committed",
      LogLevel::kNone,
      {{{"telltale_store_records_total",
         MetricKind::kCounter,
         "Records in the lake by disposition, as each was first ruled.",
         {{{"disposition", disposition_names}}}},
        {"telltale_store_rejects_total",
         MetricKind::kCounter,
         "Rejected records by reason.",
         {{{"reason", reject_reason_names}}}}}}};
  void measure(Measures& out) const;
};

// A batch is in a commit: how long its records were on their way.
struct BatchCommitted {
  uint64_t records = 0;
  Duration since_receipt{0};
  Duration since_event{0};  // the newest in it

  static constexpr EventKind kKind{
      "batch_committed",
      LogLevel::kNone,
      {{{"telltale_store_receipt_to_commit_seconds",
         MetricKind::kHistogram,
         "From a record's receipt to the commit that holds it.",
         {},
         kSlowSeconds},
        {"telltale_store_event_to_commit_seconds",
         MetricKind::kHistogram,
         "From the newest measurement in a batch to the commit that holds it, once a record.",
         {},
         kSlowSeconds}}}};
  void measure(Measures& out) const {
    out.observe(0, since_receipt, {}, records);
    out.observe(1, since_event, {}, records);
  }
};

}  // namespace telltale
