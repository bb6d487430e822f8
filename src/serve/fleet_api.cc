#include "serve/fleet_api.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "serve/devices_api.h"
#include "serve/fleet_map.h"
#include "serve/lake_reply.h"

namespace telltale::serve {
namespace {

constexpr size_t kGroupsMax = 1'000;
using Counts = std::array<uint64_t, kDeviceStateCount>;

void add_counts(const Counts& counts, Json& json) {
  for (int i = 0; i < kDeviceStateCount; ++i)
    json.add(std::string(name_of(static_cast<DeviceState>(i))), counts[static_cast<size_t>(i)]);
}

double degrees(Parameters& parameters, std::string_view name, double usual, double most) {
  return parameters.number_between(name, -most, most).value_or(usual);
}

struct MapWish {
  MapArea area;
  size_t cells = 64;
};

Result<MapWish> read_map_wish(const HttpHead& head) {
  Parameters parameters(head, {"west", "south", "east", "north", "cells"});
  MapWish wish;
  wish.area.west = degrees(parameters, "west", -180, 180);
  wish.area.south = degrees(parameters, "south", -90, 90);
  wish.area.east = degrees(parameters, "east", 180, 180);
  wish.area.north = degrees(parameters, "north", 90, 90);
  wish.cells = parameters.number("cells", {64, 1, 256});
  if (wish.area.south >= wish.area.north) parameters.refuse("`south` must be below `north`");
  if (wish.area.west == wish.area.east) parameters.refuse("`west` and `east` must differ");
  TRY(parameters.status());
  return wish;
}

Json json_of(const MapCluster& cluster) {
  Json json = Json::object(
      {{"latitude", cluster.latitude}, {"longitude", cluster.longitude}, {"count", cluster.count}});
  add_counts(cluster.by_state, json);
  json.add("device_id", text_or_null(cluster.device));
  return json;
}

// Devices by their newest value of an attribute; by nothing: those that have none.
using Groups = std::map<std::optional<std::string>, Counts>;

uint64_t size_of(const Groups::value_type& group) {
  return std::accumulate(group.second.begin(), group.second.end(), uint64_t{0});
}

Json json_of(const Groups::value_type& group) {
  Json json = Json::object();
  json.add("value", group.first ? text_or_null(*group.first) : Json());
  json.add("count", size_of(group));
  add_counts(group.second, json);
  return json;
}

// The largest first.
Json list_of(const Groups& groups) {
  std::vector<const Groups::value_type*> order;
  for (const auto& group : groups) order.push_back(&group);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return size_of(*a) > size_of(*b); });
  order.resize(std::min(order.size(), kGroupsMax));
  Json::Array list;
  for (const auto* group : order) list.push_back(json_of(*group));
  return list;
}

}  // namespace

void get_map(Api& api, Call call) {
  if (auto refusal = refuse_while_reading(*call.tenant)) return call.reply(std::move(*refusal));
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    const MapWish wish = TRY(read_map_wish(asked.call.head()));
    const DeviceRegister& devices = asked.tenant().devices.devices();
    const auto latitude = typed_column(asked.catalog(), "latitude", FieldType::kNumber);
    const auto longitude = typed_column(asked.catalog(), "longitude", FieldType::kNumber);
    FleetMap map(wish.area, wish.cells);
    uint64_t placed = 0;
    if (latitude && longitude) {
      const std::array<uint16_t, 2> columns = {*latitude, *longitude};
      const int64_t now = micros(asked.tenant().clock.now());
      devices.for_each(columns, now, [&](const DeviceRegister::Values& device) {
        if (!device.newest[0] || !device.newest[1]) return;
        ++placed;
        map.add(device.id, device.state, *device.newest[0], *device.newest[1]);
      });
    }
    Json::Array clusters;
    for (const MapCluster& cluster : map.clusters()) clusters.push_back(json_of(cluster));
    return asked.reply(
        Json::object({{"commit", static_cast<uint64_t>(asked.tenant().devices.folded())},
                      {"total", static_cast<uint64_t>(devices.size())},
                      {"placed", placed},
                      {"clusters", std::move(clusters)}}));
  });
}

void get_fleet(Api& api, Call call) {
  if (auto refusal = refuse_while_reading(*call.tenant)) return call.reply(std::move(*refusal));
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    Parameters parameters(asked.call.head(), {"by"});
    const std::string by = parameters.required_text("by");
    TRY(parameters.status());
    const auto column = typed_column(asked.catalog(), by, FieldType::kText);
    if (!column)
      return Status::invalid("the lake has no text of that name: GET /v1/catalog lists all: by=" +
                             by);
    const DeviceRegister& devices = asked.tenant().devices.devices();
    Groups groups;
    const std::array<uint16_t, 1> columns = {*column};
    devices.for_each(columns, micros(asked.tenant().clock.now()),
                     [&](const DeviceRegister::Values& device) {
                       std::optional<std::string> value;
                       if (device.newest[0]) value = devices.text(*device.newest[0]);
                       ++groups[value][static_cast<size_t>(device.state)];
                     });
    Json body = Json::object({{"commit", static_cast<uint64_t>(asked.tenant().devices.folded())},
                              {"total", static_cast<uint64_t>(devices.size())},
                              {"groups_total", static_cast<uint64_t>(groups.size())}});
    body.add("groups", list_of(groups));
    return asked.reply(body);
  });
}

}  // namespace telltale::serve
