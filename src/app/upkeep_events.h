// What a lake's upkeep tells of itself.
#pragma once

#include "base/events.h"
#include "store/maintenance.h"

namespace telltale {

std::vector<std::string_view> upkeep_names();

// A step that keeps the lake healthy was done.
struct UpkeepDone {
  const MaintenanceStep& step;
  Duration took{0};

  static constexpr EventKind kKind{"upkeep_done",
                                   LogLevel::kDebug,
                                   {{{"telltale_app_upkeep_steps_total",
                                      MetricKind::kCounter,
                                      "Steps that keep the lake healthy, by what they did.",
                                      {{{"upkeep", upkeep_names}}}},
                                     {"telltale_app_upkeep_rows_total",
                                      MetricKind::kCounter,
                                      "Rows that such steps rewrote, summed or let go.",
                                      {{{"upkeep", upkeep_names}}}},
                                     {"telltale_app_upkeep_seconds",
                                      MetricKind::kHistogram,
                                      "Time that one step took.",
                                      {},
                                      kSlowSeconds}}}};
  void measure(Measures& out) const {
    out.count(0, 1, {static_cast<size_t>(step.upkeep)});
    out.count(1, step.done.rows, {static_cast<size_t>(step.upkeep)});
    out.observe(2, took);
  }
  void say(LogLine& line) const {
    line.add("upkeep", name_of(step.upkeep));
    if (!step.what.empty()) line.add("table", step.what);
    line.add("rows", step.done.rows);
    line.add("files_before", step.done.files_before);
    line.add("files_after", step.done.files_after);
    line.add("took_seconds", took);
  }
};

// The lake is as before, and the step is tried again later.
struct UpkeepFailed {
  std::string_view why;

  static constexpr EventKind kKind{"upkeep_failed",
                                   LogLevel::kError,
                                   {{{"telltale_app_upkeep_failures_total", MetricKind::kCounter,
                                      "Steps that keep the lake healthy and failed."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("why", why); }
};

}  // namespace telltale
