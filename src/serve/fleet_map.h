// FleetMap: devices with a place, gathered into the cells of a grid over some part of the Earth, so
// that whoever draws them gets a bounded number of clusters whatever the fleet. Of one question.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/device_register.h"

namespace telltale::serve {

// Degrees; `west` may lie east of `east`: then it goes over the line of the date.
struct MapArea {
  double west = -180;
  double south = -90;
  double east = 180;
  double north = 90;
  double width() const { return east > west ? east - west : east - west + 360; }
};

struct MapCluster {
  double latitude = 0;  // the mean of its devices
  double longitude = 0;
  uint64_t count = 0;
  std::array<uint64_t, kDeviceStateCount> by_state{};
  std::string device;  // of one device alone
};

class FleetMap {
 public:
  static constexpr size_t kClustersMax = 4'096;
  // `cells`: into how many the width is cut, at least 1; they are as high as they are wide.
  FleetMap(const MapArea& area, size_t cells) : area_(area), cells_(cells) {}

  void add(std::string_view device, DeviceState state, double latitude, double longitude);

  // In the order of their cells; where there would be more than kClustersMax, of larger cells.
  std::vector<MapCluster> clusters() const;

 private:
  struct Cell {
    uint64_t count = 0;
    double latitude = 0;  // sums
    double eastward = 0;  // from the west of the area
    std::array<uint64_t, kDeviceStateCount> by_state{};
    std::string device;  // the first
    void add(const Cell& other);
  };
  using Place = std::pair<uint32_t, uint32_t>;  // row from the south, column from the west
  MapCluster cluster_of(const Cell& cell) const;

  const MapArea area_;
  const size_t cells_;
  std::map<Place, Cell> by_place_;
};

}  // namespace telltale::serve
