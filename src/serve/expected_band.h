// The band in which a judge expects a signal, for a picture: the readings of a series and those
// before it are given to a judge of their own (detect/series_replay.h). Of one answer; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "journal/catalog.h"
#include "store/device_history.h"

namespace telltale::serve {

// Of a window and what is judged before it at most. Measured: docs/decisions/expected-bands.md.
constexpr size_t kReplayedMax = 200'000;
// Before the window, at most, and half a year: the tails of a judge forget half at every so many.
constexpr size_t kReplayedBefore = 32'768;

// How a signal is judged, as the schema says by which it came.
struct JudgedSignal {
  JudgeTier tier = JudgeTier::kOff;
  double resolution = 0;
  int signals = 1;  // of the schema that are judged
};
JudgedSignal judged_signal(const Catalog& catalog, const std::string& column,
                           const SeriesFound& found);

// Has a series bring what a band is made of. `interval_seconds` is the device's usual one, 0 where
// it is not known.
void wish_for_band(double interval_seconds, SeriesWish& wish);

// A mean of the lower and of the upper ends over the readings of a bucket.
struct BandBucket {
  double low = 0;
  double high = 0;
};

struct ExpectedBand {
  std::vector<std::optional<BandBucket>> buckets;  // as those of the series; nothing: learning
  int64_t learned_from = 0;                        // the first reading that was judged
  std::string missing;                             // why there is none at all
};
ExpectedBand expected_band(const JudgedSignal& signal, const SeriesWish& wish,
                           const SeriesFound& found);

}  // namespace telltale::serve
