// One signal of one device over a span of time, as few columns of pixels: of each the least, mean
// and largest value; and the readings themselves, where somebody wants them judged again. Reads
// only files and row groups that bounds cannot exclude.
#pragma once

#include <string>
#include <vector>

#include "store/lake_at.h"

namespace telltale {

struct SeriesWish {
  std::string device;
  std::string column;      // the lake's
  int64_t from = 0;        // event times: from then on
  int64_t to = 0;          // before then
  uint32_t width = 1'000;  // at most so many buckets, of equal length
  // Readings that were judged are kept, too: the newest so many, of from then on; none: none are.
  int64_t readings_from = 0;
  size_t readings_max = 0;
};

struct SeriesBucket {
  uint32_t number = 0;  // it begins at from + number × step
  uint64_t count = 0;
  double least = 0;
  double sum = 0;
  double most = 0;
  double mean() const { return sum / static_cast<double>(count); }
};

struct SignalReading {
  int64_t time = 0;
  int64_t seq = 0;
  double value = 0;
};

struct SeriesFound {
  int64_t step = 1;                     // microseconds of a bucket
  std::vector<SeriesBucket> buckets;    // those with a value, in order
  std::vector<SignalReading> readings;  // in order of time; late ones, never judged, are left out
  std::string schema;                   // by which the newest value came; empty: there is none
  uint32_t schema_version = 0;
};
Result<SeriesFound> read_series(const LakeAt& lake, const SeriesWish& wish);

}  // namespace telltale
