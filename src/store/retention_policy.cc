#include "store/retention_policy.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace telltale {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::min();

std::optional<Duration> longer(std::optional<Duration> a, std::optional<Duration> b) {
  if (!a || !b) return std::nullopt;
  return std::max(*a, *b);
}

// What control records say; `found` tells nothing said from `stays`.
std::optional<Duration> rule_of(const Catalog& catalog, Table table, std::string_view schema,
                                bool& found) {
  for (const std::string_view wanted : {schema, std::string_view()}) {
    for (const RetentionSet& rule : catalog.retention()) {
      if (rule.table != name_of(table) || rule.schema != wanted) continue;
      found = true;
      return rule.keeps;
    }
  }
  found = false;
  return std::nullopt;
}

}  // namespace

std::optional<Duration> default_keeping(Table table) {
  using std::chrono::days;
  switch (table) {
    case Table::kRaw:
      return days(365);
    case Table::kDeviceMetrics:
    case Table::kLedger:
    case Table::kSuperseded:
      return days(1'095);
    default:
      return days(2'555);
  }
}

// Anomalies are part of the digest of their reading, and what superseded rows are must be known for
// as long as these are there, so neither leaves first.
std::optional<Duration> RetentionPolicy::keeping(Table table, std::string_view schema) const {
  if (table == Table::kSuperseded) {
    std::optional<Duration> longest = keeping(Table::kLedger, "");
    for (const Catalog::KnownSchema& known : catalog_.schemas())
      longest = longer(longest, keeping(Table::kLedger, known.schema->name));
    return longest;
  }
  bool found = false;
  const std::optional<Duration> said = rule_of(catalog_, table, schema, found);
  const std::optional<Duration> keeps = found ? said : default_keeping(table);
  return table == Table::kAnomalies ? longer(keeps, keeping(Table::kDeviceMetrics, schema)) : keeps;
}

int64_t RetentionPolicy::horizon(Table table, std::string_view schema) const {
  const std::optional<Duration> keeps = keeping(table, schema);
  return keeps ? day_number(micros(now_ - *keeps)) * kMicrosPerDay : kNever;
}

RangeOf<int64_t> RetentionPolicy::horizons(Table table) const {
  const int64_t of_rest = horizon(table, "");
  RangeOf<int64_t> range{of_rest, of_rest};
  for (const Catalog::KnownSchema& known : catalog_.schemas()) {
    const int64_t one = horizon(table, known.schema->name);
    range = {std::min(range.least, one), std::max(range.most, one)};
  }
  return range;
}

int64_t RetentionPolicy::age_from(LogId id, int64_t ingest_time,
                                  std::optional<int64_t> event_time) const {
  if (!event_time) return ingest_time;
  const std::shared_ptr<const LogInfo> log = catalog_.log(id);
  return log != nullptr && log->clock == LogClock::kEvent ? *event_time : ingest_time;
}

bool RetentionPolicy::has_clock(LogClock clock) const {
  return std::any_of(catalog_.logs().begin(), catalog_.logs().end(),
                     [&](const auto& log) { return log.second->clock == clock; });
}

Status check_retention(const Catalog& catalog, const RetentionSet& rule) {
  const std::optional<Table> table = table_named(rule.table);
  if (!table || *table == Table::kSuperseded) {
    return Status::invalid(fmt::format(
        "there is no such table: name raw, device_metrics, anomalies, ledger, rollups_hour or "
        "rollups_minute: table={}",
        rule.table));
  }
  if (rule.keeps && *rule.keeps < std::chrono::days(1))
    return Status::invalid("rows are kept for at least a day: name `1d` or more");
  Catalog then = catalog;
  TRY(then.apply(rule));
  const RetentionPolicy policy(then, Instant());
  bool found = false;
  const std::optional<Duration> anomalies = rule_of(then, Table::kAnomalies, rule.schema, found);
  const std::optional<Duration> said = found ? anomalies : default_keeping(Table::kAnomalies);
  if (policy.keeping(Table::kAnomalies, rule.schema) == said) return {};
  return Status::invalid(
      "anomalies are part of the readings they were found at and cannot leave before them: keep "
      "anomalies at least as long as device_metrics");
}

}  // namespace telltale
