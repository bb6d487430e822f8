// A series on its way out: JSON with one list a column, or the same in bytes.
#pragma once

#include <string>

#include "serve/expected_band.h"
#include "serve/http.h"
#include "store/device_history.h"

namespace telltale::serve {

constexpr std::string_view kSeriesMediaType = "application/vnd.telltale.series";

// Whether Accept names the binary form.
bool wants_binary_series(const HttpHead& head);

struct ShownSeries {
  const SeriesWish& wish;
  const SeriesFound& found;
  const std::string& unit;
  CommitId commit;
  const ExpectedBand* band = nullptr;  // none was asked for
};
HttpReply series_json(const ShownSeries& shown);

// Little endian: `TLS1`, uint32 count, int64 from, int64 step (microseconds); then, each `count`
// long: double least, double mean, double largest, uint32 bucket, uint32 values in it. Bucket b is
// [from + b × step, from + (b + 1) × step).
HttpReply series_binary(const SeriesWish& wish, const SeriesFound& found);

}  // namespace telltale::serve
