// LiveRequest: what somebody who follows live wants to be told: topics, of which devices and
// signals, how often. Read from the query of a GET or the JSON of a POST. Plain data.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "serve/http.h"
#include "serve/live_place.h"

namespace telltale::serve {

enum class LiveTopic : uint8_t {
  kReadings,   // each as soon as it is judged
  kAnomalies,  // with their reasons
  kBooks,      // each commit: up to where records are committed, and the books after it
  kFleet,      // counters of the whole lake, at intervals
};
constexpr size_t kLiveTopicCount = 4;
std::string_view name_of(LiveTopic topic);

// Devices by name and hash; a sorted list of hashes.
struct DeviceSet {
  bool all = true;
  std::vector<uint64_t> hashes;
  bool has(uint64_t hash) const;
  bool covers(const DeviceSet& other) const;
  void add(const DeviceSet& other);
};

struct LiveRequest {
  std::array<bool, kLiveTopicCount> topics{};
  DeviceSet devices;
  std::vector<std::string> signals;  // none: all
  // At most so many events a second of the topic; 0: as many as there are.
  std::array<uint64_t, kLiveTopicCount> rates{};
  std::chrono::milliseconds fleet_interval{1000};
  std::optional<LiveCursor> from;

  bool has(LiveTopic topic) const { return topics[static_cast<size_t>(topic)]; }
};

// kInvalid names the parameter or member that is wrong.
Result<LiveRequest> live_request_of(const HttpHead& head, std::string_view body);

}  // namespace telltale::serve
