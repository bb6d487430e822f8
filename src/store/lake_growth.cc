#include "store/lake_growth.h"

#include <algorithm>

namespace telltale {
namespace {

constexpr int64_t kWindow = 7 * kMicrosPerDay;
// Of less than that one would be told of the end of the disk by a first file.
constexpr int64_t kWindowMin = 10 * 60 * kMicrosPerSecond;

// The file's bytes that came in from `from` on, when they came evenly.
double bytes_since(const LiveFile& file, int64_t from) {
  const auto& [least, most] = *file.entry.received;
  const auto bytes = static_cast<double>(file.entry.bytes);
  if (least >= from) return bytes;
  if (most < from) return 0;
  return bytes * static_cast<double>(most - from + 1) / static_cast<double>(most - least + 1);
}

}  // namespace

std::optional<double> growth_per_day(const LakeView& view, Instant now) {
  int64_t oldest = micros(now);
  for (const LiveFile& file : view.files) {
    if (file.entry.received) oldest = std::min(oldest, file.entry.received->least);
  }
  const int64_t window = std::min(micros(now) - oldest, kWindow);
  if (window < kWindowMin) return std::nullopt;
  double bytes = 0;
  for (const LiveFile& file : view.files) {
    if (file.entry.received) bytes += bytes_since(file, micros(now) - window);
  }
  return bytes * static_cast<double>(kMicrosPerDay) / static_cast<double>(window);
}

}  // namespace telltale
