#include "store/departure.h"

#include <algorithm>

#include "store/commit_json.h"

namespace telltale {
namespace {

// Of a table; in years of one a day, what is older than two months is told less exactly.
constexpr size_t kKept = 64;

void widen(const std::optional<RangeOf<int64_t>>& by, std::optional<RangeOf<int64_t>>& range) {
  if (!by) range.reset();
  if (range) *range = {std::min(range->least, by->least), std::max(range->most, by->most)};
}

}  // namespace

Departure joined(const Departure& older, const Departure& newer) {
  Departure both = newer;
  both.commits = {std::min(older.commits.least, newer.commits.least),
                  std::max(older.commits.most, newer.commits.most)};
  widen(older.bounds.times, both.bounds.times);
  widen(older.bounds.received, both.bounds.received);
  return both;
}

void add_departure(const Departure& departure, Departures& departures) {
  departures.push_back(departure);
  if (departures.size() <= kKept) return;
  departures[1] = joined(departures[0], departures[1]);
  departures.erase(departures.begin());
}

void widen(const RowBounds& by, std::optional<RowBounds>& bounds) {
  if (!bounds) bounds = by;
  widen(by.times, bounds->times);
  widen(by.received, bounds->received);
}

RowBounds bounds_of(const FileEntry& entry) {
  RowBounds bounds;
  if (entry.has_times()) bounds.times = {entry.time_min, entry.time_max};
  bounds.received = entry.received;
  return bounds;
}

Json to_json(const Departures& departures) {
  Json::Array list;
  for (const Departure& departure : departures) {
    Json json = to_json(departure.bounds);
    json.add("by", static_cast<uint64_t>(departure.by));
    json.add("commits", Json::Array{static_cast<uint64_t>(departure.commits.least),
                                    static_cast<uint64_t>(departure.commits.most)});
    json.add("summed_to", static_cast<uint64_t>(departure.summed_to));
    list.push_back(std::move(json));
  }
  return Json(std::move(list));
}

Result<Departures> read_departures(const Json& json) {
  const Json::Array* list = json.if_array();
  if (list == nullptr) return Status::corrupt("cannot read checkpoint: what left is no list");
  Departures departures;
  for (const Json& one : *list) {
    const JsonFields fields(one, "checkpoint");
    Departure departure;
    departure.by = CommitId{TRY(fields.uint_at("by"))};
    departure.commits = TRY(read_commit_range(fields));
    departure.summed_to = CommitId{TRY(fields.uint_at("summed_to"))};
    departure.bounds = TRY(read_row_bounds(one));
    departures.push_back(departure);
  }
  return departures;
}

}  // namespace telltale
