// Explain: turns a finding into the Anomaly that is kept: its contributions, the usual interval,
// and the one sentence an operator reads. Called when an anomaly begins, so it may allocate.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "detect/channels.h"
#include "detect/tail_sketch.h"
#include "telemetry/anomaly.h"

namespace telltale::detect {

// Of whom the sentence speaks.
struct Naming {
  std::string_view signal;
  std::string_view unit;
  double resolution = 0;
  std::string_view device;
};

// Exact to the microsecond for times within centuries, and defined for all.
inline double seconds_between(int64_t from_micros, int64_t to_micros) {
  return (static_cast<double>(to_micros) - static_cast<double>(from_micros)) / 1e6;
}

struct Interval {
  double low;
  double high;
};

// What the pooled detector knew when it judged, before it learned the value.
struct Judged {
  int64_t time_micros;
  double value;
  double anchor;  // the zero of the channels
  const ChannelValues& channels;
  const std::array<float, kChannelCount>& evidence;
  const std::array<float, kFamilyCount>& family;  // pooled evidence by family
  std::array<TailCode, kChannelCount> high_entry;
  std::array<TailCode, kChannelCount> low_entry;
};

// The interval in which the value would have been usual: about what the single-value channel with
// the most evidence measures from; where none has any, that of the level.
Interval usual_interval(const Judged& judged);

// The interval that all single-value channels leave to a value; where they leave none, that of the
// channel with the narrowest.
Interval expected_interval(const Judged& judged);

Anomaly explain_unusual(const Judged& judged, double score, const Naming& naming);

struct RangeFacts {
  int64_t time_micros;
  double value;
  Interval seen;
};
Anomaly explain_range(const RangeFacts& facts, double score, const Naming& naming);

struct StuckFacts {
  double value;
  Interval usual;
  int64_t since_micros;
  int64_t now_micros;
  uint32_t rows;
  uint32_t longest_rows;
};
Anomaly explain_stuck(const StuckFacts& facts, double score, const Naming& naming);

// Of a gap, the value and the interval are seconds of silence.
struct GapFacts {
  int64_t last_micros;
  int64_t now_micros;
  double typical_seconds;
  double longest_seconds;
};
Anomaly explain_gap(const GapFacts& facts, double score, const Naming& naming);

// Of a device that is silent still.
struct SilenceFacts {
  int64_t last_micros;  // event time of its last reading
  double silent_seconds;
  double typical_seconds;
  double longest_seconds;
};
Anomaly explain_silence(const SilenceFacts& facts, double score, std::string_view device);

// The number with as many decimals as tell apart hundredths of `width`, and no more than
// `resolution` has, when that is known.
std::string format_number(double value, double width, double resolution = 0);

}  // namespace telltale::detect
