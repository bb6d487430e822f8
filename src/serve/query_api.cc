#include "serve/query_api.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"
#include "serve/api.h"
#include "serve/media_type.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kMembers = "sql, format, as_of, rows_max, time_max_ms";

Status wrong(std::string_view member, std::string_view wanted) {
  return Status::invalid(fmt::format("cannot read the query: `{}` must be {}", member, wanted));
}

// A commit's number or a text.
Result<std::string> read_as_of(const Json& value) {
  uint64_t number = 0;
  if (value.to_uint(number)) return std::to_string(number);
  if (value.if_string() != nullptr) return *value.if_string();
  return wrong("as_of", "a commit's number or a time");
}

// A limit that is asked for, which cannot be more than there is.
Result<uint64_t> read_limit(std::string_view name, const Json& value, uint64_t most) {
  uint64_t number = 0;
  if (!value.to_uint(number) || number == 0 || number > most)
    return wrong(name, fmt::format("a whole number from 1 to {}", most));
  return number;
}

struct QueryBody {
  QueryRequest request;
  bool has_format = false;
};

Status read_member(const Json::Member& member, const QueryOptions& most, QueryBody& body) {
  const auto& [name, value] = member;
  QueryRequest& request = body.request;
  if (name == "sql") {
    if (value.if_string() == nullptr) return wrong(name, "a text");
    request.sql = *value.if_string();
    // A text that ends early for the engine would not be what was looked at.
    if (request.sql.find('\0') != std::string::npos) return wrong(name, "a text without NUL");
  } else if (name == "format") {
    const auto format =
        value.if_string() == nullptr ? std::nullopt : result_format_named(*value.if_string());
    if (!format) return wrong(name, "json, objects, csv, arrow or parquet");
    request.format = *format;
    body.has_format = true;
  } else if (name == "as_of") {
    request.as_of = TRY(read_as_of(value));
  } else if (name == "rows_max") {
    request.rows_max = TRY(read_limit(name, value, most.rows_max));
    request.cuts_rows = true;
  } else if (name == "time_max_ms") {
    const auto limit = std::chrono::floor<std::chrono::milliseconds>(most.time_max).count();
    request.time_max =
        std::chrono::milliseconds(TRY(read_limit(name, value, static_cast<uint64_t>(limit))));
  } else {
    return Status::invalid(
        fmt::format("cannot read the query: `{}` is not known: there are {}", name, kMembers));
  }
  return {};
}

Result<QueryBody> read_body(const std::string& text, const QueryOptions& most) {
  if (!is_utf8(text)) return Status::invalid("cannot read the query: it is no UTF-8");
  const Result<Json> json = Json::parse(text);
  if (!json.ok()) {
    return Status::invalid(fmt::format(
        "cannot read the query: send a JSON object such as {{\"sql\": \"SELECT 1\"}}: {}",
        json.status().message()));
  }
  if (!json.value().is_object()) return wrong("the body", "a JSON object");
  QueryBody body;
  body.request.rows_max = most.rows_max;
  body.request.time_max = most.time_max;
  for (const Json::Member& member : *json.value().if_object()) TRY(read_member(member, most, body));
  if (body.request.sql.empty()) return wrong("sql", "there, with one SELECT");
  return body;
}

// Of the formats that are acceptable to who asks, the first named that there is.
Result<ResultFormat> format_by(const HttpHead& head) {
  const std::string_view accept = head.field("accept").value_or("");
  if (accept.empty()) return ResultFormat::kJson;
  for (const std::string_view type : media_types_of(accept)) {
    if (const auto format = result_format_of_media_type(type)) return *format;
    if (type == "*/*" || type == "application/*") return ResultFormat::kJson;
    if (type == "text/*") return ResultFormat::kCsv;
  }
  return Status::not_found(
      "no format of results is acceptable: there are application/json, "
      "text/csv, application/vnd.apache.arrow.stream and application/vnd.apache.parquet");
}

}  // namespace

std::optional<HttpReply> why_no_sql(const QueryService& queries, const HttpHead& head) {
  if (!queries.available().ok()) {
    return problem(
        501, "SQL is not run here: a query cannot be confined: " + queries.available().message());
  }
  if (!is_json_body(head))
    return problem(415, "the content type is not known: send application/json");
  return std::nullopt;
}

void post_query(Api& api, Call call) {
  QueryService& queries = api.queries();
  if (std::optional<HttpReply> refusal = why_no_sql(queries, call.head()))
    return call.reply(std::move(*refusal));
  Result<QueryBody> body = read_body(call.exchange->body(), queries.options());
  if (!body.ok()) return call.reply(problem(400, body.status().message()));
  QueryRequest& request = body->request;
  if (!body->has_format) {
    const Result<ResultFormat> format = format_by(call.head());
    if (!format.ok()) return call.reply(problem(406, format.status().message()));
    request.format = format.value();
  }
  request.now = call.tenant->board.now();
  queries.run(std::move(call), std::move(request));
}

}  // namespace telltale::serve
