#include "serve/live_gap.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace telltale::serve {
namespace {

// More kinds than there are whys in turn are told as one.
constexpr size_t kGapsMax = 16;

}  // namespace

std::string_view name_of(LiveGapWhy why) {
  constexpr std::array<std::string_view, kLiveGapWhyCount> kNames = {"slow", "busy", "rate", "away",
                                                                     "reset"};
  return kNames[static_cast<size_t>(why)];
}

bool LiveGap::take(const LiveGap& next) {
  if (next.why != why) return false;
  if (next.has_records()) {
    from = has_records() ? std::min(from, next.from) : next.from;
    to = std::max(to, next.to);
  }
  readings += next.readings;
  anomalies += next.anomalies;
  records_unseen += next.records_unseen;
  is_counted = is_counted && next.is_counted;
  if (next.commit_last != CommitId{0}) {
    if (commit_last == CommitId{0}) commit_first = next.commit_first;
    commit_last = next.commit_last;
  }
  return true;
}

std::string LiveGap::json() const {
  Json gap = Json::object({{"why", name_of(why)}});
  if (has_records()) {
    gap.add("from", format_place(from));
    gap.add("to", format_place(to));
    if (is_counted) gap.add("readings", readings);
  }
  // Silences are at no place.
  if (is_counted && (has_records() || anomalies > 0)) gap.add("anomalies", anomalies);
  if (records_unseen > 0) gap.add("records_unseen", records_unseen);
  if (commit_last != CommitId{0}) {
    gap.add("commits", Json::object({{"first", static_cast<uint64_t>(commit_first)},
                                     {"last", static_cast<uint64_t>(commit_last)}}));
  }
  return gap.dump();
}

void LiveGaps::add(const LiveGap& gap) {
  if (!gaps_.empty() && gaps_.back().take(gap)) return;
  if (gaps_.size() < kGapsMax) return gaps_.push_back(gap);
  LiveGap same = gap;
  same.why = gaps_.back().why;
  gaps_.back().take(same);
}

}  // namespace telltale::serve
