#include "serve/devices_api.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "serve/api.h"
#include "serve/expected_band.h"
#include "serve/lake_reply.h"
#include "serve/series_reply.h"
#include "store/missing.h"

namespace telltale::serve {
namespace {

Json value_json(const DevicePage::Value& value, const Catalog::LakeColumn& column) {
  Json json = Json::object();
  if (value.is_text) {
    json.add("value", text_or_null(value.text));
  } else if (column.type == FieldType::kBoolean) {
    json.add("value", value.number != 0);
  } else {
    json.add("value", value.number);
  }
  if (!column.unit.empty()) json.add("unit", column.unit);
  json.add("time", time_json(value.time));
  return json;
}

const Catalog::LakeColumn& column_named(const Catalog& catalog, const std::string& name) {
  const auto is_it = [&](const Catalog::LakeColumn& column) { return column.name == name; };
  return *std::find_if(catalog.columns().begin(), catalog.columns().end(), is_it);
}

Json json_of(const DevicePage& device, const Catalog& catalog) {
  Json signals = Json::object();
  Json attributes = Json::object();
  for (const DevicePage::Value& value : device.values) {
    const Catalog::LakeColumn& column = column_named(catalog, value.column);
    Json& part = column.role == FieldRole::kSignal ? signals : attributes;
    part.add(value.column, value_json(value, column));
  }
  Json json = Json::object({{"device_id", text_or_null(device.id)},
                            {"state", name_of(device.state)},
                            {"newest_time", time_json(device.newest_time)},
                            {"oldest_time", time_json(device.oldest_time)},
                            {"received", time_json(device.received)}});
  // A thousandth of a second is more than it is known to.
  const double interval = std::round(device.interval_seconds * 1'000) / 1'000;
  json.add("interval_s", interval > 0 ? Json(interval) : Json());
  json.add("anomaly_time", device.anomaly_time ? time_json(*device.anomaly_time) : Json());
  json.add("anomaly_score", device.anomaly_time ? Json(device.anomaly_score) : Json());
  json.add("signals", std::move(signals));
  json.add("attributes", std::move(attributes));
  return json;
}

Json counts_of(const DeviceRegister& devices, int64_t now) {
  const std::vector<uint64_t> counts = devices.count(now);
  Json json = Json::object();
  for (int i = 0; i < kDeviceStateCount; ++i)
    json.add(std::string(name_of(static_cast<DeviceState>(i))), counts[static_cast<size_t>(i)]);
  return json;
}

// `attribute` and `value` name the devices that have it; one is nothing without the other.
Status read_attribute(Parameters& parameters, const Catalog& catalog, DeviceRegister::Wish& wish) {
  const std::string name = parameters.text("attribute");
  wish.value = parameters.text("value");
  if (name.empty() && wish.value.empty()) return {};
  if (name.empty() || wish.value.empty())
    return Status::invalid("`attribute` and `value` must be there both, or none");
  wish.attribute = typed_column(catalog, name, FieldType::kText);
  if (wish.attribute) return {};
  return Status::invalid(
      "the lake has no text of that name: GET /v1/catalog lists all: attribute=" + name);
}

Result<DeviceRegister::Wish> read_wish(const HttpHead& head, const Catalog& catalog, int64_t now) {
  Parameters parameters(head,
                        {"device", "search", "state", "attribute", "value", "limit", "cursor"});
  DeviceRegister::Wish wish;
  wish.id = parameters.text("device");
  wish.search = parameters.text("search");
  wish.state = device_state_named(parameters.word("state", {"connected", "silent", "faulty"}));
  wish.limit = parameters.number("limit", {100, 1, 1'000});
  wish.after = parameters.text("cursor");
  wish.now = now;
  const Status attribute = read_attribute(parameters, catalog, wish);
  TRY(parameters.status());
  TRY(attribute);
  return wish;
}

// The device that is asked about: a part of the path, or, as an id may have slashes, a parameter.
std::string device_named(const LakeQuestion& asked) {
  const std::string_view part = asked.call.part("id");
  return std::string(part.empty() ? asked.call.head().parameter("device").value_or("") : part);
}

Status no_such_device(const std::string& id) {
  return Status::not_found("no stored reading is of this device: GET /v1/devices lists all: id=" +
                           id);
}

// The device's signal that is asked for, among the lake's columns.
Result<Catalog::LakeColumn> signal_named(const Catalog& catalog, const std::string& name) {
  for (const Catalog::LakeColumn& column : catalog.columns()) {
    if (column.name != name) continue;
    if (column.type != FieldType::kText) return column;
    return Status::invalid("a text has no least, mean and largest value: signal=" + name);
  }
  return Status::not_found("the lake has no such signal: GET /v1/catalog lists all: signal=" +
                           name);
}

struct AskedSeries {
  SeriesWish wish;
  bool with_band = false;
};

Result<AskedSeries> read_series_wish(const LakeQuestion& asked, const DevicePage& device) {
  const HttpHead& head = asked.call.head();
  Parameters parameters =
      asked.call.part("id").empty()
          ? Parameters(head, {"device", "signal", "from", "to", "width", "expected", "as_of"})
          : Parameters(head, {"signal", "from", "to", "width", "expected", "as_of"});
  SeriesWish wish;
  wish.device = device.id;
  wish.column = parameters.required_text("signal");
  const int64_t newest = is_instant(device.newest_time) ? device.newest_time : 0;
  wish.to = parameters.moment("to").value_or(newest + 1);
  wish.from = parameters.moment("from").value_or(wish.to - kMicrosPerDay);
  wish.width = static_cast<uint32_t>(parameters.number("width", {1'000, 1, 10'000}));
  parameters.text("as_of");  // LakeQuestion reads it
  const bool with_band = parameters.flag("expected");
  if (wish.from >= wish.to) parameters.refuse("`from` must be before `to`");
  if (with_band && wants_binary_series(head))
    parameters.refuse("`expected` is given in JSON only: leave out one of the two");
  TRY(parameters.status());
  if (with_band) wish_for_band(device.interval_seconds, wish);
  return AskedSeries{std::move(wish), with_band};
}

HttpReply series_reply(const Catalog& catalog, const AskedSeries& series,
                       const ShownSeries& shown) {
  if (!series.with_band) return series_json(shown);
  const JudgedSignal judged = judged_signal(catalog, series.wish.column, shown.found);
  const ExpectedBand band = expected_band(judged, series.wish, shown.found);
  return series_json({shown.wish, shown.found, shown.unit, shown.commit, &band});
}

}  // namespace

// The register is behind the lake while a server starts; then its answers would be wrong.
std::optional<HttpReply> refuse_while_reading(const Tenant& tenant) {
  if (tenant.devices.folded() != CommitId{0}) return std::nullopt;
  const Status failure = tenant.devices.failure();
  if (!failure.ok()) return problem_of(failure);
  HttpReply reply = problem(503, "the devices are being counted: ask again in a moment");
  reply.fields.emplace_back("Retry-After", "2");
  return reply;
}

std::optional<uint16_t> typed_column(const Catalog& catalog, std::string_view name,
                                     FieldType type) {
  for (size_t i = 0; i < catalog.columns().size(); ++i) {
    const Catalog::LakeColumn& column = catalog.columns()[i];
    if (column.name == name && column.type == type) return static_cast<uint16_t>(i);
  }
  return std::nullopt;
}

void get_devices(Api& api, Call call) {
  if (auto refusal = refuse_while_reading(*call.tenant)) return call.reply(std::move(*refusal));
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    DeviceRegister& devices = asked.tenant().devices.devices();
    const int64_t now = micros(asked.tenant().clock.now());
    const DeviceRegister::Wish wish = TRY(read_wish(asked.call.head(), asked.catalog(), now));
    const DeviceRegister::Found found = devices.list(wish, asked.catalog().columns());
    Json::Array list;
    for (const DevicePage& device : found.devices) list.push_back(json_of(device, asked.catalog()));
    Json body = Json::object({{"commit", static_cast<uint64_t>(asked.tenant().devices.folded())},
                              {"total", static_cast<uint64_t>(devices.size())}});
    if (wish.after.empty()) body.add("states", counts_of(devices, now));
    body.add("devices", std::move(list));
    if (found.has_more) body.add("next", found.devices.back().id);
    return asked.reply(body);
  });
}

void get_device(Api& api, Call call) {
  if (auto refusal = refuse_while_reading(*call.tenant)) return call.reply(std::move(*refusal));
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    TRY(Parameters(asked.call.head(), {}).status());
    const auto device = asked.tenant().devices.devices().find(
        device_named(asked), micros(asked.tenant().clock.now()), asked.catalog().columns());
    if (!device) return no_such_device(device_named(asked));
    return asked.reply(json_of(*device, asked.catalog()));
  });
}

void get_series(Api& api, Call call) {
  if (auto refusal = refuse_while_reading(*call.tenant)) return call.reply(std::move(*refusal));
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    if (device_named(asked).empty()) return Status::invalid("the parameter `device` must be there");
    const auto device = asked.tenant().devices.devices().find(
        device_named(asked), micros(asked.tenant().clock.now()), asked.catalog().columns());
    if (!device) return no_such_device(device_named(asked));
    const AskedSeries series = TRY(read_series_wish(asked, *device));
    const SeriesWish& wish = series.wish;
    const Catalog::LakeColumn column = TRY(signal_named(asked.catalog(), wish.column));
    const LakeAt lake = TRY(asked.lake_as_of());
    TRY(check_told(lake, Table::kDeviceMetrics, "the series",
                   {.since = wish.from, .until = wish.to}));
    const SeriesFound found = TRY(read_series(lake, wish));
    HttpReply reply =
        wants_binary_series(asked.call.head())
            ? series_binary(wish, found)
            : series_reply(asked.catalog(), series, {wish, found, column.unit, lake.commit()});
    asked.add_fields(lake, reply);
    return reply;
  });
}

}  // namespace telltale::serve
