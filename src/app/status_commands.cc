// Commands for who looks after a lake: what it is doing, what may be wrong with it, and what to
// send to somebody who helps.
#include <fmt/format.h>

#include "app/checkup.h"
#include "app/event_list.h"
#include "app/http_client.h"
#include "app/lake_report.h"
#include "app/server_commands.h"
#include "app/support_bundle.h"
#include "serve/metrics_api.h"

namespace telltale {
namespace {

bool has_problem(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (finding.health == Health::kProblem) return true;
  }
  return false;
}

// The lakes of a server's answer, or the one in the folder.
Result<Json::Array> reports(CommandContext& context, const StatusArguments& arguments) {
  if (!arguments.server.is_set())
    return Json::Array{
        TRY(lake_report({context.env, context.clock, context.options}, arguments.folder))};
  const std::unique_ptr<HttpClient> client = TRY(HttpClient::open(arguments.server));
  const Json answer = TRY(client->get_json("/v1/status"));
  const Json* lakes = answer.find("lakes");
  if (lakes == nullptr || lakes->if_array() == nullptr)
    return Status::corrupt("cannot read status: the server's answer has no lakes");
  return *lakes->if_array();
}

bool is_well(const Json& lake) {
  const Json* problems = lake.find("problems");
  if (problems == nullptr || problems->if_array() == nullptr) return true;
  for (const Json& problem : *problems->if_array()) {
    const Json* is_warning = problem.find("is_warning");
    if (is_warning == nullptr || is_warning->if_bool() == nullptr || !*is_warning->if_bool())
      return false;
  }
  return true;
}

}  // namespace

Result<int> run_status(CommandContext& context, const StatusArguments& arguments) {
  const Json::Array lakes = TRY(reports(context, arguments));
  bool all_well = true;
  if (context.format == OutputFormat::kJson)
    TRY(write_text(context.out, Json(lakes).dump(2) + "\n"));
  for (const Json& lake : lakes) {
    all_well = all_well && is_well(lake);
    if (context.format != OutputFormat::kJson) TRY(write_text(context.out, report_text(lake)));
  }
  TRY(flush_output(context.out));
  return all_well ? kExitDone : kExitCheckFailed;
}

Result<int> run_doctor(CommandContext& context, const DoctorArguments& arguments) {
  const CheckupPlace place{context.env, context.clock, context.options};
  std::vector<Finding> findings = check_machine(place);
  if (!arguments.folder.empty()) {
    const std::vector<Finding> of_lake = check_lake(place, arguments.folder);
    findings.insert(findings.begin(), of_lake.begin(), of_lake.end());
  }
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"check", "health", "what", "todo"}));
  for (const Finding& finding : findings) {
    TRY(output->row(std::vector<Cell>{
        Cell::of(finding.check), Cell::of(name_of(finding.health)), Cell::of(finding.what),
        finding.todo.empty() ? Cell::null() : Cell::of(finding.todo)}));
  }
  TRY(output->end());
  return has_problem(findings) ? kExitCheckFailed : kExitDone;
}

Result<int> run_support_bundle(CommandContext& context, const SupportBundleArguments& arguments) {
  const std::string bundle = TRY(make_support_bundle(context, arguments));
  TRY(write_new_file(context.env, arguments.out, bundle));
  std::fprintf(context.messages,
               "telltale: wrote %s: no records, devices, keys or names of files are in it; look "
               "before you send it: tar -tzf %s\n",
               arguments.out.c_str(), arguments.out.c_str());
  return kExitDone;
}

Result<int> run_metrics_reference(CommandContext& context) {
  TRY(write_text(context.out, serve::metrics_reference(all_event_kinds())));
  TRY(flush_output(context.out));
  return kExitDone;
}

}  // namespace telltale
