// Readings of one device between two moments: from files, and of these from row groups, that bounds
// of time and device do not exclude. What a page about a device reads.
#pragma once

#include <functional>
#include <string>

#include "store/lake_at.h"
#include "telemetry/reading_table.h"

namespace telltale {

struct DeviceTimes {
  std::string device;
  RangeOf<int64_t> times;  // event times, inclusive
};

// Gives them file by file, in each by time once it is compacted; files in no order.
Status for_each_reading(const LakeAt& lake, const DeviceTimes& wanted,
                        const std::function<Status(const ReadingTable&)>& take);

}  // namespace telltale
