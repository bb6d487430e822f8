#include "base/instant.h"

#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace telltale {
namespace {

// Reads characters off the front of a text; every method says whether it found what it wanted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }
  void skip() { text_.remove_prefix(1); }

  bool digits(size_t count, int& value) {
    if (text_.size() < count) return false;
    value = 0;
    for (size_t i = 0; i < count; ++i) {
      const unsigned digit = static_cast<unsigned char>(text_[i]) - '0';
      if (digit > 9) return false;
      value = value * 10 + static_cast<int>(digit);
    }
    text_.remove_prefix(count);
    return true;
  }

  bool literal(char wanted) {
    if (peek() != wanted) return false;
    skip();
    return true;
  }

  // Reads one or more digits as a decimal fraction of a second; digits past the sixth are cut off.
  bool fraction(int64_t& fraction_micros) {
    int64_t value = 0;
    int taken = 0;
    int kept = 0;
    for (; static_cast<unsigned char>(peek() - '0') <= 9 && !at_end(); skip(), ++taken) {
      if (kept == 6) continue;
      value = value * 10 + (peek() - '0');
      ++kept;
    }
    for (; kept < 6; ++kept) value *= 10;
    fraction_micros = value;
    return taken > 0;
  }

 private:
  std::string_view text_;
};

// What a zone or a leap second carries beyond the years that have four digits is no instant.
std::optional<IsoTime> checked(const IsoTime& time) {
  return is_instant(time.micros) ? std::optional(time) : std::nullopt;
}

constexpr bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

// Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms", days_from_civil).
constexpr int64_t days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

struct ClockTime {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int64_t fraction_micros = 0;

  bool is_valid() const { return hour <= 23 && minute <= 59 && second <= 60; }
  int64_t micros() const {
    return ((hour * 60L + minute) * 60 + second) * kMicrosPerSecond + fraction_micros;
  }
};

bool read_clock_time(Scanner& scan, ClockTime& time) {
  if (!scan.digits(2, time.hour) || !scan.literal(':') || !scan.digits(2, time.minute))
    return false;
  if (scan.literal(':')) {
    if (!scan.digits(2, time.second)) return false;
    if ((scan.literal('.') || scan.literal(',')) && !scan.fraction(time.fraction_micros))
      return false;
  }
  return time.is_valid();
}

std::optional<Duration> read_offset(Scanner& scan) {
  const bool negative = scan.peek() == '-';
  if (!negative && scan.peek() != '+') return std::nullopt;
  scan.skip();
  int hours = 0;
  int minutes = 0;
  if (!scan.digits(2, hours)) return std::nullopt;
  const bool colon = scan.literal(':');
  if ((colon || !scan.at_end()) && !scan.digits(2, minutes)) return std::nullopt;
  if (!scan.at_end() || hours > 18 || minutes > 59) return std::nullopt;
  const int64_t total = (hours * 60L + minutes) * 60 * kMicrosPerSecond;
  return Duration{negative ? -total : total};
}

// The form nearly all devices write, `2025-01-31T23:59:59.123Z` with up to six decimals or none.
class UtcForm {
 public:
  explicit UtcForm(std::string_view text) : text_(text) {}

  // Whether the text has the form and is a time; where not, the general reading decides.
  bool read(IsoTime& time) {
    const size_t size = text_.size();
    if (size < 20 || size > 27 || size == 21 || text_[size - 1] != 'Z') return false;
    const bool punctuated = text_[4] == '-' && text_[7] == '-' && text_[10] == 'T' &&
                            text_[13] == ':' && text_[16] == ':' &&
                            (size == 20 || text_[19] == '.');
    const int year = two(0) * 100 + two(2);
    const int month = two(5);
    const int day = two(8);
    ClockTime clock{two(11), two(14), two(17), 0};
    if (size > 20) clock.fraction_micros = decimals(20, size - 21);
    if (!punctuated || !all_digits_ || !clock.is_valid()) return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
      return false;
    time = {days_from_civil(year, month, day) * kMicrosPerDay + clock.micros(), true};
    return is_instant(time.micros);
  }

 private:
  int digit(size_t at) {
    const unsigned value = static_cast<unsigned char>(text_[at]) - unsigned{'0'};
    all_digits_ &= value <= 9;
    return static_cast<int>(value);
  }
  int two(size_t at) { return digit(at) * 10 + digit(at + 1); }
  int decimals(size_t at, size_t count) {
    int value = 0;
    for (size_t i = 0; i < 6; ++i) value = value * 10 + (i < count ? digit(at + i) : 0);
    return value;
  }

