// The records of a request as ThingsBoard's devices and gateways send it. A device sends objects; a
// gateway sends one object with an array of them for each device. Each inner object is a record,
// its bytes as they are. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/request_records.h"

namespace telltale {

// So many records after each other are of that device.
struct DeviceRun {
  uint32_t records = 0;
  std::string device;
};

struct GatewayRecords {
  RequestRecords records;
  std::vector<DeviceRun> runs;
};

// An object, or an array of objects. kInvalid: there is no record in it.
Result<RequestRecords> split_thingsboard_request(std::string_view body, const Schema& schema);

// `{"Device A": [{…}, …], "Device B": […]}`. kInvalid: it has another form, or names no device may
// have; kExhausted: more devices than one request may be of.
Result<GatewayRecords> split_gateway_request(std::string_view body);

}  // namespace telltale
