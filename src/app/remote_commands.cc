#include "app/remote_commands.h"

#include <fmt/format.h>

#include "app/query_rows.h"
#include "app/show_records.h"
#include "base/base64.h"
#include "serve/http.h"

namespace telltale {
namespace {

std::string_view word_of(serve::BooksBy by) {
  switch (by) {
    case serve::BooksBy::kLog:
      return "log";
    case serve::BooksBy::kDay:
      return "day";
    case serve::BooksBy::kReason:
      return "reason";
    default:
      return "";
  }
}

Result<BooksTotal> read_total(const Json& json) {
  const JsonFields fields(json, "books");
  BooksTotal total;
  total.page.received = TRY(fields.uint_at("received"));
  for (int i = 0; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    total.page.by_disposition[static_cast<size_t>(i)] = TRY(fields.uint_at(name_of(disposition)));
  }
  // Which reasons they have is not part of the total.
  total.page.by_reason[1] = total.page.count(Disposition::kRejected);
  total.page.late = TRY(fields.uint_at("late"));
  total.commit = TRY(fields.uint_at("commit"));
  total.digest = TRY(fields.text_at("digest"));
  return total;
}

// Rows of a list of objects, the columns by name.
Status write_objects(const Json::Array& objects, const std::vector<std::string>& columns,
                     RowSink& sink) {
  TRY(sink.begin(columns));
  for (const Json& object : objects) {
    std::vector<Cell> cells;
    for (const std::string& column : columns) {
      const Json* value = object.find(column);
      cells.push_back(value == nullptr ? Cell::null() : cell_of(*value));
    }
    TRY(sink.row(cells));
  }
  return sink.end();
}

std::string text_of(const Json& json, std::string_view name) {
  const Json* value = json.find(name);
  return value == nullptr || value->if_string() == nullptr ? "" : *value->if_string();
}

bool flag_of(const Json& json, std::string_view name) {
  const Json* value = json.find(name);
  return value != nullptr && value->if_bool() != nullptr && *value->if_bool();
}

std::optional<int64_t> time_of(const Json& json, std::string_view name) {
  const std::optional<IsoTime> time = parse_iso_time(text_of(json, name));
  return time ? std::optional(time->micros) : std::nullopt;
}

std::string bytes_of(const Json& json) {
  const std::string encoded = text_of(json, "bytes_base64");
  return encoded.empty() ? text_of(json, "bytes") : from_base64(encoded).value_or("");
}

Result<FoundRecord> read_record(const Json& json) {
  const JsonFields fields(json, "record");
  FoundRecord record;
  const auto position = parse_receipt(TRY(fields.text_at("receipt")));
  const auto disposition = disposition_named(TRY(fields.text_at("disposition")));
  if (!position || !disposition) return Status::internal("the server tells of no record");
  record.position = *position;
  record.disposition = *disposition;
  record.commit = CommitId{TRY(fields.uint_at("commit"))};
  for (const Json& file : *TRY(fields.array_at("files"))) {
    if (file.if_string() != nullptr) record.files.push_back(*file.if_string());
  }
  record.log_name = text_of(json, "log_name");
  record.device = text_of(json, "device_id");
  record.event_time = time_of(json, "event_time");
  record.is_late = flag_of(json, "late");
  record.is_anomalous = flag_of(json, "is_anomaly");
  if (const Json* score = json.find("score")) score->to_double(record.score);
  record.reason = text_of(json, "reason");
  record.field = text_of(json, "field");
  record.value = text_of(json, "value");
  record.first = parse_receipt(text_of(json, "first_receipt"));
  record.bytes = bytes_of(json);
  record.has_bytes = json.find("bytes") != nullptr || json.find("bytes_base64") != nullptr;
  return record;
}

Result<RejectedRecord> read_reject(const Json& json) {
  RejectedRecord reject;
  const auto position = parse_receipt(text_of(json, "receipt"));
  if (!position) return Status::internal("the server tells of no record");
  reject.position = *position;
  reject.reason = text_of(json, "reason");
  reject.field = text_of(json, "field");
  reject.value = text_of(json, "value");
  reject.device = text_of(json, "device_id");
  reject.schema = text_of(json, "schema");
  reject.ingest_time = time_of(json, "ingest_time").value_or(0);
  reject.bytes = bytes_of(json);
  return reject;
}

// Every reject in the order refused, page after page.
Status for_each_remote_reject(HttpClient& client, bool with_bytes,
                              const std::function<Status(const RejectedRecord&)>& take) {
  std::string cursor;
  do {
    std::vector<std::pair<std::string, std::string>> parameters = {{"order", "oldest_first"},
                                                                   {"limit", "1000"}};
    if (with_bytes) parameters.emplace_back("raw", "true");
    if (!cursor.empty()) parameters.emplace_back("cursor", cursor);
    const Json page = TRY(client.get_json("/v1/rejects", std::move(parameters)));
    for (const Json& item : *TRY(JsonFields(page, "rejects").array_at("rejects")))
      TRY(take(TRY(read_reject(item))));
    cursor = text_of(page, "next");
  } while (!cursor.empty());
  return {};
}

// What the server has of a record, or why it has none.
struct RemoteRecords {
  std::vector<FoundRecord> found;
  std::string why_not;
};

Result<RemoteRecords> find_by_receipt(HttpClient& client, const std::string& receipt) {
  const Result<Json> json = client.get_json("/v1/receipts/" + serve::encode_percent(receipt));
  if (json.status().code() == Code::kNotFound) return RemoteRecords{{}, json.status().message()};
  TRY(json.status());
  return RemoteRecords{{TRY(read_record(json.value()))}, {}};
}

Result<RemoteRecords> find_by_time(HttpClient& client, const WhereIsArguments& arguments) {
  const Json json =
      TRY(client.get_json("/v1/where-is", {{"device", arguments.what}, {"time", arguments.time}}));
  RemoteRecords records;
  for (const Json& item : *TRY(JsonFields(json, "records").array_at("records")))
    records.found.push_back(TRY(read_record(item)));
  records.why_not =
      fmt::format("the lake holds no reading of {} at {}", arguments.what, arguments.time);
  return records;
}

}  // namespace

Result<int> run_remote_books(CommandContext& context, const BooksArguments& arguments) {
  const auto client = TRY(HttpClient::open(arguments.server));
  const BooksTotal total = TRY(read_total(TRY(client->get_json("/v1/books"))));
  if (arguments.by == serve::BooksBy::kTotal) {
    TRY(show_books_total(context, total));
  } else {
    const Json json =
        TRY(client->get_json("/v1/books", {{"by", std::string(word_of(arguments.by))}}));
    TRY(write_objects(*TRY(JsonFields(json, "books").array_at("rows")),
                      serve::books_columns(arguments.by),
                      *make_output(context.format, context.out)));
  }
  return total.page.balances() ? kExitDone : kExitCheckFailed;
}

Result<int> run_remote_sql(CommandContext& context, const SqlArguments& arguments) {
  const auto client = TRY(HttpClient::open(arguments.server));
  HttpAsk ask;
  ask.path = "/v1/query";
  ask.fields = {"Content-Type: application/json"};
  Json asked = Json::object({{"sql", arguments.query}, {"format", "json"}});
  if (!arguments.as_of.empty()) asked.add("as_of", arguments.as_of);
  const std::string body = asked.dump();
  ask.body = body;
  ask.is_post = true;
  const std::string answer = TRY(client->send(ask));
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(read_query_rows(answer, *output));
  return kExitDone;
}

Result<int> run_remote_where_is(CommandContext& context, const WhereIsArguments& arguments) {
  const auto client = TRY(HttpClient::open(arguments.server));
  const RemoteRecords records =
      TRY(arguments.time.empty() ? find_by_receipt(*client, arguments.what)
                                 : find_by_time(*client, arguments));
  TRY(show_records(context, "", records.found));
  if (!records.found.empty()) return kExitDone;
  std::fprintf(context.messages, "telltale: %s\n", records.why_not.c_str());
  return kExitCheckFailed;
}

Result<int> run_remote_rejects(CommandContext& context, const RejectsArguments& arguments) {
  const auto client = TRY(HttpClient::open(arguments.server));
  if (arguments.raw) {
    TRY(for_each_remote_reject(*client, true, [&](const RejectedRecord& reject) {
      return write_text(context.out, reject.bytes + "\n");
    }));
    TRY(flush_output(context.out));
    return kExitDone;
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin(reject_columns_shown()));
  TRY(for_each_remote_reject(
      *client, false, [&](const RejectedRecord& reject) { return show_reject(*output, reject); }));
  TRY(output->end());
  return kExitDone;
}

}  // namespace telltale
