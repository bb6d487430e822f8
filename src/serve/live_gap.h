// LiveGap: what somebody who follows live does not get, and why. Plain data.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "serve/live_place.h"

namespace telltale::serve {

enum class LiveGapWhy : uint8_t {
  kSlow,   // it was not taken fast enough
  kBusy,   // the server had no time or room for it
  kRate,   // more than was asked for
  kAway,   // it is not held any more, or was not yet: nobody followed
  kReset,  // the cursor is of no place here
};
constexpr size_t kLiveGapWhyCount = 5;
std::string_view name_of(LiveGapWhy why);

struct LiveGap {
  LiveGapWhy why = LiveGapWhy::kSlow;
  LivePlace from;  // records from there
  LivePlace to;    // to there, exclusive
  uint64_t readings = 0;
  uint64_t anomalies = 0;
  // Of readings that were not even looked at: those asked for may be among them.
  uint64_t records_unseen = 0;
  bool is_counted = true;  // false: how many events are missing is not known
  CommitId commit_first{0};
  CommitId commit_last{0};  // 0: no commit is missing

  bool has_records() const { return from < to; }
  // Takes the next gap in when one sentence tells both.
  bool take(const LiveGap& next);
  std::string json() const;
};

// The gaps that are still to be told, in order.
class LiveGaps {
 public:
  void add(const LiveGap& gap);
  bool empty() const { return gaps_.empty(); }
  std::vector<LiveGap> take() { return std::exchange(gaps_, {}); }

 private:
  std::vector<LiveGap> gaps_;
};

}  // namespace telltale::serve
