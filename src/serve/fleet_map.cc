#include "serve/fleet_map.h"

#include <cmath>

namespace telltale::serve {
namespace {

// From 0 up to, not including, 360.
double turned(double degrees) {
  return degrees - 360 * std::floor(degrees / 360);
}

}  // namespace

void FleetMap::Cell::add(const Cell& other) {
  count += other.count;
  latitude += other.latitude;
  eastward += other.eastward;
  for (size_t i = 0; i < by_state.size(); ++i) by_state[i] += other.by_state[i];
}

void FleetMap::add(std::string_view device, DeviceState state, double latitude, double longitude) {
  const double eastward = turned(longitude - area_.west);
  if (!(latitude >= area_.south && latitude <= area_.north && eastward <= area_.width())) return;
  const double side = area_.width() / static_cast<double>(cells_);
  const Place place{static_cast<uint32_t>((latitude - area_.south) / side),
                    static_cast<uint32_t>(eastward / side)};
  Cell& cell = by_place_[place];
  if (cell.count == 0) cell.device = device;
  Cell one{1, latitude, eastward, {}, {}};
  one.by_state[static_cast<size_t>(state)] = 1;
  cell.add(one);
}

MapCluster FleetMap::cluster_of(const Cell& cell) const {
  const auto count = static_cast<double>(cell.count);
  MapCluster cluster;
  cluster.latitude = cell.latitude / count;
  cluster.longitude = turned(area_.west + cell.eastward / count + 180) - 180;
  cluster.count = cell.count;
  cluster.by_state = cell.by_state;
  if (cell.count == 1) cluster.device = cell.device;
  return cluster;
}

// Four neighbours become one until there are few enough.
std::vector<MapCluster> FleetMap::clusters() const {
  std::map<Place, Cell> cells = by_place_;
  while (cells.size() > kClustersMax) {
    std::map<Place, Cell> larger;
    for (const auto& [place, cell] : cells) {
      Cell& into = larger[{place.first / 2, place.second / 2}];
      if (into.count == 0) into.device = cell.device;
      into.add(cell);
    }
    cells = std::move(larger);
  }
  std::vector<MapCluster> clusters;
  for (const auto& [place, cell] : cells) clusters.push_back(cluster_of(cell));
  return clusters;
}

}  // namespace telltale::serve
