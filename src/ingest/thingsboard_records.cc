#include "ingest/thingsboard_records.h"

#include <limits>

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"
#include "ingest/splitter.h"
#include "telemetry/sender.h"

namespace telltale {
namespace {

// A frame of the journal counts them in 16 bits.
constexpr size_t kRunsMax = std::numeric_limits<uint16_t>::max();

// The name between the quotes, with its escapes undone.
Result<std::string> device_of(std::string_view quoted) {
  std::string device(quoted.substr(1, quoted.size() - 2));
  if (device.find('\\') != std::string::npos) {
    const Result<Json> text = Json::parse(quoted);
    if (!text.ok() || text.value().if_string() == nullptr) device.clear();
    if (!device.empty()) device = *text.value().if_string();
  }
  if (is_device_id(device) && is_utf8(device)) return device;
  return Status::invalid(
      "a device's name is none: it has 1 to 256 bytes of UTF-8 and no control characters");
}

void add(std::string_view record, RequestRecords& records) {
  records.sizes.push_back(static_cast<uint32_t>(record.size()));
  records.bytes.append(record);
}

Status add_run(const JsonMember& member, std::vector<std::string_view>& elements,
               GatewayRecords& gateway) {
  std::string device = TRY(device_of(member.name));
  if (!split_json_array(member.value, elements))
    return Status::invalid(fmt::format(
        "the records of {} are no array: send {{\"device\": [{{…}}, …]}}", member.name));
  for (const std::string_view element : elements) add(element, gateway.records);
  const auto count = static_cast<uint32_t>(elements.size());
  if (!gateway.runs.empty() && gateway.runs.back().device == device) {
    gateway.runs.back().records += count;
  } else if (count > 0) {
    gateway.runs.push_back({count, std::move(device)});
  }
  return {};
}

}  // namespace

Result<RequestRecords> split_thingsboard_request(std::string_view body, const Schema& schema) {
  RequestRecords records = TRY(split_request(body, BodyForm::kJson, schema));
  records.format = RecordFormat::kThingsBoard;
  return records;
}

Result<GatewayRecords> split_gateway_request(std::string_view body) {
  std::vector<JsonMember> members;
  if (!split_json_object(body, members))
    return Status::invalid("the body is no object of devices: send {\"device\": [{…}, …]}");
  GatewayRecords gateway;
  gateway.records.format = RecordFormat::kThingsBoard;
  std::vector<std::string_view> elements;
  for (const JsonMember& member : members) TRY(add_run(member, elements, gateway));
  if (gateway.records.sizes.empty()) return Status::invalid("there is no record in the body");
  if (gateway.runs.size() <= kRunsMax) return gateway;
  return Status::exhausted("the request is of more than 65,535 devices: send it in parts");
}

}  // namespace telltale
