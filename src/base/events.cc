#include "base/events.h"

namespace telltale {
namespace {

std::vector<const MetricSpec*> specs_of(std::span<const EventKind* const> kinds) {
  std::vector<const MetricSpec*> specs;
  for (const EventKind* kind : kinds) {
    for (const MetricSpec& spec : kind->metrics) {
      if (!spec.name.empty()) specs.push_back(&spec);
    }
  }
  return specs;
}

}  // namespace

Events::Events(std::span<const EventKind* const> kinds, std::vector<std::string> lakes, Log* log)
    : lakes_(std::move(lakes)), metrics_(specs_of(kinds), lakes_), log_(log) {
  size_t first = 0;
  for (const EventKind* kind : kinds) {
    first_metric_[kind] = first;
    for (const MetricSpec& spec : kind->metrics) first += !spec.name.empty();
  }
}

uint64_t Events::count_of(const EventKind& kind) const {
  const auto known = first_metric_.find(&kind);
  return known == first_metric_.end() ? 0 : metrics_.total(known->second);
}

}  // namespace telltale
