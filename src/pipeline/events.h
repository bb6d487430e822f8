// What the pipeline tells of itself.
#pragma once

#include "base/events.h"

namespace telltale {

// All lanes are done with a batch.
struct BatchJudged {
  uint64_t records = 0;
  uint64_t anomalies = 0;

  static constexpr EventKind kKind{
      "batch_judged",
      LogLevel::kNone,
      {{{"telltale_pipeline_batches_total", MetricKind::kCounter,
         "Batches that went through all lanes."},
        {"telltale_pipeline_records_total", MetricKind::kCounter,
         "Records that went through all lanes; after an error some go again."},
        {"telltale_pipeline_anomalies_total", MetricKind::kCounter,
         "Anomalies found in them, before their commit."}}}};
  void measure(Measures& out) const {
    out.count(0, 1);
    out.count(1, records);
    out.count(2, anomalies);
  }
};

}  // namespace telltale
