#include "serve/thingsboard_api.h"

#include <fmt/format.h>

#include "ingest/thingsboard_records.h"
#include "serve/api.h"
#include "serve/request_body.h"
#include "serve/take_request.h"
#include "telemetry/sender.h"

namespace telltale::serve {
namespace {

bool is_device(const Principal& principal) {
  return principal.sender.starts_with('=');
}

// What the sender's key says of a record for that device.
std::string sender_of(const Principal& principal, std::string_view device) {
  const bool may_write =
      principal.sender.empty() || read_sender(principal.sender).may_write_as(device);
  return write_sender({may_write ? Sender::Kind::kDevice : Sender::Kind::kForeign, device});
}

Status fill_device(const Call& call, std::string_view body, InboxRequest& request) {
  request.records = TRY(split_thingsboard_request(body, *request.schema));
  const auto count = static_cast<uint32_t>(request.records.sizes.size());
  request.senders.push_back({count, call.principal.sender});
  return {};
}

Status fill_gateway(const Call& call, std::string_view body, InboxRequest& request) {
  GatewayRecords gateway = TRY(split_gateway_request(body));
  request.records = std::move(gateway.records);
  for (const DeviceRun& run : gateway.runs)
    request.senders.push_back({run.records, sender_of(call.principal, run.device)});
  return {};
}

using Fill = Status (*)(const Call& call, std::string_view body, InboxRequest& request);

void take(const Call& call, Fill fill) {
  InboxRequest request;
  request.schema = call.tenant->inbox.schema(call.principal.schema);
  if (request.schema == nullptr)
    return call.reply(
        problem(404, fmt::format("the lake has no schema `{}`", call.principal.schema)));
  const Result<std::string> body = take_decoded_body(*call.exchange);
  if (!body.ok()) return call.reply(problem_of_body(body.status()));
  const Status filled = fill(call, body.value(), request);
  if (!filled.ok()) return call.reply(problem_of_body(filled));
  take_request(call, std::move(request),
               [](const TakenRequest&) { return HttpReply{200, "", "", {}}; });
}

void take_in_turn(Api& api, Call call, Fill fill) {
  if (!is_heavy(*call.exchange)) return take(call, fill);
  api.hand_over(std::move(call), [fill](const Call& heavy) { take(heavy, fill); });
}

}  // namespace

void post_thingsboard_telemetry(Api& api, Call call) {
  const Fill fill = is_device(call.principal) ? fill_device : fill_gateway;
  take_in_turn(api, std::move(call), fill);
}

void post_thingsboard_gateway(Api& api, Call call) {
  take_in_turn(api, std::move(call), fill_gateway);
}

void post_thingsboard_attributes(Api& api, Call call) {
  if (is_device(call.principal)) return take_in_turn(api, std::move(call), fill_device);
  call.reply(problem(400, "attributes are one device's: send them with the device's own key"));
}

}  // namespace telltale::serve
