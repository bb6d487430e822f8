#include "app/disk_watch.h"

namespace telltale {

// A little above the reserve requests are taken again, so that nobody is told yes and no by turns.
DiskState DiskWatch::look(uint64_t free_bytes, std::optional<double> growth_per_day) {
  const uint64_t reserve = options_.reserve_bytes;
  is_low_ = free_bytes < (is_low_ ? reserve + reserve / 16 : reserve);
  DiskState state{true, free_bytes, is_low_, false, std::nullopt};
  const uint64_t usable = free_bytes > reserve ? free_bytes - reserve : 0;
  if (growth_per_day && *growth_per_day > 0)
    state.days_left = static_cast<double>(usable) / *growth_per_day;
  state.is_filling = usable < reserve || (state.days_left && *state.days_left < options_.warn_days);
  return state;
}

}  // namespace telltale