  std::string_view text_;
  bool all_digits_ = true;
};

struct DurationUnit {
  std::string_view name;
  int64_t micros;
};
constexpr std::array<DurationUnit, 7> kUnits = {{{"us", 1},
                                                 {"ms", 1'000},
                                                 {"s", kMicrosPerSecond},
                                                 {"min", 60 * kMicrosPerSecond},
                                                 {"h", kMicrosPerHour},
                                                 {"d", kMicrosPerDay},
                                                 {"w", 7 * kMicrosPerDay}}};

}  // namespace

std::optional<IsoTime> parse_iso_time(std::string_view text) {
  IsoTime utc;
  if (UtcForm(text).read(utc)) return utc;
  Scanner scan(text);
  int year = 0;
  int month = 0;
  int day = 0;
  if (!scan.digits(4, year) || !scan.literal('-') || !scan.digits(2, month) || !scan.literal('-') ||
      !scan.digits(2, day))
    return std::nullopt;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  IsoTime time{days_from_civil(year, month, day) * kMicrosPerDay, false};
  if (scan.at_end()) return time;
  if (!scan.literal('T') && !scan.literal(' ') && !scan.literal('t')) return std::nullopt;
  ClockTime clock;
  if (!read_clock_time(scan, clock)) return std::nullopt;
  time.micros += clock.micros();
  if (scan.at_end()) return checked(time);
  time.has_zone = true;
  if (scan.literal('Z') || scan.literal('z')) return scan.at_end() ? checked(time) : std::nullopt;
  const std::optional<Duration> offset = read_offset(scan);
  if (!offset) return std::nullopt;
  time.micros -= offset->count();
  return checked(time);
}

std::optional<Duration> parse_zone(std::string_view text) {
  if (text == "Z" || text == "UTC") return Duration{0};
  Scanner scan(text);
  return read_offset(scan);
}

std::optional<Duration> parse_duration(std::string_view text) {
  int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || count < 0) return std::nullopt;
  std::string_view unit(rest, static_cast<size_t>(end - rest));
  if (unit.empty()) unit = "s";
  for (const DurationUnit& known : kUnits) {
    if (unit != known.name) continue;
    if (count > std::numeric_limits<int64_t>::max() / known.micros) return std::nullopt;
    return Duration{count * known.micros};
  }
  return std::nullopt;
}

std::string format_instant(Instant instant) {
  const CivilDay day = civil_day(instant);
  const int64_t total = micros(instant);
  const int64_t in_day = total - day_number(total) * kMicrosPerDay;
  const int64_t seconds = in_day / kMicrosPerSecond;
  const int64_t fraction = in_day % kMicrosPerSecond;
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", day.year, day.month,
                                 day.day, seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction % 1000 != 0) {
    text += fmt::format(".{:06}", fraction);
  } else if (fraction != 0) {
    text += fmt::format(".{:03}", fraction / 1000);
  }
  return text + "Z";
}

std::string format_duration(Duration duration) {
  int64_t left = duration.count();
  if (left < 0) return "-" + format_duration(-duration);
  std::string text;
  constexpr std::array<DurationUnit, 6> kParts = {{{"d", kMicrosPerDay},
                                                   {"h", kMicrosPerHour},
                                                   {"min", 60 * kMicrosPerSecond},
                                                   {"s", kMicrosPerSecond},
                                                   {"ms", 1'000},
                                                   {"us", 1}}};
  int parts = 0;
  for (const DurationUnit& part : kParts) {
    const int64_t count = left / part.micros;
    left %= part.micros;
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : " ", count, part.name);
    if (++parts == 2) break;
  }
  return text.empty() ? "0 s" : text;
}

int64_t day_number(int64_t micros_since_epoch) {
  const int64_t days = micros_since_epoch / kMicrosPerDay;
  return micros_since_epoch % kMicrosPerDay < 0 ? days - 1 : days;
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
CivilDay civil_day(Instant instant) {
  const int64_t shifted = day_number(micros(instant)) + 719'468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(month_index < 10 ? month_index + 3 : month_index - 9);
  return {static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0), month,
          static_cast<int>(day_of_year - (153 * month_index + 2) / 5 + 1)};
}

}  // namespace telltale
