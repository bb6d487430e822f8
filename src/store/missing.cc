#include "store/missing.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "store/retention_policy.h"
#include "store/rollup_table.h"

namespace telltale {
namespace {

bool meets(const std::optional<RangeOf<int64_t>>& range, std::optional<int64_t> since,
           std::optional<int64_t> until) {
  if (!range) return true;
  return (!since || range->most >= *since) && (!until || range->least < *until);
}

bool is_missing(const Departure& left, CommitId as_of, const AskedRows& asked) {
  return left.by > as_of && left.commits.least <= std::min(as_of, asked.up_to.value_or(as_of)) &&
         left.commits.most > asked.after && meets(left.bounds.times, asked.since, asked.until) &&
         meets(left.bounds.received, asked.received_since, asked.received_until);
}

std::string from_to(const RangeOf<int64_t>& range) {
  if (!is_instant(range.least) || !is_instant(range.most)) return "";
  return fmt::format(" from {} to {}", format_instant(instant_of(range.least)),
                     format_instant(instant_of(range.most)));
}

std::string times_of(const RowBounds& bounds) {
  if (bounds.times) return " (event times" + from_to(*bounds.times) + ")";
  return bounds.received ? " (received" + from_to(*bounds.received) + ")" : "";
}

Status not_told(const LakeAt& lake, std::string_view name, const std::string& why) {
  return Status::invalid(fmt::format("cannot look at {} as of commit {}: {}", name,
                                     static_cast<uint64_t>(lake.commit()), why));
}

// Buckets that began before this had left with the sums, or nothing that can be told.
std::optional<int64_t> gone_before(const LakeAt& lake, Table table, const Departure& left) {
  if (left.bounds.times) return left.bounds.times->most + bucket_of(table);
  // Of the first programs that let go; what left later is known.
  const int64_t horizon = RetentionPolicy(lake.catalog, lake.view.time).horizons(table).least;
  const bool is_only = lake.view.departures_of(table).size() == 1;
  if (!is_only || horizon == std::numeric_limits<int64_t>::min()) return std::nullopt;
  return horizon;
}

// Whether sums stayed of buckets before those whose sums had left: one commit takes no more than it
// can, in the order of the files, which is not that of their times.
bool have_sums_stayed(const LakeAt& lake, Table table, const GoneSums& gone) {
  const Departures& departures = lake.view.departures_of(table);
  const auto left_later = [&](const Departure& left) {
    return left.by > lake.commit() && left.commits.least < gone.by &&
           meets(left.bounds.times, std::nullopt, gone.before);
  };
  const auto is_there = [&](const LiveFile& file) {
    return file.entry.table == table && file.commits().least < gone.by &&
           (!file.entry.has_times() || file.entry.time_min < gone.before);
  };
  return std::any_of(departures.begin(), departures.end(), left_later) ||
         std::any_of(lake.view.files.begin(), lake.view.files.end(), is_there);
}

// Whether sums of such buckets left since; of whichever commits they were written, they may have
// been of readings of then.
bool have_sums_left(const LakeAt& lake, Table table, int64_t before) {
  const Departures& departures = lake.view.departures_of(table);
  return std::any_of(departures.begin(), departures.end(), [&](const Departure& left) {
    return left.by > lake.commit() && meets(left.bounds.times, std::nullopt, before);
  });
}

}  // namespace

std::optional<Departure> find_missing(const LakeAt& lake, Table table, const AskedRows& asked) {
  std::optional<Departure> missing;
  for (const Departure& left : lake.view.departures_of(table)) {
    if (!is_missing(left, lake.commit(), asked)) continue;
    missing = missing ? joined(*missing, left) : left;
  }
  return missing;
}

Status check_told(const LakeAt& lake, Table table, std::string_view name, const AskedRows& asked) {
  const std::optional<Departure> missing = find_missing(lake, table, asked);
  if (!missing) return {};
  return not_told(
      lake, name,
      fmt::format("rows whose time was over left the lake with commit {}{}: name that or a later "
                  "one",
                  static_cast<uint64_t>(missing->by), times_of(missing->bounds)));
}

std::vector<GoneSums> sums_gone_before(const LakeAt& lake, Table table) {
  std::vector<GoneSums> gone;
  for (const Departure& left : lake.view.departures_of(table)) {
    const std::optional<int64_t> before = gone_before(lake, table, left);
    if (left.by <= lake.commit() && before) gone.push_back({left.by, left.summed_to, *before});
  }
  return gone;
}

// A file of sums says of which commits they were written: those of later ones may be of readings
// that were not there.
std::optional<int64_t> sums_stand_before(const LakeAt& lake, Table table) {
  std::optional<int64_t> newest;  // of readings that left
  for (const Departure& left : lake.view.departures_of(Table::kDeviceMetrics)) {
    if (!left.bounds.times) return std::nullopt;
    newest = std::max(newest.value_or(left.bounds.times->most), left.bounds.times->most);
  }
  if (!newest) return std::nullopt;
  const int64_t before = bucket_begin(*newest, bucket_of(table)) + bucket_of(table);
  const bool stands =
      std::none_of(lake.view.files.begin(), lake.view.files.end(), [&](const LiveFile& file) {
        return file.entry.table == table && file.commits().most > lake.commit() &&
               (!file.entry.has_times() || file.entry.time_min < before);
      });
  if (!stands || have_sums_left(lake, table, before)) return std::nullopt;
  return before;
}

// Sums outlive their readings: where readings had left by then, the sums said more.
Status check_summed_again(const LakeAt& lake, Table table) {
  if (lake.view.rolled_up_of(table) == CommitId{0}) return {};
  const std::vector<GoneSums> gone = sums_gone_before(lake, table);
  const auto is_past = [&](const Departure& left) { return left.by <= lake.commit(); };
  const Departures& sums = lake.view.departures_of(table);
  const RangeOf<int64_t> horizons = RetentionPolicy(lake.catalog, lake.view.time).horizons(table);
  const auto have_stayed = [&](const GoneSums& one) { return have_sums_stayed(lake, table, one); };
  if (std::count_if(sums.begin(), sums.end(), is_past) > static_cast<std::ptrdiff_t>(gone.size()) ||
      (!gone.empty() && horizons.least != horizons.most) ||
      std::any_of(gone.begin(), gone.end(), have_stayed)) {
    return not_told(lake, name_of(table),
                    "which sums had left by then is not known: name a later one");
  }
  const bool stand = sums_stand_before(lake, table).has_value();
  for (const Departure& left : lake.view.departures_of(Table::kDeviceMetrics)) {
    const bool left_too = std::any_of(gone.begin(), gone.end(), [&](const GoneSums& one) {
      return left.bounds.times && left.bounds.times->most < one.before &&
             left.commits.most <= one.summed_to;
    });
    if (!is_past(left) || left_too || stand) continue;
    return not_told(
        lake, name_of(table),
        fmt::format("it summed readings whose time was over by commit {}{}, and later ones since: "
                    "ask device_metrics, or name commit {} or a later one",
                    static_cast<uint64_t>(left.by), times_of(left.bounds),
                    static_cast<uint64_t>(
                        std::max(lake.view.rolled_up_of(table), lake.view.expired_of(table)))));
  }
  return {};
}

}  // namespace telltale
