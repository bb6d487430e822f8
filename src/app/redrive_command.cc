// The command that takes rejects again, in a lake's folder or by a server.
#include <charconv>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "app/http_client.h"
#include "app/redrive_plan.h"
#include "serve/redrive_json.h"
#include "store/sql.h"

namespace telltale {
namespace {

using serve::RedriveReport;
using serve::RedriveWish;

// The rejects that a query gave.
class WantedRejects : public RowSink {
 public:
  Status begin(const std::vector<std::string>&) override { return {}; }
  Status row(std::span<const Cell> cells) override {
    return serve::add_reject(cells[0].text, cells[1].text, cells[2].text, wish);
  }
  Status end() override { return {}; }

  RedriveWish wish;
};

class RedriveRun {
 public:
  RedriveRun(CommandContext& context, const RedriveArguments& arguments)
      : context_(context), arguments_(arguments) {}

  Result<int> run() {
    if (arguments_.yes == arguments_.preview) {
      return Status::invalid(
          "say either --preview, to see what would become of them, or --yes, to do it");
    }
    const RedriveReport report = TRY(arguments_.server.is_set() ? ask_server()
                                     : arguments_.preview       ? preview_here()
                                                                : redrive_here());
    for (const std::string& note : report.notes)
      std::fprintf(context_.messages, "telltale: %s\n", note.c_str());
    TRY(arguments_.preview ? show_changes(report) : show_outcome(report));
    return kExitDone;
  }

 private:
  Result<RedriveReport> preview_here() {
    OpenLake lake = TRY(open_lake(context_.env, arguments_.folder));
    RecordPath path;
    const LakeAt at = lake.at(context_.env);
    return preview(at, TRY(plan_of(at)), path_of(path));
  }

  Result<RedriveReport> redrive_here() {
    const auto writer = TRY(LakeWriter::open(context_.env, context_.clock, arguments_.folder));
    RecordPath path;
    const std::shared_ptr<const LakeView> view = writer->view();
    const RedrivePlan plan =
        TRY(plan_of({context_.env, writer->folder(), *view, writer->catalog()}));
    return carry_out(*writer, plan, path_of(path));
  }

  Result<RedriveReport> ask_server() {
    const auto client = TRY(HttpClient::open(arguments_.server));
    Json asked = Json::object({{"where", arguments_.where}, {"preview", arguments_.preview}});
    if (!arguments_.schema.empty()) asked.add("schema", arguments_.schema);
    const std::string body = asked.dump();
    HttpAsk ask;
    ask.path = "/v1/redrive";
    ask.fields = {"Content-Type: application/json"};
    ask.body = body;
    ask.is_post = true;
    return serve::read_redrive_report(TRY(client->send(ask)));
  }

  RedrivePath path_of(RecordPath& path) const {
    return {pipeline_options(context_.options), path.stages(), path.groups()};
  }

  // What the condition names.
  Result<RedrivePlan> plan_of(const LakeAt& lake) {
    WantedRejects wanted;
    wanted.wish.schema = arguments_.schema;
    const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(lake));
    TRY(engine->query(serve::rejects_where(arguments_.where), wanted));
    return plan_redrive(lake.catalog, wanted.wish, [&](const std::string& name) {
      return choose_schema(context_.env, name, &lake.catalog);
    });
  }

  Status show_changes(const RedriveReport& report) {
    const std::unique_ptr<RowSink> output = make_output(context_.format, context_.out);
    TRY(output->begin({"was_rejected_for", "becomes", "reason", "records"}));
    for (const RedriveReport::Change& change : report.changes) {
      const bool has_reason = change.reason != RejectReason::kNone;
      TRY(output->row(std::vector<Cell>{
          Cell::of(name_of(change.before)), Cell::of(name_of(change.becomes)),
          has_reason ? Cell::of(name_of(change.reason)) : Cell::null(), Cell::of(change.records)}));
    }
    return output->end();
  }

  Status show_outcome(const RedriveReport& report) {
    const std::unique_ptr<RowSink> output = make_output(context_.format, context_.out);
    TRY(output->begin({"redriven", "stored", "duplicate", "conflict", "still_rejected"}));
    TRY(output->row(std::vector<Cell>{Cell::of(report.taken), Cell::of(report.stored),
                                      Cell::of(report.duplicate), Cell::of(report.conflict),
                                      Cell::of(report.still_rejected)}));
    return output->end();
  }

  CommandContext& context_;
  const RedriveArguments& arguments_;
};

}  // namespace

Result<int> run_redrive(CommandContext& context, const RedriveArguments& arguments) {
  return RedriveRun(context, arguments).run();
}

}  // namespace telltale
