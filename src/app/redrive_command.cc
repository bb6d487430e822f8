// The command that takes rejects again.
#include <map>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/components.h"
#include "app/log_columns.h"
#include "app/schema_choice.h"
#include "store/redrive.h"
#include "store/sql.h"

namespace telltale {
namespace {

// The rejects that a query gave, by the schema they were refused under.
class WantedRejects : public RowSink {
 public:
  struct Reject {
    Position position;
    std::string schema;
    std::string version;
  };

  Status begin(const std::vector<std::string>&) override { return {}; }
  Status row(std::span<const Cell> cells) override {
    const std::optional<Position> position = parse_receipt(cells[0].text);
    if (!position) return Status::corrupt("a reject has no receipt: " + cells[0].text);
    rejects.push_back({*position, cells[1].text, cells[2].text});
    return {};
  }
  Status end() override { return {}; }

  std::vector<Reject> rejects;
};

// What is to be taken again under one schema.
struct RedriveOrder {
  Redriven order;
  ChosenSchema chosen;  // to become part of the lake first, where it is not
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
    return arguments_.preview ? preview() : redrive();
  }

 private:
  Result<int> preview() {
    OpenLake lake = TRY(open_lake(context_.env, arguments_.folder));
    const std::vector<RedriveOrder> orders = TRY(orders_of(lake.at(context_.env)));
    std::map<std::array<std::string, 3>, uint64_t> counts;
    for (const RedriveOrder& order : orders) {
      // The schema may not be the lake's yet: its catalog learns it, here and nowhere else.
      Catalog catalog = lake.catalog();
      TRY(learn(order, catalog));
      RecordPath path;
      const LakeAt at{context_.env, lake.folder, lake.view, catalog};
      for (const RedrivenRow& row : TRY(preview_redrive(at, order.order, path_of(path)))) {
        const bool is_refused = row.becomes == Disposition::kRejected;
        ++counts[{std::string(name_of(row.before)), std::string(name_of(row.becomes)),
                  is_refused ? std::string(name_of(row.reason)) : ""}];
      }
    }
    const std::unique_ptr<RowSink> output = make_output(context_.format, context_.out);
    TRY(output->begin({"was_rejected_for", "becomes", "reason", "records"}));
    for (const auto& [what, count] : counts) {
      TRY(output->row(std::vector<Cell>{Cell::of(what[0]), Cell::of(what[1]),
                                        what[2].empty() ? Cell::null() : Cell::of(what[2]),
                                        Cell::of(count)}));
    }
    TRY(output->end());
    return kExitDone;
  }

  Result<int> redrive() {
    const auto writer = TRY(LakeWriter::open(context_.env, context_.clock, arguments_.folder));
    RecordPath path;
    const RedriveOutcome before = TRY(finish_redrives(*writer, path_of(path)));
    if (before.taken > 0)
      message(fmt::format("took {} records that were ordered before", before.taken));
    const BooksPage books = writer->view()->books_total;
    const std::shared_ptr<const LakeView> view = writer->view();
    const std::vector<RedriveOrder> orders =
        TRY(orders_of({context_.env, writer->folder(), *view, writer->catalog()}));
    for (const RedriveOrder& order : orders) {
      if (writer->catalog().schema(order.order.schema, order.order.schema_version) == nullptr)
        TRY(writer->append_control(SchemaAdded{order.chosen.yaml}));
      TRY(writer->append_control(order.order));
    }
    const RedriveOutcome outcome = TRY(finish_redrives(*writer, path_of(path)));
    if (outcome.abandoned > 0)
      message(fmt::format("{} records have expired and cannot be taken again", outcome.abandoned));
    TRY(show(outcome, books, writer->view()->books_total));
    return kExitDone;
  }

  Status show(const RedriveOutcome& outcome, const BooksPage& before, const BooksPage& after) {
    const auto grown = [&](Disposition disposition) {
      return Cell::of(after.count(disposition) - before.count(disposition));
    };
    const uint64_t settled =
        before.count(Disposition::kRejected) - after.count(Disposition::kRejected);
    const std::unique_ptr<RowSink> output = make_output(context_.format, context_.out);
    TRY(output->begin({"redriven", "stored", "duplicate", "conflict", "still_rejected"}));
    TRY(output->row(std::vector<Cell>{Cell::of(outcome.taken), grown(Disposition::kStored),
                                      grown(Disposition::kDuplicate), grown(Disposition::kConflict),
                                      Cell::of(outcome.taken - settled)}));
    return output->end();
  }

