// Anomaly: a reading, or a silence, that is not as it should be, with the reasons that sum to its
// score. Made by a detector at the moment it judges; kept as a row of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telltale {

// Part of files.
enum class AnomalyKind : uint8_t {
  kUnusual = 0,  // the pooled evidence of many views of the series
  kStuck = 1,    // a signal that always moves has stopped moving
  kRange = 2,    // a value beyond all that was ever seen
  kGap = 3,      // the series was silent for much longer than it ever is
};
constexpr int kAnomalyKindCount = 4;
std::string_view name_of(AnomalyKind kind);

// One channel's share of the score. Names are constants of the detector.
struct Contribution {
  std::string_view channel;
  double share = 0;  // score × the channel's share of the evidence; all shares sum to the score
};

struct Anomaly {
  uint16_t row = 0;    // of the batch
  uint16_t field = 0;  // the signal, as the schema numbers it
  AnomalyKind kind = AnomalyKind::kUnusual;
  double score = 0;  // 0..1
  double value = 0;
  double expected_low = 0;  // what would have been usual: [low, high]
  double expected_high = 0;
  double nearest_usual = 0;  // the usual value closest to what was seen
  int64_t start_micros = 0;  // event time of its first sign: of a gap, its last reading before
  std::string reason;        // the sentence an operator reads
  std::vector<Contribution> contributions;  // largest first
};

}  // namespace telltale
