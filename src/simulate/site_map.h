// Site map: real cities with their true coordinates and, roughly, their climate. Constant data.
#pragma once

#include <cstdint>
#include <span>

namespace telltale::simulate {

struct Site {
  const char* name;
  double latitude;
  double longitude;
  int32_t utc_offset_minutes;  // winter time, all year
  double mean;                 // °C over the year
  double season;               // half of warmest minus coldest month; negative in the south
  double day;                  // half of afternoon minus dawn under a clear sky
  double dryness;              // °C between the day's mean and its dew point
};

std::span<const Site> site_map();

}  // namespace telltale::simulate
