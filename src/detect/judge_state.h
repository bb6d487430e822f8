// JudgeState: what the judge knows of all series of one key group, in slabs without pointers. One
// owner thread; allocates only when a series is added or outgrows its first blocks.
#pragma once

#include <cstdint>

#include "base/slab.h"
#include "detect/basic_series.h"
#include "detect/standard_series.h"
#include "detect/standard_tails.h"
#include "pipeline/stage.h"
#include "telemetry/schema.h"

namespace telltale {

struct SeriesId {
  JudgeTier tier = JudgeTier::kOff;
  uint32_t slot = 0;
};

class JudgeState : public StageState {
 public:
  // Adds a series that has seen nothing. The tier must not be kOff.
  SeriesId add(JudgeTier tier);

  void save(StateWriter& out) const override;
  Status load(StateReader& in) override;  // into a new state

  size_t bytes() const;

  detect::BasicSeries& basic(uint32_t slot) { return basic_[slot]; }
  detect::StandardSeries& standard(uint32_t slot) { return standard_[slot]; }
  const detect::StandardSeries& standard(uint32_t slot) const { return standard_[slot]; }
  detect::DayProfile& day(uint32_t number) { return days_[number]; }
  detect::TailBlock tails(const detect::StandardSeries& series);

  // Makes sure the series has room for its next value: gives it its first tails, and full ones when
  // the young are outgrown.
  void make_room(detect::StandardSeries& series);
  void give_day(detect::StandardSeries& series);

  void prefetch(SeriesId id) const;
  void prefetch_day(uint32_t slot, int bin) const;

 private:
  uint32_t take_young();

  SlabOf<detect::BasicSeries> basic_;
  SlabOf<detect::StandardSeries> standard_;
  SlabOf<detect::DayProfile> days_;
  SlabOf<detect::YoungTails> young_;
  SlabOf<detect::FullTails> full_;
  // Young blocks given back, as a chain: a free block begins with the number of the next.
  uint32_t free_young_ = detect::kNone;
};

}  // namespace telltale
