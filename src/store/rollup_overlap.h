// Which rollup files share no bucket with other files: a file says each bucket of a device once, so
// those that are apart need not be added up. Pure.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "store/lake_view.h"

namespace telltale {

struct SortedApart {
  std::vector<LiveFile> apart;
  std::vector<LiveFile> shared;
};

// `partials` are rollup files with buckets of that length, in microseconds; `readings` are files of
// readings that no rollup sums yet.
inline SortedApart sort_apart(const std::vector<LiveFile>& partials,
                              const std::vector<LiveFile>& readings, int64_t bucket) {
  struct Span {
    int64_t first;  // buckets since 1970
    int64_t last;
    const LiveFile* partials;  // null: of readings
  };
  const auto bucket_at = [bucket](int64_t micros) {
    return micros / bucket - (micros % bucket < 0 ? 1 : 0);
  };
  std::vector<Span> spans;
  const auto add = [&](const LiveFile& file, const LiveFile* partial) {
    if (file.entry.rows == 0) return;
    spans.push_back({bucket_at(file.entry.time_min), bucket_at(file.entry.time_max), partial});
  };
  for (const LiveFile& file : partials) add(file, &file);
  for (const LiveFile& file : readings) add(file, nullptr);
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.first < b.first; });
  SortedApart sorted;
  int64_t reached = 0;  // the last bucket of all spans before
  for (size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    const bool meets_earlier = i > 0 && span.first <= reached;
    const bool meets_later = i + 1 < spans.size() && spans[i + 1].first <= span.last;
    reached = i == 0 ? span.last : std::max(reached, span.last);
    if (span.partials == nullptr) continue;
    (meets_earlier || meets_later ? sorted.shared : sorted.apart).push_back(*span.partials);
  }
  return sorted;
}

}  // namespace telltale
