// StandardView: one value on its way through the standard tier: what its channels are, how extreme
// each is among the past, and the pooled evidence. Viewing advances the running state of the
// series and asks for the tails that count; weighing reads them; learning lets the value enter
// them. Other series may come between the three, so that no tail is waited for.
#pragma once

#include "detect/judge_state.h"
#include "detect/standard_tails.h"

namespace telltale {

struct Observation {
  int64_t event_time_micros;
  double value;
};

namespace detect {

struct PlacedObservation {
  Observation seen;
  DayPlace place;  // of its event time; the same for all values of a reading
};

struct StandardView {
  Observation seen{};
  float x = 0;  // the value relative to the series' anchor
  DayPlace place{};
  ChannelValues channels{};
  Extremes extremes{};
  ChannelEvidence evidence{};
  Pooled pooled{};
  float step = 0;  // the sensor's resolution, as far as it is known
};

// `resolution` is the sensor's, 0 where it is not known. The evidence is still to be weighed.
StandardView view_value(JudgeState& state, StandardSeries& series, const PlacedObservation& placed,
                        double resolution);
void weigh_value(JudgeState& state, const StandardSeries& series, StandardView& view);
void learn_value(JudgeState& state, StandardSeries& series, const StandardView& view);

}  // namespace detect
}  // namespace telltale
