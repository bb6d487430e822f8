// What the simulated world looks like, seen only through its records.
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "simulate/captured_lines.h"

namespace telltale {
namespace {

FleetOptions healthy_fleet() {
  FleetOptions options;
  options.devices = 120;
  options.duration = std::chrono::hours(72);
  options.readings_per_device_minute = 0.1;
  options.faults = {};
  return options;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const size_t count = std::min(a.size(), b.size());
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double both = 0;
  double squares_a = 0;
  double squares_b = 0;
  for (size_t i = 0; i < count; ++i) {
    both += (a[i] - mean_a) * (b[i] - mean_b);
    squares_a += (a[i] - mean_a) * (a[i] - mean_a);
    squares_b += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return both / std::sqrt(squares_a * squares_b);
}

// The hour of the day by the sun over the device.
double solar_hour(std::string_view line) {
  const std::string_view time = text_of(line, "timestamp");
  const double utc = std::stod(std::string(time.substr(12, 2)));
  return std::fmod(utc + number_at(line, "longitude") / 15 + 48, 24);
}

using Series = std::map<std::string, std::vector<double>>;  // by device

Series series_of(const CapturedFleet& fleet, std::string_view type, std::string_view field) {
  Series series;
  for (const std::string_view line : fleet.records.lines()) {
    if (text_of(line, "device_type") == type)
      series[std::string(text_of(line, "device_id"))].push_back(number_at(line, field));
  }
  return series;
}

TEST_CASE("noon is warmer than night on average") {
  const CapturedFleet fleet = capture(healthy_fleet());
  std::vector<double> noon;
  std::vector<double> night;
  for (const std::string_view line : fleet.records.lines()) {
    if (text_of(line, "device_type") != "\"camera\"") continue;  // these hang outdoors
    const double hour = solar_hour(line);
    if (hour >= 12 && hour < 16) noon.push_back(number_at(line, "temperature"));
    if (hour < 4) night.push_back(number_at(line, "temperature"));
  }
  CHECK(mean_of(noon) > mean_of(night) + 3);
}

TEST_CASE("summer is warmer than winter in the north") {
  FleetOptions options = healthy_fleet();
  const auto northern_mean = [&] {
    std::vector<double> values;
    const CapturedFleet fleet = capture(options);
    for (const std::string_view line : fleet.records.lines()) {
      const bool is_outdoors = text_of(line, "device_type") == "\"camera\"";
      if (is_outdoors && number_at(line, "latitude") > 35)
        values.push_back(number_at(line, "temperature"));
    }
    return mean_of(values);
  };
  const double winter = northern_mean();
  options.start += std::chrono::hours(24 * 190);
  CHECK(northern_mean() > winter + 10);
}

TEST_CASE("peers of a site agree and strangers do not") {
  FleetOptions options = healthy_fleet();
  const CapturedFleet fleet = capture(options);
  std::map<std::string, int> site_of;  // degrees are enough to tell cities apart
  for (const std::string_view line : fleet.records.lines()) {
    const std::string id(text_of(line, "device_id"));
    site_of[id] = static_cast<int>(std::lround(number_at(line, "latitude"))) * 1000 +
                  static_cast<int>(std::lround(number_at(line, "longitude")));
  }
  const Series series = series_of(fleet, "\"camera\"", "temperature");
  std::vector<double> peers;
  std::vector<double> strangers;
  for (const auto& [a, values_a] : series) {
    for (const auto& [b, values_b] : series) {
      if (a >= b) continue;
      (site_of[a] == site_of[b] ? peers : strangers).push_back(correlation(values_a, values_b));
    }
  }
  REQUIRE(peers.size() > 5);
  CHECK(mean_of(peers) > 0.9);
  CHECK(mean_of(strangers) < 0.6);
}

TEST_CASE("a room is drier when it is warmer") {
  const CapturedFleet fleet = capture(healthy_fleet());
  const Series warmth = series_of(fleet, "\"camera\"", "temperature");
  const Series humidity = series_of(fleet, "\"camera\"", "humidity");
  std::vector<double> together;
  for (const auto& [device, values] : warmth)
    together.push_back(correlation(values, humidity.at(device)));
  CHECK(mean_of(together) < -0.5);
}

TEST_CASE("locks open at rush hours and cameras record by day") {
  FleetOptions options = healthy_fleet();
  options.duration = std::chrono::hours(24 * 5);
  std::map<std::string, std::array<double, 24>> busy;
  const CapturedFleet fleet = capture(options);
  for (const std::string_view line : fleet.records.lines()) {
    const std::string_view status = text_of(line, "status");
    if (status == "\"unlocked\"" || status == "\"recording\"")
      busy[std::string(status)].at(static_cast<size_t>(solar_hour(line))) += 1;
  }
  const auto& doors = busy["\"unlocked\""];
  CHECK(doors[7] + doors[8] > 4 * (doors[1] + doors[2]));
  CHECK(doors[7] + doors[8] > doors[10] + doors[11]);
  const auto& cameras = busy["\"recording\""];
  CHECK(cameras[12] + cameras[16] > 3 * (cameras[2] + cameras[3]));
}

TEST_CASE("heating takes energy by the cold, and batteries run down and are replaced") {
  FleetOptions options = healthy_fleet();
  options.devices = 32;
  options.readings_per_device_minute = 0.002;
  options.duration = std::chrono::hours(24 * 400);
  const CapturedFleet fleet = capture(options);
  double most = 0;
  for (const auto& [device, values] : series_of(fleet, "\"thermostat\"", "energy_consumption"))
    most = std::max(most, *std::max_element(values.begin(), values.end()));
  CHECK(most > 0.3);
  CHECK(most < 5);
  size_t replaced = 0;
  for (const auto& [device, values] : series_of(fleet, "\"lock\"", "battery_level")) {
    size_t up = 0;
    for (size_t i = 1; i < values.size(); ++i) up += values[i] > values[i - 1] + 50;
    replaced += up > 0;
    CHECK(up <= 3);
    CHECK(*std::min_element(values.begin(), values.end()) > 3);
  }
  CHECK(replaced > 0);
}

TEST_CASE("firmware rolls out in waves") {
  FleetOptions options = healthy_fleet();
  options.readings_per_device_minute = 0.002;
  options.duration = std::chrono::hours(24 * 60);
  std::map<std::string, std::set<std::string>> versions;  // of a device
  const CapturedFleet fleet = capture(options);
  for (const std::string_view line : fleet.records.lines())
    versions[std::string(text_of(line, "device_id"))].insert(
        std::string(text_of(line, "firmware_version")));
  size_t updated = 0;
  for (const auto& [device, seen] : versions) {
    updated += seen.size() > 1;
    CHECK(seen.size() <= 4);  // cameras get a release every 33 days
  }
  CHECK(updated > versions.size() / 3);
}

TEST_CASE("some devices claim anomalies of their own, few and with a reason") {
  const CapturedFleet fleet = capture(healthy_fleet());
  size_t claims = 0;
  size_t unexplained = 0;
  for (const std::string_view line : fleet.records.lines()) {
    const bool is_claimed = text_of(line, "anomaly") == "true";
    claims += is_claimed;
    unexplained += is_claimed == (text_of(line, "anomaly_reason") == "\"\"");
  }
  CHECK(unexplained == 0);
  CHECK(claims > 0);
  CHECK(claims < fleet.records.lines().size() / 20);
}

}  // namespace
}  // namespace telltale
