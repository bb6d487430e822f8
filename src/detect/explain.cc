#include "detect/explain.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/math.h"
#include "detect/phrases.h"

namespace telltale::detect {
namespace {

constexpr std::array<Channel, 4> kValueChannels = {kLevel1, kChange16, kForecastMiss, kDayMiss};
constexpr std::string_view kStuckChannel = "stuck";
constexpr std::string_view kRangeChannel = "range";
constexpr std::string_view kGapChannel = "gap";

double centre_of(const Judged& judged, Channel channel) {
  switch (channel) {
    case kChange16:
      return judged.anchor + judged.channels.before16;
    case kForecastMiss:
      return judged.anchor + judged.channels.forecast;
    case kDayMiss:
      return judged.anchor + judged.channels.day_level;
    default:
      return kChannels[channel].family == kLevel ? judged.anchor : 0;
  }
}

// A side that was never entered is open; then the value itself is the bound.
Interval interval_of(const Judged& judged, Channel channel) {
  const double centre = centre_of(judged, channel);
  const double value = judged.channels.value[channel];
  const TailCode high = judged.high_entry[channel];
  const TailCode low = judged.low_entry[channel];
  const double top = high == kNoCode ? value : static_cast<double>(decode(high));
  const bool is_open = low == kNoCode || low == kNeverCode;
  const double bottom = is_open ? std::min(0.0, value) : -static_cast<double>(decode(low));
  return {centre + std::min(bottom, top), centre + std::max(bottom, top)};
}

bool is_closed(const Judged& judged, Channel channel) {
  const TailCode low = judged.low_entry[channel];
  return judged.channels.has(channel) && judged.high_entry[channel] != kNoCode && low != kNoCode &&
         low != kNeverCode;
}

template <typename Channels>
Channel strongest(const Judged& judged, const Channels& channels) {
  return *std::max_element(channels.begin(), channels.end(), [&](Channel a, Channel b) {
    return judged.evidence[a] < judged.evidence[b];
  });
}

Channel strongest_of_all(const Judged& judged) {
  std::array<Channel, kChannelCount> all{};
  for (int i = 0; i < kChannelCount; ++i) all[i] = static_cast<Channel>(i);
  return strongest(judged, all);
}

// Shares in proportion to the pooled evidence of the families, largest first.
std::vector<Contribution> contributions_of(const Judged& judged, double score) {
  double total = 0;
  for (const float family : judged.family) total += static_cast<double>(family);
  std::vector<Contribution> shares;
  for (int i = 0; i < kFamilyCount; ++i) {
    if (judged.family[i] > 0)
      shares.push_back({kFamilyNames[i], score * static_cast<double>(judged.family[i]) / total});
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const Contribution& a, const Contribution& b) { return a.share > b.share; });
  return shares;
}

Anomaly make_anomaly(AnomalyKind kind, double score, double value, const Interval& usual) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.score = score;
  anomaly.value = value;
  anomaly.expected_low = usual.low;
  anomaly.expected_high = usual.high;
  anomaly.nearest_usual = std::clamp(value, usual.low, usual.high);
  return anomaly;
}

}  // namespace

Interval usual_interval(const Judged& judged) {
  return interval_of(judged, strongest(judged, kValueChannels));
}

Interval expected_interval(const Judged& judged) {
  Interval left = interval_of(judged, kLevel1);
  Interval narrowest = left;
  for (const Channel channel : kValueChannels) {
    if (!is_closed(judged, channel)) continue;
    const Interval own = interval_of(judged, channel);
    left = {std::max(left.low, own.low), std::min(left.high, own.high)};
    if (own.high - own.low < narrowest.high - narrowest.low) narrowest = own;
  }
  return left.low <= left.high ? left : narrowest;
}

Anomaly explain_unusual(const Judged& judged, double score, const Naming& naming) {
  const Channel of_value = strongest(judged, kValueChannels);
  const bool is_outside = judged.evidence[of_value] > 0;
  const Channel told = is_outside ? of_value : strongest_of_all(judged);
  Anomaly anomaly =
      make_anomaly(AnomalyKind::kUnusual, score, judged.value, usual_interval(judged));
  anomaly.start_micros = judged.time_micros;
  anomaly.contributions = contributions_of(judged, score);
  Phrase phrase{told, judged.value, interval_of(judged, told)};
  if (!is_outside) phrase.value = centre_of(judged, told) + judged.channels.value[told];
  anomaly.reason = describe(phrase, naming) + describe(anomaly.contributions);
  return anomaly;
}

Anomaly explain_range(const RangeFacts& facts, double score, const Naming& naming) {
  Anomaly anomaly = make_anomaly(AnomalyKind::kRange, score, facts.value, facts.seen);
  anomaly.start_micros = facts.time_micros;
  anomaly.contributions = {{kRangeChannel, score}};
  anomaly.reason = describe(facts, naming);
  return anomaly;
}

Anomaly explain_stuck(const StuckFacts& facts, double score, const Naming& naming) {
  Anomaly anomaly = make_anomaly(AnomalyKind::kStuck, score, facts.value, facts.usual);
  anomaly.start_micros = facts.since_micros;
  anomaly.contributions = {{kStuckChannel, score}};
  anomaly.reason = describe(facts, naming);
  return anomaly;
}

Anomaly explain_gap(const GapFacts& facts, double score, const Naming& naming) {
  const double silence = seconds_between(facts.last_micros, facts.now_micros);
  Anomaly anomaly = make_anomaly(AnomalyKind::kGap, score, silence, {0, facts.longest_seconds});
  anomaly.start_micros = facts.last_micros;
  anomaly.contributions = {{kGapChannel, score}};
  anomaly.reason = describe(facts, naming);
  return anomaly;
}

Anomaly explain_silence(const SilenceFacts& facts, double score, std::string_view device) {
  Anomaly anomaly =
      make_anomaly(AnomalyKind::kGap, score, facts.silent_seconds, {0, facts.longest_seconds});
  anomaly.start_micros = facts.last_micros;
  anomaly.contributions = {{kGapChannel, score}};
  anomaly.reason = describe(facts, device);
  return anomaly;
}

}  // namespace telltale::detect
