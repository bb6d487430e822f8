// Gap: how often a series reports, learned, and how improbable a silence is. Judged at the reading
// that ends the silence. 8 bytes a series.
#pragma once

namespace telltale::detect {

struct Cadence {
  float typical_seconds = 0;  // running mean of the steps; 0: no two readings yet
  float longest_seconds = 0;  // the longest silence so far; fades over thousands of readings
};

// -log10 of the probability of a silence this long among `readings`; 0 when it is not remarkable.
float gap_decades(const Cadence& cadence, float silence_seconds, float readings);

// Learns a step between two readings; `weight` is that of the newest in the mean.
void learn_step(Cadence& cadence, float seconds, float weight);
// The weight of a series' newest step after so many readings: one in all, and at least one in 50,
// so that a new cadence is soon the usual.
float newest_weight(float readings);

}  // namespace telltale::detect
