#include "serve/fleet_map.h"

#include "base/random.h"
#include "tests/catch.h"

namespace telltale::serve {

TEST_CASE("devices of one cell are a cluster at their mean, one alone has its name") {
  FleetMap map({}, 36);  // ten degrees each
  map.add("a", DeviceState::kConnected, 52, 4);
  map.add("b", DeviceState::kFaulty, 54, 6);
  map.add("c", DeviceState::kSilent, -33, 151);
  const std::vector<MapCluster> clusters = map.clusters();
  REQUIRE(clusters.size() == 2);
  CHECK(clusters[0].device == "c");
  CHECK(clusters[0].latitude == Approx(-33));
  CHECK(clusters[0].longitude == Approx(151));
  CHECK(clusters[1].device.empty());
  CHECK(clusters[1].count == 2);
  CHECK(clusters[1].latitude == Approx(53));
  CHECK(clusters[1].longitude == Approx(5));
  CHECK(clusters[1].by_state == std::array<uint64_t, 3>{1, 0, 1});
}

TEST_CASE("an area may go over the line of the date, and its edges are part of it") {
  FleetMap map({170, -20, -170, 20}, 2);
  map.add("west", DeviceState::kConnected, 0, 171);
  map.add("east", DeviceState::kConnected, 0, -171);
  map.add("edge", DeviceState::kConnected, 20, -170);
  map.add("outside", DeviceState::kConnected, 0, 169);
  map.add("north", DeviceState::kConnected, 21, 171);
  const std::vector<MapCluster> clusters = map.clusters();
  REQUIRE(clusters.size() == 3);
  CHECK(clusters[0].longitude == Approx(171));
  CHECK(clusters[1].longitude == Approx(-171));
  CHECK(clusters[2].device == "edge");
}

TEST_CASE("there are never more clusters than may be, and no device is lost") {
  FleetMap map({}, 256);
  Random random(3);
  uint64_t placed = 0;
  for (int i = 0; i < 100'000; ++i) {
    map.add("d" + std::to_string(i), DeviceState::kConnected, random.uniform() * 180 - 90,
            random.uniform() * 360 - 180);
  }
  const std::vector<MapCluster> clusters = map.clusters();
  CHECK(clusters.size() <= FleetMap::kClustersMax);
  CHECK(clusters.size() > FleetMap::kClustersMax / 8);
  for (const MapCluster& cluster : clusters) {
    placed += cluster.count;
    CHECK(std::abs(cluster.latitude) <= 90);
    CHECK(std::abs(cluster.longitude) <= 180);
  }
  CHECK(placed == 100'000);
}

}  // namespace telltale::serve
