// How fast a lake grows: from its files alone, so that a restart forgets nothing. Pure.
#pragma once

#include <optional>

#include "store/lake_view.h"

namespace telltale {

// Bytes a day, over the seven days before `now` or what there is of them. Nothing: too little was
// received for too short a time to tell.
std::optional<double> growth_per_day(const LakeView& view, Instant now);

}  // namespace telltale
