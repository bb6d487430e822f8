#include "simulate/weather.h"

#include <cmath>
#include <string_view>

#include <catch2/catch.hpp>

#include "base/instant.h"
#include "simulate/site_map.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kJanuary = 1'735'689'600'000'000;  // 2025-01-01
constexpr int64_t kJuly = kJanuary + 181 * kMicrosPerDay;

size_t site_named(std::string_view name) {
  for (size_t i = 0; i < site_map().size(); ++i) {
    if (site_map()[i].name == name) return i;
  }
  FAIL("no such site");
  return 0;
}

// The mean over 30 days of what is read at one hour of the site's sun.
double mean_at(size_t site, int64_t first_day, double solar_hour) {
  double sum = 0;
  for (int64_t day = 0; day < 30; ++day) {
    const double utc = solar_hour - site_map()[site].longitude / 15;
    const int64_t micros =
        first_day + day * kMicrosPerDay + static_cast<int64_t>(utc * kMicrosPerHour);
    sum += weather_at(5, site, micros).temperature;
  }
  return sum / 30;
}

TEST_CASE("afternoons are warmer than nights, everywhere") {
  for (size_t site = 0; site < site_map().size(); ++site)
    CHECK(mean_at(site, kJanuary, 14) > mean_at(site, kJanuary, 3) + 2);
}

TEST_CASE("July is summer in the north and winter in the south") {
  const size_t berlin = site_named("Berlin");
  const size_t sydney = site_named("Sydney");
  CHECK(mean_at(berlin, kJuly, 12) > mean_at(berlin, kJanuary, 12) + 10);
  CHECK(mean_at(sydney, kJuly, 12) < mean_at(sydney, kJanuary, 12) - 5);
}

TEST_CASE("days are short in the northern winter and long in its summer") {
  const size_t helsinki = site_named("Helsinki");
  const auto daylight = [&](int64_t day) {
    double sum = 0;
    for (int64_t hour = 0; hour < 24; ++hour)
      sum += weather_at(5, helsinki, day + hour * kMicrosPerHour).daylight;
    return sum;
  };
  CHECK(daylight(kJanuary) < 9);
  CHECK(daylight(kJuly) > 15);
}

TEST_CASE("a map of the weather says the same wherever it begins") {
  WeatherMap map(77);
  for (size_t site = 0; site < 3; ++site) {
    for (int64_t step = 0; step < 500; ++step) {
      const int64_t micros = kJanuary + step * 47 * kMicrosPerSecond;
      WeatherMap fresh(77);
      CHECK(map.at(site, micros).temperature == fresh.at(site, micros).temperature);
      CHECK(map.at(site, micros).vapour == fresh.at(site, micros).vapour);
    }
  }
}

TEST_CASE("the weather of a site never jumps") {
  WeatherMap map(78);
  double before = map.at(0, kJanuary).temperature;
  for (int64_t minute = 1; minute < 10'000; ++minute) {
    const double now = map.at(0, kJanuary + minute * 60 * kMicrosPerSecond).temperature;
    CHECK(std::abs(now - before) < 0.15);
    before = now;
  }
}

}  // namespace
}  // namespace telltale::simulate
