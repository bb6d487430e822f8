#include "serve/events.h"

#include <algorithm>

#include "serve/live_gap.h"
#include "serve/live_request.h"
#include "serve/route.h"

namespace telltale::serve {

// The routes in their order, then what led to none.
std::vector<std::string_view> route_names() {
  std::vector<std::string_view> names;
  for (const Route& route : all_routes()) names.push_back(route.path);
  names.emplace_back("other");
  return names;
}

std::vector<std::string_view> status_classes() {
  return {"1xx", "2xx", "3xx", "4xx", "5xx"};
}

std::vector<std::string_view> live_topic_names() {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < kLiveTopicCount; ++i) names.push_back(name_of(static_cast<LiveTopic>(i)));
  return names;
}

std::vector<std::string_view> live_gap_names() {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < kLiveGapWhyCount; ++i)
    names.push_back(name_of(static_cast<LiveGapWhy>(i)));
  return names;
}

void RequestAnswered::measure(Measures& out) const {
  const size_t status_class = static_cast<size_t>(std::clamp(status / 100, 1, 5)) - 1;
  out.count(0, 1, {route, status_class});
  out.observe(1, took, {route});
}

void RequestAnswered::say(LogLine& line) const {
  line.add("method", method);
  line.add("route", route_names()[route]);
  line.add("status", static_cast<uint64_t>(status));
  line.add("took_seconds", took);
  if (!principal.empty()) line.add("principal", principal);
  if (!agent.empty()) line.add("agent", agent);
}

}  // namespace telltale::serve
