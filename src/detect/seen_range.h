// SeenRange: the smallest and largest value so far, and how improbable one far outside is. 8 bytes.
#pragma once

namespace telltale::detect {

struct SeenRange {
  float low = 0;
  float high = 0;
};

struct RangeKnowledge {
  float rows;  // seen before
  float step;  // the sensor's resolution: of a range of few steps, little is known
};

// -log10 of the probability of a value so far outside; 0 when it lies inside or not far outside.
float range_decades(const SeenRange& range, float value, const RangeKnowledge& known);

// Widens the range towards the value by half its width at most: a single wild reading does not
// make the range useless, and a lasting change is taken over in a few rows.
void widen(SeenRange& range, float value);

}  // namespace telltale::detect
