// Gauges: what is so right now (and counters that somebody else keeps), as metrics: one table that
// says what each is called, what it means and where it comes from.
#pragma once

#include <span>

#include "base/metrics.h"
#include "serve/lake_board.h"
#include "serve/lake_status.h"
#include "serve/server_facts.h"

namespace telltale::serve {

struct ServerGauge {
  MetricSpec spec;
  double (*value)(const ServerFacts& facts);
};
std::span<const ServerGauge> server_gauges();

// A lake as it is now; the view is null while it starts.
struct LakeNow {
  const LakeStatus& status;
  const LakeView* view;
};
struct LakeGauge {
  MetricSpec spec;
  // NaN: it is not known now.
  double (*value)(const LakeNow& lake);
};
std::span<const LakeGauge> lake_gauges();

}  // namespace telltale::serve
