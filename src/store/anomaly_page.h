// A page of what was found unusual, the newest first. Reads only files that bounds cannot exclude.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/lake_at.h"
#include "telemetry/anomaly.h"

namespace telltale {

struct FoundAnomaly {
  std::string id;
  std::string kind;
  std::string device;
  std::string signal;
  std::string unit;
  std::string schema;
  int64_t start_time = 0;
  int64_t event_time = 0;
  double score = 0;
  // Not a number where there is none.
  double value = 0;
  double expected_low = 0;
  double expected_high = 0;
  double nearest_usual = 0;
  std::string reason;
  std::vector<std::pair<std::string, double>> contributions;  // channel and share
  uint32_t epoch = 0;
  bool is_simulated = false;
  Position position;
  CommitId commit{0};
};

struct AnomalyWish {
  std::string id;
  std::string device;
  std::string signal;
  std::string kind;
  std::optional<int64_t> since;  // event times: from then on
  std::optional<int64_t> until;  // before then
  double score_min = 0;
  std::function<bool(std::string_view id)> admits;  // null: every one
  // Those that come after this one in the order of pages; nothing: from the newest.
  struct Place {
    int64_t event_time = 0;
    std::string id;
    bool operator==(const Place&) const = default;
    // Newer ones come first.
    bool operator<(const Place& other) const {
      return event_time != other.event_time ? event_time > other.event_time : id < other.id;
    }
  };
  std::optional<Place> after;
  size_t limit = 100;
};

struct AnomalyPage {
  std::vector<FoundAnomaly> anomalies;
  bool has_more = false;
};
Result<AnomalyPage> find_anomalies(const LakeAt& lake, const AnomalyWish& wish);

}  // namespace telltale
