#include "base/json.h"
#include "serve/query_child.h"

namespace telltale::serve {
namespace {

Json texts_of(const std::vector<std::string>& texts) {
  Json::Array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

Result<std::vector<std::string>> read_texts(const JsonFields& fields, std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& item : *TRY(fields.array_at(key))) {
    if (item.if_string() == nullptr) return Status::corrupt("the list holds something else");
    texts.push_back(*item.if_string());
  }
  return texts;
}

Json view_json(const ViewDefinition& view) {
  return Json::object({{"name", view.name}, {"select", view.select}, {"narrow", view.narrow}});
}

Result<ViewDefinition> read_view(const JsonFields& fields) {
  return ViewDefinition{TRY(fields.text_at("name")), TRY(fields.text_at("select")),
                        TRY(fields.text_at("narrow"))};
}

}  // namespace

std::string write_query_job(const QueryJob& job) {
  return Json::object({{"sql", job.sql},
                       {"format", name_of(job.format)},
                       {"commit", job.commit},
                       {"folders", texts_of(job.folders)},
                       {"views", texts_of(job.views)},
                       {"rows_max", job.rows_max},
                       {"cuts_rows", job.cuts_rows},
                       {"bytes_max", job.bytes_max},
                       {"memory_bytes", job.memory_bytes},
                       {"threads", job.threads},
                       {"cpu_seconds", job.cpu_seconds}})
      .dump();
}

Result<QueryJob> read_query_job(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "query");
  QueryJob job;
  job.sql = TRY(fields.text_at("sql"));
  const auto format = result_format_named(TRY(fields.text_at("format")));
  if (!format) return Status::corrupt("the query has an unknown format");
  job.format = *format;
  job.commit = TRY(fields.uint_at("commit"));
  job.folders = TRY(read_texts(fields, "folders"));
  job.views = TRY(read_texts(fields, "views"));
  job.rows_max = TRY(fields.uint_at("rows_max"));
  job.cuts_rows = TRY(fields.bool_at("cuts_rows"));
  job.bytes_max = TRY(fields.uint_at("bytes_max"));
  job.memory_bytes = TRY(fields.uint_at("memory_bytes"));
  job.threads = static_cast<uint32_t>(TRY(fields.uint_at("threads")));
  job.cpu_seconds = TRY(fields.uint_at("cpu_seconds"));
  return job;
}

std::string write_reads(const UserSql::Reads& reads) {
  const std::set<std::string>& names = reads.columns.names();
  return Json::object({{"views", texts_of({reads.views.begin(), reads.views.end()})},
                       {"all_columns", reads.columns.all()},
                       {"columns", texts_of({names.begin(), names.end()})}})
      .dump();
}

Result<UserSql::Reads> read_reads(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "reads");
  const std::vector<std::string> views = TRY(read_texts(fields, "views"));
  UserSql::Reads reads{{views.begin(), views.end()}, {}};
  if (TRY(fields.bool_at("all_columns"))) return reads;
  reads.columns = ReadColumns::none();
  for (const std::string& name : TRY(read_texts(fields, "columns"))) reads.columns.add(name);
  return reads;
}

std::string write_query_plan(const QueryPlan& plan) {
  Json::Array views;
  for (const ViewDefinition& view : plan.views) views.push_back(view_json(view));
  return Json::object({{"views", std::move(views)}, {"files", texts_of(plan.files)}}).dump();
}

Result<QueryPlan> read_query_plan(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "plan");
  QueryPlan plan;
  for (const Json& item : *TRY(fields.array_at("views"))) {
    plan.views.push_back(TRY(read_view(JsonFields(item, "view"))));
  }
  plan.files = TRY(read_texts(fields, "files"));
  return plan;
}

std::string write_failure(const Status& status) {
  return Json::object({{"code", static_cast<int>(status.code())}, {"why", status.message()}})
      .dump();
}

Status read_failure(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "failure");
  const uint64_t code = TRY(fields.uint_at("code"));
  std::string why = TRY(fields.text_at("why"));
  if (code == 0 || code > static_cast<uint64_t>(Code::kInternal))
    return Status::internal("the query failed in an unknown way");
  return {static_cast<Code>(code), std::move(why)};
}

}  // namespace telltale::serve
