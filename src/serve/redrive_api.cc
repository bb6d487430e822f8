#include "serve/redrive_api.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "journal/control_record.h"
#include "serve/api.h"
#include "serve/gathered_exchange.h"
#include "serve/people_api.h"
#include "serve/query_api.h"
#include "serve/redrive_json.h"

namespace telltale::serve {
namespace {

struct RedriveAsked {
  std::string where;
  std::string schema;
  std::optional<bool> is_preview;
};

Status take_member(const Json::Member& member, RedriveAsked& asked) {
  const auto& [name, value] = member;
  if (name == "preview") {
    if (value.if_bool() == nullptr) return Status::invalid("`preview` must be true or false");
    asked.is_preview = *value.if_bool();
    return {};
  }
  if (name != "where" && name != "schema") {
    return Status::invalid(
        fmt::format("`{}` is not known: there are where, schema, preview", name));
  }
  const std::string* text = value.if_string();
  if (text == nullptr || text->find('\0') != std::string::npos)
    return Status::invalid(fmt::format("`{}` must be a text without NUL", name));
  (name == "where" ? asked.where : asked.schema) = *text;
  return {};
}

Result<RedriveAsked> read_body(const std::string& body) {
  if (!is_utf8(body)) return Status::invalid("the body is no UTF-8");
  const Result<Json> json = Json::parse(body);
  if (!json.ok() || !json.value().is_object())
    return Status::invalid("the body is not an object of JSON");
  RedriveAsked asked;
  for (const Json::Member& member : *json.value().if_object()) TRY(take_member(member, asked));
  if (asked.where.empty())
    return Status::invalid("`where` must be there: a condition over the view rejects");
  if (!asked.is_preview) {
    return Status::invalid(
        "`preview` must be there: true to see what would become of them, false to do it");
  }
  return asked;
}

// Lines of receipt, schema and version, none of which is ever quoted, after a header.
Result<RedriveWish> read_rejects(std::string_view csv) {
  RedriveWish wish;
  for (bool is_header = true; !csv.empty(); is_header = false) {
    const size_t end = std::min(csv.find('\n'), csv.size());
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(std::min(end + 1, csv.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_header || line.empty()) continue;
    const size_t first = std::min(line.find(','), line.size());
    const size_t last = line.rfind(',');
    if (last == std::string_view::npos || last <= first)
      return Status::corrupt("the query for rejects answers nonsense");
    TRY(add_reject(line.substr(0, first), line.substr(first + 1, last - first - 1),
                   line.substr(last + 1), wish));
  }
  return wish;
}

HttpReply reply_of(const Result<RedriveReport>& report, const RedriveAsked& asked) {
  if (!report.ok()) return problem_of(report.status());
  HttpReply reply;
  reply.body = to_json(report.value(), *asked.is_preview).dump() + "\n";
  return reply;
}

struct RedriveQuestion {
  Call call;
  RedriveAsked asked;
  LakeBoard::Now now;
  uint64_t rows_max = 0;
};

// What is done once it is known which rejects are meant.
void go_on(const RedriveQuestion& question, const HttpReply& rejects) {
  if (rejects.status != 200) return question.call.reply(rejects);
  Result<RedriveWish> wish = read_rejects(rejects.body);
  if (!wish.ok()) return question.call.reply(problem_of(wish.status()));
  wish->schema = question.asked.schema;
  const bool is_cut = wish->rejects.size() == question.rows_max;
  const auto answer = [question, is_cut](const Result<RedriveReport>& told) {
    Result<RedriveReport> report = told;
    if (report.ok() && is_cut)
      report->notes.emplace_back("there may be more of them than are taken at once: ask again");
    if (report.ok() && !*question.asked.is_preview)
      note_act(question.call, {"redriven", question.asked.schema, question.asked.where});
    question.call.reply(reply_of(report, question.asked));
  };
  LakeControl& control = question.call.tenant->control;
  if (*question.asked.is_preview)
    return answer(control.preview_redrive(wish.value(), question.now));
  control.redrive(std::move(wish).value(), answer);
}

}  // namespace

// The condition is a user's SQL, so a confined process looks for what it names.
void post_redrive(Api& api, Call call) {
  QueryService& queries = api.queries();
  if (std::optional<HttpReply> refusal = why_no_sql(queries, call.head()))
    return call.reply(std::move(*refusal));
  const Result<RedriveAsked> asked = read_body(call.exchange->body());
  if (!asked.ok()) return call.reply(problem(400, asked.status().message()));
  QueryRequest request;
  request.sql = rejects_where(asked.value().where);
  request.format = ResultFormat::kCsv;
  request.rows_max = std::min<uint64_t>(queries.options().rows_max, kRedrivenMax);
  request.cuts_rows = true;
  request.time_max = queries.options().time_max;
  request.now = call.tenant->board.now();
  const RedriveQuestion question{call, asked.value(), request.now, request.rows_max};
  call.exchange = std::make_shared<GatheredExchange>(
      call.exchange, [question](const HttpReply& rejects) { go_on(question, rejects); });
  queries.run(std::move(call), std::move(request));
}

}  // namespace telltale::serve
