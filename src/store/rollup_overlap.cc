#include "store/rollup_overlap.h"

#include <algorithm>
#include <limits>

#include "store/rollup_table.h"

namespace telltale {
namespace {

struct Span {
  int64_t first = std::numeric_limits<int64_t>::min();  // beginnings of buckets
  int64_t last = std::numeric_limits<int64_t>::max();
  const LiveFile* partial = nullptr;  // null: of readings
};

Span span_of(const LiveFile& file, const LiveFile* partial, int64_t bucket) {
  if (!file.entry.has_times()) return {.partial = partial};
  return {bucket_begin(file.entry.time_min, bucket), bucket_begin(file.entry.time_max, bucket),
          partial};
}

}  // namespace

RollupOverlap find_overlap(const std::vector<LiveFile>& partials,
                           const std::vector<LiveFile>& readings, int64_t bucket) {
  std::vector<Span> spans;
  for (const LiveFile& file : partials) spans.push_back(span_of(file, &file, bucket));
  for (const LiveFile& file : readings) spans.push_back(span_of(file, nullptr, bucket));
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.first < b.first; });
  RollupOverlap overlap;
  int64_t reached = 0;  // by the spans before
  for (size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    const bool meets_earlier = i > 0 && span.first <= reached;
    const bool meets_later = i + 1 < spans.size() && spans[i + 1].first <= span.last;
    reached = i == 0 ? span.last : std::max(reached, span.last);
    if (span.partial == nullptr) continue;
    (meets_earlier || meets_later ? overlap.shared : overlap.apart).push_back(*span.partial);
  }
  return overlap;
}

}  // namespace telltale
