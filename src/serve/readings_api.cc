#include "serve/readings_api.h"

#include <cstring>

#include <fmt/format.h>

#include "base/hash.h"
#include "serve/api.h"
#include "serve/parameters.h"
#include "serve/request_body.h"
#include "serve/take_request.h"

namespace telltale::serve {
namespace {

constexpr size_t kKeyBytesMax = 255;

// What the media type says the body is; nothing: a type no records come in.
std::optional<BodyForm> form_of(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (type.empty() || type == "application/octet-stream" ||
      type == "application/x-www-form-urlencoded")  // what curl says when nobody says anything
    return BodyForm::kByBytes;
  if (type == "application/json") return BodyForm::kJson;
  if (type == "application/x-ndjson" || type == "application/ndjson" ||
      type == "application/jsonl" || type == "application/x-jsonlines")
    return BodyForm::kJsonLines;
  if (type == "text/csv") return BodyForm::kCsv;
  return std::nullopt;
}

HttpReply answer_of(const TakenRequest& taken, bool wants_list) {
  HttpReply reply;
  std::string& body = reply.body;
  const auto receipt = [&](uint32_t index) {
    return format_receipt({taken.log, taken.offset, index});
  };
  body = fmt::format("{{\"accepted\":{},\"first\":\"{}\",\"last\":\"{}\"", taken.records,
                     receipt(0), receipt(taken.records - 1));
  if (wants_list) {
    body += ",\"receipts\":[";
    for (uint32_t i = 0; i < taken.records; ++i) {
      if (i > 0) body += ',';
      body.append("\"").append(receipt(i)).append("\"");
    }
    body += ']';
  }
  body += "}\n";
  return reply;
}

// The same key of two principals is two keys. 128 bits of a hash that nobody can steer.
Hash128 request_key(const Principal& principal, std::string_view key) {
  Blake3 hash;
  hash.add(principal.id);
  hash.add(std::string_view("\0", 1));
  hash.add(key);
  const Blake3Digest digest = hash.finish();
  Hash128 half;
  std::memcpy(&half, digest.data(), sizeof(half));
  return half;
}

void take_readings(const Call& call) {
  const HttpHead& head = call.head();
  const std::optional<BodyForm> form = form_of(head.field("content-type").value_or(""));
  if (!form)
    return call.reply(problem(415,
                              "the content type is not known: send application/json, "
                              "application/x-ndjson or text/csv"));
  const std::string_view key = head.field("idempotency-key").value_or("");
  if (key.size() > kKeyBytesMax)
    return call.reply(problem(400, "Idempotency-Key is longer than 255 bytes"));
  Parameters parameters(head, {"schema"});
  std::string name = parameters.text("schema");
  if (!parameters.status().ok()) return call.reply(problem_of(parameters.status()));
  if (name.empty()) name = call.principal.schema;
  InboxRequest request;
  request.schema = call.tenant->inbox.schema(name);
  if (request.schema == nullptr)
    return call.reply(problem(404, fmt::format("the lake has no schema `{}`", name)));
  Result<std::string> body = take_decoded_body(*call.exchange);
  if (!body.ok()) return call.reply(problem_of_body(body.status()));
  Result<RequestRecords> records = split_request(body.value(), *form, *request.schema);
  if (!records.ok()) return call.reply(problem_of_body(records.status()));
  request.records = std::move(records).value();
  if (!call.principal.sender.empty()) {
    request.senders.push_back(
        {static_cast<uint32_t>(request.records.sizes.size()), call.principal.sender});
  }
  if (!key.empty()) request.key = request_key(call.principal, key);
  const bool wants_list = head.field("prefer") != "return=minimal";
  take_request(call, std::move(request),
               [wants_list](const TakenRequest& taken) { return answer_of(taken, wants_list); });
}

}  // namespace

std::optional<HttpReply> refuse_readings(Tenant& tenant) {
  const Status accepts = tenant.inbox.accepts();
  if (accepts.ok()) return std::nullopt;
  return problem_of(accepts);
}

void post_readings(Api& api, Call call) {
  if (!is_heavy(*call.exchange)) return take_readings(call);
  api.hand_over(std::move(call), take_readings);
}

}  // namespace telltale::serve
