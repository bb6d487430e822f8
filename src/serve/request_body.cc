#include "serve/request_body.h"

#include "serve/api.h"
#include "serve/body_coding.h"
#include "telemetry/limits.h"

namespace telltale::serve {

Result<std::string> take_decoded_body(HttpExchange& exchange) {
  const std::string coding(exchange.head().field("content-encoding").value_or(""));
  return decode_body(exchange.take_body(), coding, kRecordBytesMax);
}

HttpReply problem_of_body(const Status& status) {
  if (status.code() == Code::kNotFound) return problem(415, status.message());
  if (status.code() == Code::kExhausted) return problem(413, status.message());
  return problem_of(status);
}

bool is_heavy(const HttpExchange& exchange) {
  constexpr size_t kBytes = 1 << 20;
  return exchange.head().field("content-encoding") || exchange.body().size() > kBytes;
}

}  // namespace telltale::serve
