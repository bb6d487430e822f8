// Weather: what the sky does over each site, shared by all devices there, so that peers agree.
// A pure function of (seed, site, time); WeatherMap only remembers the stretch between two points
// of its grid for each site. One owner thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace telltale::simulate {

struct Weather {
  double temperature = 0;       // °C, outdoors in the shade
  double temperature_slow = 0;  // the same without the rhythm of the day
  double vapour = 0;            // hPa of water in the air
  double cloud = 0;             // 0..1
  double daylight = 0;          // 0..1
};

// The weather at one instant.
Weather weather_at(uint64_t site_key, size_t site, int64_t micros);

class WeatherMap {
 public:
  explicit WeatherMap(uint64_t key);

  // Interpolates between the points of the grid around `micros`; cheap when time goes forward.
  Weather at(size_t site, int64_t micros);

 private:
  struct Stretch {
    int64_t index = -1;
    Weather from;
    Weather to;
  };
  void move(size_t site, int64_t index);

  std::vector<uint64_t> keys_;
  std::vector<Stretch> stretches_;
};

}  // namespace telltale::simulate
