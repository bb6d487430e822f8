#include "serve/expected_band.h"

#include <algorithm>

#include <fmt/format.h>

#include "detect/judged_schema.h"
#include "detect/series_replay.h"

namespace telltale::serve {
namespace {

constexpr double kUsualSeconds = 60;                  // where nobody knows better
constexpr double kBeforeSecondsMax = 183.0 * 86'400;  // there is a file for each day

// Sums of the ends of a bucket's readings.
struct BandSum {
  double low = 0;
  double high = 0;
  uint64_t readings = 0;

  void add(const detect::Interval& expected) {
    low += expected.low;
    high += expected.high;
    ++readings;
  }
  std::optional<BandBucket> mean() const {
    if (readings == 0) return std::nullopt;
    return BandBucket{low / static_cast<double>(readings), high / static_cast<double>(readings)};
  }
};

// Judges all readings, the oldest first, and sums up what was expected of those in a bucket.
void replay(const JudgedSignal& signal, const SeriesWish& wish, const SeriesFound& found,
            std::vector<BandSum>& sums) {
  SeriesReplay judge({signal.tier, signal.resolution, signal.signals});
  size_t place = 0;
  for (const SignalReading& reading : found.readings) {
    const auto expected = judge.next({reading.time, reading.value});
    if (reading.time < wish.from || !expected) continue;
    const auto number = static_cast<uint32_t>((reading.time - wish.from) / found.step);
    while (found.buckets[place].number < number) ++place;
    sums[place].add(*expected);
  }
}

}  // namespace

JudgedSignal judged_signal(const Catalog& catalog, const std::string& column,
                           const SeriesFound& found) {
  const Catalog::KnownSchema* known = catalog.schema(found.schema, found.schema_version);
  if (known == nullptr) return {};
  const JudgeTier most = catalog.epoch().begun.judge;
  for (const Field& field : known->schema->fields) {
    if (field.role != FieldRole::kSignal || field.lake_name() != column) continue;
    return {tier_of(field, most), field.resolution, judged_signals(*known->schema, most)};
  }
  return {};
}

void wish_for_band(double interval_seconds, SeriesWish& wish) {
  const double seconds = interval_seconds > 0 ? interval_seconds : kUsualSeconds;
  const double before = std::min(seconds * static_cast<double>(kReplayedBefore), kBeforeSecondsMax);
  wish.readings_max = kReplayedMax + 1;  // of the window; one more tells that it has more
  wish.readings_from = wish.from - static_cast<int64_t>(before * 1e6);
}

ExpectedBand expected_band(const JudgedSignal& signal, const SeriesWish& wish,
                           const SeriesFound& found) {
  ExpectedBand band;
  const auto is_shown = [&](const SignalReading& reading) { return reading.time >= wish.from; };
  const auto shown = std::count_if(found.readings.begin(), found.readings.end(), is_shown);
  if (!found.schema.empty() && signal.tier == JudgeTier::kOff) {
    band.missing = "the signal is not judged";
  } else if (static_cast<size_t>(shown) > kReplayedMax) {
    band.missing =
        fmt::format("more than {} readings are in this time: ask for a shorter one", kReplayedMax);
  }
  if (!band.missing.empty()) return band;
  std::vector<BandSum> sums(found.buckets.size());
  if (!found.readings.empty()) replay(signal, wish, found, sums);
  for (const BandSum& sum : sums) band.buckets.push_back(sum.mean());
  band.learned_from = found.readings.empty() ? wish.from : found.readings.front().time;
  return band;
}

}  // namespace telltale::serve
