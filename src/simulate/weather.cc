#include "simulate/weather.h"

#include "base/instant.h"
#include "simulate/exact_math.h"
#include "simulate/noise.h"
#include "simulate/site_map.h"
#include "simulate/vapour.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kGrid = 300 * kMicrosPerSecond;
constexpr double kYearDays = 365.25;

double days_of(int64_t micros) {
  return static_cast<double>(micros) / static_cast<double>(kMicrosPerDay);
}

// Passing fronts: days long, with shorter swings on top; weak where the seasons are.
double fronts(uint64_t key, const Site& site, int64_t micros) {
  const double season = site.season < 0 ? -site.season : site.season;
  const double strength = 0.3 + season / 15;
  return strength * (5 * smooth_noise(derive(key, 1), micros, 61 * kMicrosPerHour) +
                     1.6 * smooth_noise(derive(key, 2), micros, 11 * kMicrosPerHour));
}

// How high the sun stands, as the sine of its elevation (declination by one sine of the year).
double sun_height(const Site& site, double days, double solar) {
  const double tilt = 23.44 / 360 * sine_of_turn((days - 81) / kYearDays);
  const double place = site.latitude / 360;
  return sine_of_turn(place) * sine_of_turn(tilt) +
         cosine_of_turn(place) * cosine_of_turn(tilt) * cosine_of_turn(solar - 0.5);
}

double between(double from, double to, double part) {
  return from + (to - from) * part;
}

}  // namespace

Weather weather_at(uint64_t site_key, size_t site, int64_t micros) {
  const Site& place = site_map()[site];
  const double days = days_of(micros);
  const double solar = days + place.longitude / 360;  // whole at the sun's midnight
  Weather weather;
  weather.cloud =
      clamped(0.5 + 0.8 * smooth_noise(derive(site_key, 3), micros, 19 * kMicrosPerHour), 0, 1);
  weather.temperature_slow = place.mean + place.season * cosine_of_turn((days - 200) / kYearDays) +
                             fronts(site_key, place, micros);
  const double clear = 1 - 0.55 * weather.cloud;
  weather.temperature = weather.temperature_slow +
                        place.day * clear * cosine_of_turn(solar - 15.0 / 24) +
                        0.3 * smooth_noise(derive(site_key, 4), micros, 50 * 60 * kMicrosPerSecond);
  const double dew = weather.temperature_slow - place.dryness * (1.2 - 0.5 * weather.cloud) +
                     1.5 * smooth_noise(derive(site_key, 5), micros, 31 * kMicrosPerHour);
  const double dew_most = weather.temperature - 0.3;
  weather.vapour = saturation_pressure(dew < dew_most ? dew : dew_most);
  weather.daylight = clamped(0.5 + 4 * sun_height(place, days, solar), 0, 1);
  return weather;
}

WeatherMap::WeatherMap(uint64_t key) : stretches_(site_map().size()) {
  for (size_t site = 0; site < stretches_.size(); ++site) keys_.push_back(derive(key, site));
}

void WeatherMap::move(size_t site, int64_t index) {
  Stretch& stretch = stretches_[site];
  stretch.from =
      index == stretch.index + 1 ? stretch.to : weather_at(keys_[site], site, index * kGrid);
  stretch.to = weather_at(keys_[site], site, (index + 1) * kGrid);
  stretch.index = index;
}

Weather WeatherMap::at(size_t site, int64_t micros) {
  const int64_t index = micros / kGrid;
  Stretch& stretch = stretches_[site];
  if (index != stretch.index) move(site, index);
  const double part = static_cast<double>(micros - index * kGrid) / static_cast<double>(kGrid);
  const Weather& from = stretch.from;
  const Weather& to = stretch.to;
  return {between(from.temperature, to.temperature, part),
          between(from.temperature_slow, to.temperature_slow, part),
          between(from.vapour, to.vapour, part), between(from.cloud, to.cloud, part),
          between(from.daylight, to.daylight, part)};
}

}  // namespace telltale::simulate
