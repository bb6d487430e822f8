#include "serve/expected_band.h"

#include <algorithm>

#include <fmt/format.h>

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

int judged_signals(const Schema& schema, JudgeTier most) {
  int judged = 0;
  for (size_t i = 0; i < schema.signal_count(); ++i)
    judged += std::min(schema.fields[i].judge, most) != JudgeTier::kOff;
  return judged;
}

}  // namespace

JudgedSignal judged_signal(const Catalog& catalog, const std::string& column) {
  const JudgeTier most = catalog.epoch().begun.judge;
  JudgedSignal found;
  for (const Catalog::KnownSchema& known : catalog.schemas()) {
    for (const Field& field : known.schema->fields) {
      if (field.role != FieldRole::kSignal || field.lake_name() != column) continue;
      const int judged = judged_signals(*known.schema, most);
      found = {std::min(field.judge, most), field.resolution, std::max(1, judged)};
    }
  }
  return found;
}

void wish_for_band(double interval_seconds, SeriesWish& wish) {
  const double seconds = interval_seconds > 0 ? interval_seconds : kUsualSeconds;
  const double before = std::min(seconds * static_cast<double>(kReplayedBefore), kBeforeSecondsMax);
  const double expected = static_cast<double>(wish.to - wish.from) / 1e6 / seconds;
  wish.readings_max = kReplayedMax;
  // Of a long window it is known before that there will be none: nothing before it is read.
  const bool is_long = expected > static_cast<double>(kReplayedMax);
  wish.readings_from = is_long ? wish.from : wish.from - static_cast<int64_t>(before * 1e6);
}

ExpectedBand expected_band(const JudgedSignal& signal, const SeriesWish& wish,
                           const SeriesFound& found) {
  ExpectedBand band;
  if (signal.tier == JudgeTier::kOff) {
    band.missing = "the signal is not judged";
  } else if (!found.has_all_readings &&
             (found.readings.empty() || found.readings.front().time >= wish.from)) {
    band.missing =
        fmt::format("more than {} readings are in this time: ask for a shorter one", kReplayedMax);
  }
  if (!band.missing.empty()) return band;
  std::vector<BandSum> sums(found.buckets.size());
  replay(signal, wish, found, sums);
  for (const BandSum& sum : sums) band.buckets.push_back(sum.mean());
  band.learned_from = found.readings.empty() ? wish.from : found.readings.front().time;
  return band;
}

}  // namespace telltale::serve
