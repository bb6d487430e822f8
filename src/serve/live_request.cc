#include "serve/live_request.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/json.h"

namespace telltale::serve {
namespace {

constexpr size_t kNamesMax = 10'000;  // of devices, or of signals
constexpr uint64_t kRateMax = 1'000'000;
constexpr size_t kRatedMax = static_cast<size_t>(LiveTopic::kAnomalies);
constexpr std::array<std::string_view, kLiveTopicCount> kTopics = {"readings", "anomalies", "books",
                                                                   "fleet"};

std::optional<size_t> topic_named(std::string_view name) {
  const auto found = std::find(kTopics.begin(), kTopics.end(), name);
  if (found == kTopics.end()) return std::nullopt;
  return static_cast<size_t>(found - kTopics.begin());
}

Status wrong(std::string_view what, std::string_view value) {
  return Status::invalid(fmt::format("cannot follow live: {}: {}", what, value));
}

Result<uint64_t> read_number(std::string_view text, uint64_t most, std::string_view what) {
  uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || rest != end || number > most)
    return wrong(fmt::format("{} must be a whole number up to {}", what, most), text);
  return number;
}

// Reads a text of parts with commas between.
template <typename Take>
Status for_each_part(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (!part.empty()) TRY(take(part));
  }
  return {};
}

class Builder {
 public:
  Status add_topic(std::string_view name) {
    const std::optional<size_t> topic = topic_named(name);
    if (!topic) return wrong("there is no such topic (readings, anomalies, books, fleet)", name);
    request_.topics[*topic] = true;
    return {};
  }

  // `readings:100`
  Status add_rate(std::string_view text) {
    const size_t colon = text.find(':');
    const std::optional<size_t> topic = topic_named(text.substr(0, colon));
    if (colon == std::string_view::npos || !topic || *topic > kRatedMax)
      return wrong("a rate is of readings or anomalies and a number, such as readings:100", text);
    request_.rates[*topic] = TRY(read_number(text.substr(colon + 1), kRateMax, "a rate"));
    return {};
  }

  Status add_device(std::string_view id) {
    request_.devices.all = false;
    request_.devices.hashes.push_back(hash64(id));
    if (request_.devices.hashes.size() <= kNamesMax) return {};
    return wrong("more devices are named than may be", "ask for all of them");
  }

  Status add_signal(std::string_view name) {
    request_.signals.emplace_back(name);
    if (request_.signals.size() <= kNamesMax) return {};
    return wrong("more signals are named than may be", "ask for all of them");
  }

  Status set_fleet_interval(std::string_view millis) {
    const uint64_t number = TRY(read_number(millis, 3'600'000, "fleet_interval_ms"));
    request_.fleet_interval = std::chrono::milliseconds(std::max<uint64_t>(number, 100));
    return {};
  }

  Status go_on_from(std::string_view id) {
    request_.from = parse_cursor(id);
    if (request_.from) return {};
    return wrong("Last-Event-ID is none that a stream of this server bore", id);
  }

  LiveRequest finish() {
    if (request_.topics == decltype(request_.topics){}) {
      for (const LiveTopic topic : {LiveTopic::kReadings, LiveTopic::kAnomalies, LiveTopic::kBooks})
        request_.topics[static_cast<size_t>(topic)] = true;
    }
    auto& hashes = request_.devices.hashes;
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::sort(request_.signals.begin(), request_.signals.end());
    return std::move(request_);
  }

 private:
  LiveRequest request_;
};

Status read_query(const HttpFields& query, Builder& builder) {
  for (const auto& [name, value] : query) {
    if (name == "topics") {
      TRY(for_each_part(value, [&](std::string_view topic) { return builder.add_topic(topic); }));
    } else if (name == "rates") {
      TRY(for_each_part(value, [&](std::string_view rate) { return builder.add_rate(rate); }));
    } else if (name == "device") {
      TRY(builder.add_device(value));
    } else if (name == "signal") {
      TRY(builder.add_signal(value));
    } else if (name == "fleet_interval_ms") {
      TRY(builder.set_fleet_interval(value));
    } else if (name == "last_event_id") {
      TRY(builder.go_on_from(value));
    } else {
      return wrong(
          "there is no such parameter (topics, device, signal, rates, fleet_interval_ms, "
          "last_event_id)",
          name);
    }
  }
  return {};
}

template <typename Take>
Status for_each_text(const Json& value, std::string_view name, Take take) {
  const Json::Array* texts = value.if_array();
  if (texts == nullptr) return wrong("it must be an array of texts", name);
  for (const Json& text : *texts) {
    if (text.if_string() == nullptr) return wrong("it must be an array of texts", name);
    TRY(take(*text.if_string()));
  }
  return {};
}

Status read_rates(const Json& value, Builder& builder) {
  const Json::Object* rates = value.if_object();
  if (rates == nullptr) return wrong("it must be an object of numbers", "rates");
  for (const auto& [topic, rate] : *rates) {
    uint64_t number = 0;
    if (!rate.to_uint(number)) return wrong("it must be a whole number", "rates." + topic);
    TRY(builder.add_rate(fmt::format("{}:{}", topic, number)));
  }
  return {};
}

Status read_member(const std::string& name, const Json& value, Builder& builder) {
  if (name == "topics")
    return for_each_text(value, name,
                         [&](std::string_view text) { return builder.add_topic(text); });
  if (name == "devices")
    return for_each_text(value, name,
                         [&](std::string_view text) { return builder.add_device(text); });
  if (name == "signals")
    return for_each_text(value, name,
                         [&](std::string_view text) { return builder.add_signal(text); });
  if (name == "rates") return read_rates(value, builder);
  if (name == "fleet_interval_ms") return builder.set_fleet_interval(value.dump());
  if (name == "last_event_id" && value.if_string() != nullptr)
    return builder.go_on_from(*value.if_string());
  return wrong(
      "there is no such member (topics, devices, signals, rates, fleet_interval_ms, "
      "last_event_id)",
      name);
}

Status read_body(std::string_view body, Builder& builder) {
  const Result<Json> parsed = Json::parse(body);
  if (!parsed.ok() || !parsed.value().is_object())
    return wrong("the body must be one JSON object",
                 parsed.ok() ? "it is something else" : parsed.status().message());
  for (const auto& [name, value] : *parsed.value().if_object())
    TRY(read_member(name, value, builder));
  return {};
}

}  // namespace

std::string_view name_of(LiveTopic topic) {
  return kTopics[static_cast<size_t>(topic)];
}

bool DeviceSet::has(uint64_t hash) const {
  return all || std::binary_search(hashes.begin(), hashes.end(), hash);
}

bool DeviceSet::covers(const DeviceSet& other) const {
  if (all) return true;
  return !other.all &&
         std::includes(hashes.begin(), hashes.end(), other.hashes.begin(), other.hashes.end());
}

void DeviceSet::add(const DeviceSet& other) {
  all = all || other.all;
  if (all) return hashes.clear();
  std::vector<uint64_t> both;
  std::set_union(hashes.begin(), hashes.end(), other.hashes.begin(), other.hashes.end(),
                 std::back_inserter(both));
  hashes = std::move(both);
}

Result<LiveRequest> live_request_of(const HttpHead& head, std::string_view body) {
  Builder builder;
  TRY(read_query(head.query, builder));
  if (!body.empty()) TRY(read_body(body, builder));
  if (const auto id = head.field("last-event-id"); id && !id->empty()) TRY(builder.go_on_from(*id));
  return builder.finish();
}

}  // namespace telltale::serve
