#include "app/redrive_plan.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/log_columns.h"

namespace telltale {
namespace {

using serve::RedriveReport;
using serve::RedriveWish;

// The columns of a CSV log must be those of the schema.
Status check_header(const Catalog& catalog, LogId id, const Schema& schema) {
  const std::shared_ptr<const LogInfo> known = catalog.log(id);
  if (known == nullptr) return Status::invalid("a record to take again is of an unknown log");
  LogInfo log = *known;
  if (log.format != RecordFormat::kCsv) return {};
  log.schema = std::make_shared<const Schema>(schema);
  return missing_columns(log).status();
}

// In order, without repeats, as many as an order may hold, all of logs that the schema can read.
Status bound(const Catalog& catalog, RedrivePlan::Order& order, std::vector<std::string>& notes) {
  std::vector<Position>& positions = order.order.positions;
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  if (positions.size() > kRedrivenMax) {
    notes.push_back(fmt::format("takes the first {} of {} records: ask again for more",
                                kRedrivenMax, positions.size()));
    positions.resize(kRedrivenMax);
  }
  LogId last{0};
  for (const Position& position : positions) {
    if (position.log != last) TRY(check_header(catalog, position.log, order.chosen.schema));
    last = position.log;
  }
  return {};
}

Result<RedrivePlan::Order> order_of(const Catalog& catalog, ChosenSchema chosen,
                                    const std::vector<const RedriveWish::Reject*>& rejects,
                                    std::vector<std::string>& notes) {
  TRY(catalog.check_schema(chosen.schema));
  if (chosen.schema.time.kind == TimeRule::Kind::kStep) {
    return Status::invalid(fmt::format(
        "records of {} get their times from their places in the log and cannot be taken again by "
        "themselves: ingest the file with --again",
        chosen.schema.title()));
  }
  RedrivePlan::Order order;
  order.order.schema = chosen.schema.name;
  order.order.schema_version = chosen.schema.version;
  order.chosen = std::move(chosen);
  uint64_t known = 0;
  for (const RedriveWish::Reject* reject : rejects) {
    if (reject->schema == order.order.schema &&
        reject->schema_version == order.order.schema_version) {
      ++known;
    } else {
      order.order.positions.push_back(reject->position);
    }
  }
  if (known > 0) {
    notes.push_back(fmt::format(
        "{} records were refused under {} and would be again: change the schema and raise its "
        "`version`",
        known, order.chosen.schema.title()));
  }
  TRY(bound(catalog, order, notes));
  return order;
}

Status learn(const RedrivePlan::Order& order, Catalog& catalog) {
  if (catalog.schema(order.order.schema, order.order.schema_version) != nullptr) return {};
  return catalog.apply(SchemaAdded{order.chosen.yaml});
}

}  // namespace

SchemaChooser chooser_of_lake(const Catalog& catalog) {
  return [&catalog](const std::string& name) -> Result<ChosenSchema> {
    const Catalog::KnownSchema* known = catalog.newest_schema(name);
    if (known != nullptr) return ChosenSchema{*known->schema, known->yaml};
    return Status::invalid("the lake has no such schema: add it by POST /v1/schemas: schema=" +
                           name);
  };
}

Result<RedrivePlan> plan_redrive(const Catalog& catalog, const RedriveWish& wish,
                                 const SchemaChooser& choose) {
  std::map<std::string, std::vector<const RedriveWish::Reject*>> by_schema;
  for (const RedriveWish::Reject& reject : wish.rejects)
    by_schema[wish.schema.empty() ? reject.schema : wish.schema].push_back(&reject);
  RedrivePlan plan;
  for (const auto& [schema, rejects] : by_schema) {
    RedrivePlan::Order order = TRY(order_of(catalog, TRY(choose(schema)), rejects, plan.notes));
    if (!order.order.positions.empty()) plan.orders.push_back(std::move(order));
  }
  return plan;
}

Result<RedriveReport> preview(const LakeAt& lake, const RedrivePlan& plan,
                              const RedrivePath& path) {
  std::map<std::tuple<RejectReason, Disposition, RejectReason>, uint64_t> counts;
  for (const RedrivePlan::Order& order : plan.orders) {
    // The schema may not be the lake's yet: its catalog learns it, here and nowhere else.
    Catalog catalog = lake.catalog;
    TRY(learn(order, catalog));
    const LakeAt at{lake.env, lake.folder, lake.view, catalog};
    for (const RedrivenRow& row : TRY(preview_redrive(at, order.order, path))) {
      const bool is_refused = row.becomes == Disposition::kRejected;
      ++counts[{row.before, row.becomes, is_refused ? row.reason : RejectReason::kNone}];
    }
  }
  RedriveReport report;
  report.notes = plan.notes;
  for (const auto& [what, records] : counts)
    report.changes.push_back({std::get<0>(what), std::get<1>(what), std::get<2>(what), records});
  std::ranges::sort(report.changes, {}, [](const RedriveReport::Change& change) {
    return std::tuple(name_of(change.before), name_of(change.becomes), name_of(change.reason));
  });
  return report;
}

Result<RedriveReport> carry_out(LakeWriter& writer, const RedrivePlan& plan,
                                const RedrivePath& path) {
  RedriveReport report;
  report.notes = plan.notes;
  const RedriveOutcome earlier = TRY(finish_redrives(writer, path));
  if (earlier.taken > 0)
    report.notes.push_back(fmt::format("took {} records that were ordered before", earlier.taken));
  const BooksPage before = writer.view()->books_total;
  for (const RedrivePlan::Order& order : plan.orders) {
    if (writer.catalog().schema(order.order.schema, order.order.schema_version) == nullptr)
      TRY(writer.append_control(SchemaAdded{order.chosen.yaml}));
    TRY(writer.append_control(order.order));
  }
  const RedriveOutcome outcome = TRY(finish_redrives(writer, path));
  if (outcome.abandoned > 0) {
    report.notes.push_back(
        fmt::format("{} records are rejected no more, or have expired, and are not taken again",
                    outcome.abandoned));
  }
  const BooksPage after = writer.view()->books_total;
  const auto grown = [&](Disposition disposition) {
    return after.count(disposition) - before.count(disposition);
  };
  report.taken = outcome.taken;
  report.stored = grown(Disposition::kStored);
  report.duplicate = grown(Disposition::kDuplicate);
  report.conflict = grown(Disposition::kConflict);
  report.still_rejected =
      outcome.taken - (before.count(Disposition::kRejected) - after.count(Disposition::kRejected));
  return report;
}

}  // namespace telltale
