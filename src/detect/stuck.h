// Stuck: how long a series stays at one value, learned, and how improbable it is that it has not
// moved for so long. A constant or coarse series repeats itself by nature and learns that.
#pragma once

#include <cstdint>

namespace telltale::detect {

struct Stillness {
  uint32_t run = 0;      // rows in a row that brought nothing new
  uint32_t longest = 0;  // the longest such run that ended
  uint32_t moves = 0;    // rows that brought another value
  float rows = 0;        // rows seen
};

// -log10 of the probability that the run is so long; 0 when it is not remarkable. Where a row
// repeats the one before with probability q, a run beyond the longest of n has n q^(run - longest).
float stuck_decades(const Stillness& stillness);

}  // namespace telltale::detect