  RedrivePath path_of(RecordPath& path) {
    return {pipeline_options(context_.options), path.stages(), path.groups()};
  }

  Status learn(const RedriveOrder& order, Catalog& catalog) const {
    if (catalog.schema(order.order.schema, order.order.schema_version) != nullptr) return {};
    return catalog.apply(SchemaAdded{order.chosen.yaml});
  }

  // What the condition names, by the schema to be taken under.
  Result<std::vector<RedriveOrder>> orders_of(const LakeAt& lake) {
    WantedRejects wanted;
    const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(lake));
    TRY(engine->query(fmt::format("SELECT receipt, schema, schema_version FROM rejects WHERE (\n"
                                  "{}\n)",
                                  arguments_.where),
                      wanted));
    std::map<std::string, std::vector<WantedRejects::Reject>> by_schema;
    for (WantedRejects::Reject& reject : wanted.rejects)
      by_schema[arguments_.schema.empty() ? reject.schema : arguments_.schema].push_back(
          std::move(reject));
    std::vector<RedriveOrder> orders;
    for (auto& [schema, rejects] : by_schema) {
      RedriveOrder order = TRY(order_of(lake, schema, rejects));
      if (!order.order.positions.empty()) orders.push_back(std::move(order));
    }
    return orders;
  }

  Result<RedriveOrder> order_of(const LakeAt& lake, const std::string& schema,
                                const std::vector<WantedRejects::Reject>& rejects) {
    RedriveOrder order;
    order.chosen = TRY(choose_schema(context_.env, schema, &lake.catalog));
    TRY(lake.catalog.check_schema(order.chosen.schema));
    order.order.schema = order.chosen.schema.name;
    order.order.schema_version = order.chosen.schema.version;
    if (order.chosen.schema.time.kind == TimeRule::Kind::kStep) {
      return Status::invalid(fmt::format(
          "records of {} get their times from their places in the log and cannot be taken again by "
          "themselves: ingest the file with --again",
          order.chosen.schema.title()));
    }
    const std::string version = std::to_string(order.order.schema_version);
    uint64_t known = 0;
    for (const WantedRejects::Reject& reject : rejects) {
      if (reject.schema == order.order.schema && reject.version == version) {
        ++known;
      } else {
        order.order.positions.push_back(reject.position);
      }
    }
    if (known > 0) {
      message(
          fmt::format("{} records were refused under {} and would be again: change the schema "
                      "and raise its `version`",
                      known, order.chosen.schema.title()));
    }
    return bounded(lake, std::move(order));
  }

  Result<RedriveOrder> bounded(const LakeAt& lake, RedriveOrder order) {
    std::vector<Position>& positions = order.order.positions;
    std::sort(positions.begin(), positions.end());
    if (positions.size() > kRedrivenMax) {
      message(fmt::format("takes the first {} of {} records: run the command again for more",
                          kRedrivenMax, positions.size()));
      positions.resize(kRedrivenMax);
    }
    LogId last{0};
    for (const Position& position : positions) {
      if (position.log != last) TRY(check_header(lake.catalog, position.log, order.chosen.schema));
      last = position.log;
    }
    return order;
  }

  // The columns of a CSV log must be those of the schema.
  static Status check_header(const Catalog& catalog, LogId id, const Schema& schema) {
    LogInfo log = *catalog.log(id);
    if (log.format != RecordFormat::kCsv) return {};
    log.schema = std::make_shared<const Schema>(schema);
    return missing_columns(log).status();
  }

  void message(const std::string& text) {
    std::fprintf(context_.messages, "telltale: %s\n", text.c_str());
  }

  CommandContext& context_;
  const RedriveArguments& arguments_;
};

}  // namespace

Result<int> run_redrive(CommandContext& context, const RedriveArguments& arguments) {
  return RedriveRun(context, arguments).run();
}

}  // namespace telltale
