// Score: how evidence becomes a number from 0 to 1 with one alarm line for every series, and how
// alarms are rationed. Pure arithmetic on plain values.
//
// `Decades` are -log10 of a row's nominal p-value. With M rows a month of one device, all its
// signals counted, and N false alarms a month allowed, M 10^-decades / N alarms of the allowance
// are expected at or above that evidence, and
//     score = 1 / (1 + sqrt(M 10^-decades / N)).
// So 0.5, the alarm line, is where exactly the allowed number is expected; 0.24 is ten times as
// common, 0.76 a tenth, 0.91 a hundredth.
#pragma once

#include <cstdint>

namespace telltale::detect {

constexpr float kAlarmLine = 0.5F;
// No alarm begins in a series' first rows: nothing is known yet.
constexpr uint32_t kRowsBeforeAlarms = 50;

// Rows a month of a device that reports every `typical_seconds` (0: not known yet).
float rows_per_month(float typical_seconds);

float score_of(float decades, float chances);

// Pooled evidence (a mean of -log10 p over channels that partly say the same) as decades. Measured
// on simulated normal series: bench/README-detect.md. A series that has hardly moved has channels
// that all say the same thing, and its evidence counts as a single p-value.
struct PoolingLine {
  float offset;
  float slope;
};
constexpr PoolingLine kStandardPooling = {1.4F, 1.18F};
constexpr PoolingLine kBasicPooling = {0.1F, 0.9F};
float pooled_decades(float evidence, float moves, const PoolingLine& line);

// Evidence of few rows counts less: by half at 50.
float shrunk(float evidence, float rows);

// Alarm rationing of one series: after an alarm none for a while, and evidence counts in full only
// as news: more than every row in the same time before.
struct Rationing {
  float peak = 0;           // the decades that counted in full last
  uint16_t peak_rows = 0;   // for how many rows they still hold
  uint16_t quiet_rows = 0;  // until an alarm may begin again
};

struct RationingRule {
  uint16_t refractory_rows;
  bool may_alarm;  // past the first rows and the warm-up
  float chances;   // M / N
};

struct RationedScore {
  float score = 0;
  bool is_alarm = false;
};
RationedScore ration(Rationing& state, float decades, const RationingRule& rule);

}  // namespace telltale::detect
