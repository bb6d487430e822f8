#include "detect/judge_state.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace telltale {

using detect::kNone;

SeriesId JudgeState::add(JudgeTier tier) {
  CHECK(tier != JudgeTier::kOff);
  if (tier == JudgeTier::kBasic) {
    const uint32_t slot = basic_.add();
    detect::begin_series(basic_[slot]);
    return {tier, slot};
  }
  const uint32_t slot = standard_.add();
  detect::begin_series(standard_[slot]);
  return {tier, slot};
}

detect::TailBlock JudgeState::tails(const detect::StandardSeries& series) {
  if (series.tails == kNone) return {};
  if (series.rows >= detect::kYoungRows)
    return {full_[series.tails].tail.front().data(), detect::kFullTail};
  return {young_[series.tails].tail.front().data(), detect::kYoungTail};
}

uint32_t JudgeState::take_young() {
  if (free_young_ == kNone) return young_.add();
  const uint32_t number = free_young_;
  std::memcpy(&free_young_, &young_[number], sizeof(free_young_));
  return number;
}

void JudgeState::make_room(detect::StandardSeries& series) {
  if (series.rows == 0) {
    series.tails = take_young();
    for (auto& tail : young_[series.tails].tail) tail.fill(detect::kNoCode);
  }
  if (series.rows != detect::kYoungRows) return;
  const uint32_t number = full_.add();
  detect::YoungTails& young = young_[series.tails];
  for (int i = 0; i < detect::kTailCount; ++i) {
    full_[number].tail[i].fill(detect::kNoCode);
    std::copy(young.tail[i].begin(), young.tail[i].end(), full_[number].tail[i].begin());
  }
  std::memcpy(&young, &free_young_, sizeof(free_young_));
  free_young_ = series.tails;
  series.tails = number;
}

void JudgeState::give_day(detect::StandardSeries& series) {
  if (series.day == kNone) series.day = days_.add();
}

void JudgeState::prefetch(SeriesId id) const {
  if (id.tier == JudgeTier::kBasic) basic_.prefetch(id.slot);
  if (id.tier == JudgeTier::kStandard) standard_.prefetch(id.slot);
}

void JudgeState::prefetch_day(uint32_t slot, int bin) const {
  const detect::StandardSeries& series = standard_[slot];
  if (series.day == kNone) return;
  const detect::DayProfile& profile = days_[series.day];
  const int other = (bin + 1) % detect::DayProfile::kBins;
  __builtin_prefetch(&profile.bins[static_cast<size_t>(bin)], 1);
  __builtin_prefetch(&profile.bins[static_cast<size_t>(other)], 1);
}

size_t JudgeState::bytes() const {
  return basic_.bytes().bytes() + standard_.bytes().bytes() + days_.bytes().bytes() +
         young_.bytes().bytes() + full_.bytes().bytes();
}

void JudgeState::save(StateWriter& out) const {
  out.put_slab(basic_.bytes());
  out.put_slab(standard_.bytes());
  out.put_slab(days_.bytes());
  out.put_slab(young_.bytes());
  out.put_slab(full_.bytes());
  out.put(free_young_);
}

Status JudgeState::load(StateReader& in) {
  TRY(in.get_slab(basic_.bytes()));
  TRY(in.get_slab(standard_.bytes()));
  TRY(in.get_slab(days_.bytes()));
  TRY(in.get_slab(young_.bytes()));
  TRY(in.get_slab(full_.bytes()));
  return in.get(free_young_);
}

}  // namespace telltale
