#include "detect/phrases.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr int kDecimalsMax = 9;
constexpr double kSecondsMax = 9e12;  // what a Duration holds

std::string with_unit(std::string number, const Naming& naming) {
  if (!naming.unit.empty()) number += fmt::format(" {}", naming.unit);
  return number;
}

// Both bounds and the value are written alike, fine enough for the interval.
struct Written {
  std::string value;
  std::string usual;
};
Written write(double value, const Interval& usual, const Naming& naming) {
  const double spread =
      usual.high > usual.low ? usual.high - usual.low : std::abs(value - usual.low);
  const auto text = [&](double x) { return format_number(x, spread, naming.resolution); };
  const std::string low = text(usual.low);
  const std::string high = text(usual.high);
  return {with_unit(text(value), naming),
          with_unit(low == high ? low : fmt::format("{} to {}", low, high), naming)};
}

// A duration of seconds in words, rounded so that two units say it.
std::string in_words(double seconds) {
  seconds = std::min(seconds, kSecondsMax);
  const double micros_per = seconds >= 10 ? 1e6 : 1e3;
  const double rounded = std::floor(seconds * 1e6 / micros_per + 0.5) * micros_per;
  return format_duration(Duration{static_cast<int64_t>(rounded)});
}

std::string_view after_the_value(Channel channel) {
  switch (channel) {
    case kChange16:
      return " expected after the readings before it";
    case kForecastMiss:
      return " expected from the last three readings";
    case kDayMiss:
      return " expected at this time of day";
    default:
      return " expected";
  }
}

int rows_of(Channel channel) {
  return kChannels[channel].span;
}

// A word for the side on which the value lies.
std::string_view side(const Phrase& phrase, std::string_view above, std::string_view below) {
  return phrase.value > phrase.usual.high || phrase.usual.low >= phrase.usual.high ? above : below;
}

std::string describe_average(const Phrase& phrase, const Written& written, const Naming& naming) {
  return fmt::format("{} of {} has drifted to {} on average over about {} readings: {} expected",
                     naming.signal, naming.device, written.value, rows_of(phrase.channel),
                     written.usual);
}

std::string describe_drift(const Phrase& phrase, const Written& written, const Naming& naming) {
  return fmt::format("{} of {} is {} unusually: {} from its longer mean, {} expected",
                     naming.signal, naming.device, side(phrase, "rising", "falling"), written.value,
                     written.usual);
}

std::string describe_swing(const Phrase& phrase, const Written& written, const Naming& naming) {
  return fmt::format("{} of {} moves {} than usual: {} from one reading to the next, {} expected",
                     naming.signal, naming.device, side(phrase, "more", "less"), written.value,
                     written.usual);
}

std::string describe_spread(const Phrase& phrase, const Written& written, const Naming& naming) {
  return fmt::format("{} of {} scatters {} than usual: by {} around its mean, {} expected",
                     naming.signal, naming.device, side(phrase, "more", "less"), written.value,
                     written.usual);
}

std::string describe_miss(const Phrase& phrase, const Written& written, const Naming& naming) {
  const std::string_view whence =
      kChannels[phrase.channel].family == kTimeOfDay ? "time of day" : "last readings";
  return fmt::format("{} of {} is not what its {} let expect: {} away on average, {} expected",
                     naming.signal, naming.device, whence, written.value, written.usual);
}

}  // namespace

std::string format_number(double value, double width, double resolution) {
  const auto decimals_for = [](double size) {
    return static_cast<int>(-std::floor(math::log10(size)));
  };
  int decimals = width > 0 ? decimals_for(width) + 1 : 3;
  if (resolution > 0) decimals = std::min(decimals, std::max(0, decimals_for(resolution * 1.0001)));
  decimals = std::clamp(decimals, 0, kDecimalsMax);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::string describe(const Phrase& phrase, const Naming& naming) {
  const Written written = write(phrase.value, phrase.usual, naming);
  switch (phrase.channel) {
    case kLevel4:
    case kLevel16:
    case kLevel64:
      return describe_average(phrase, written, naming);
    case kChange64:
    case kChange256:
      return describe_drift(phrase, written, naming);
    case kSwing4:
    case kSwing16:
    case kSwing64:
      return describe_swing(phrase, written, naming);
    case kSpread32:
      return describe_spread(phrase, written, naming);
    case kForecastSize:
    case kDayMean:
    case kDaySize:
      return describe_miss(phrase, written, naming);
    default:
      return fmt::format("{} {} of {} is unusual: {}{}", naming.signal, written.value,
                         naming.device, written.usual, after_the_value(phrase.channel));
  }
}

std::string describe(const std::vector<Contribution>& contributions) {
  if (contributions.empty()) return "";
  std::string text =
      fmt::format("; mostly {} ({:.2f})", contributions[0].channel, contributions[0].share);
  if (contributions.size() > 1) {
    text += fmt::format(" and {} ({:.2f})", contributions[1].channel, contributions[1].share);
  }
  return text;
}

std::string describe(const RangeFacts& facts, const Naming& naming) {
  const Written written = write(facts.value, facts.seen, naming);
  return fmt::format("{} {} of {} is far {} all that was ever seen of it: {} so far", naming.signal,
                     written.value, naming.device,
                     facts.value > facts.seen.high ? "above" : "below", written.usual);
}

std::string describe(const StuckFacts& facts, const Naming& naming) {
  const double width = facts.usual.high - facts.usual.low;
  const std::string value = with_unit(format_number(facts.value, width, naming.resolution), naming);
  const double seconds = seconds_between(facts.since_micros, facts.now_micros);
  const std::string time = seconds > 0 ? fmt::format(" for {}", in_words(seconds)) : "";
  const std::string before =
      facts.longest_rows == 0
          ? "until now every one differed from the one before"
          : fmt::format("until now at most {} in a row were the same", facts.longest_rows + 1);
  return fmt::format("{} of {} is stuck at {}{}: {} readings in a row are the same, {}",
                     naming.signal, naming.device, value, time, facts.rows + 1, before);
}

std::string describe(const GapFacts& facts, const Naming& naming) {
  const double silence = seconds_between(facts.last_micros, facts.now_micros);
  return fmt::format(
      "no {} came from {} for {}: it reports every {}, and the longest silence before was {}",
      naming.signal, naming.device, in_words(silence), in_words(facts.typical_seconds),
      in_words(facts.longest_seconds));
}

std::string describe(const SilenceFacts& facts, std::string_view device) {
  return fmt::format(
      "nothing came from {} for {}: it reports every {}, and the longest silence before was {}",
      device, in_words(facts.silent_seconds), in_words(facts.typical_seconds),
      in_words(facts.longest_seconds));
}

}  // namespace telltale::detect
