#include "store/rollup_view.h"

#include <fmt/format.h>

#include "store/lake_views.h"

namespace telltale {
namespace {

// One signal's columns, made from readings or from partial sums.
struct SignalSums {
  std::vector<std::string> of_readings;
  std::vector<std::string> of_partials;
  std::vector<std::string> of_apart;
};

void add_signal(const std::string& signal, SignalSums& sums) {
  const std::string value = sql_name(signal);
  const auto column = [&](const char* ending) { return sql_name(signal + ending); };
  const std::string last = column("_last");
  const std::string last_time = column("_last_time");
  const auto add = [&](const std::string& from_readings, const std::string& from_partials,
                       const std::string& name) {
    sums.of_readings.push_back(from_readings + " AS " + name);
    sums.of_partials.push_back(from_partials + " AS " + name);
    sums.of_apart.push_back(name == column("_n") ? fmt::format("coalesce({0}, 0) AS {0}", name)
                                                 : name);
  };
  const auto added = [](const std::string& name) { return "sum(" + name + ")"; };
  const auto whole = [](const std::string& name) {
    return "coalesce(sum(" + name + "), 0)::BIGINT";
  };
  add(fmt::format("count({})", value), whole(column("_n")), column("_n"));
  add(fmt::format("sum({}::DOUBLE)", value), added(column("_sum")), column("_sum"));
  add(fmt::format("sum({0}::DOUBLE * {0}::DOUBLE)", value), added(column("_sum_sq")),
      column("_sum_sq"));
  add(fmt::format("min({}::DOUBLE)", value), fmt::format("min({})", column("_min")),
      column("_min"));
  add(fmt::format("max({}::DOUBLE)", value), fmt::format("max({})", column("_max")),
      column("_max"));
  add(fmt::format("arg_max({}::DOUBLE, event_time)", value),
      fmt::format("arg_max({}, {})", last, last_time), last);
  add(fmt::format("max(event_time) FILTER ({} IS NOT NULL)", value),
      fmt::format("max({})", last_time), last_time);
}

SignalSums sums_of(const Catalog& catalog) {
  SignalSums sums;
  for (const Catalog::LakeColumn& column : catalog.columns()) {
    if (is_rolled_up(column)) add_signal(column.name, sums);
  }
  return sums;
}

std::string joined(const std::vector<std::string>& columns) {
  return columns.empty() ? "" : fmt::format(", {}", fmt::join(columns, ", "));
}

std::string sum_readings(const RollupViewParts& parts, const SignalSums& sums) {
  return fmt::format(
      "SELECT device_id, make_timestamptz(epoch_us(event_time) - ((epoch_us(event_time) % {0}) + "
      "{0}) % {0}) AS event_time, _schema AS schema, count(*) AS n, "
      "count(*) FILTER ((_flags & {1}) <> 0) AS late, "
      "count(*) FILTER ((_flags & {2}) <> 0) AS simulated, "
      "min(event_time) AS first_time, max(event_time) AS last_time{3} FROM ({4}) "
      "GROUP BY device_id, 2, _schema",
      parts.bucket, int{kFlagLate}, int{kFlagSimulated}, joined(sums.of_readings), parts.readings);
}

}  // namespace

// What a device usually sends is the median over its buckets of the time between its readings. It
// is joined, not a window over all, so that who asks for some buckets reads those only, and who
// does not ask for it has none computed.
std::string rollup_select(const Catalog& catalog, const RollupViewParts& parts) {
  const SignalSums sums = sums_of(catalog);
  const std::string added = fmt::format(
      "SELECT device_id, event_time, schema, n, late, simulated, first_time, last_time{} FROM ({}) "
      "UNION ALL BY NAME "
      "SELECT device_id, event_time, schema, sum(n)::BIGINT AS n, sum(late)::BIGINT AS late, "
      "sum(simulated)::BIGINT AS simulated, min(first_time) AS first_time, "
      "max(last_time) AS last_time{} FROM ({} UNION ALL BY NAME {}) "
      "GROUP BY device_id, event_time, schema",
      joined(sums.of_apart), parts.apart, joined(sums.of_partials), parts.partials,
      sum_readings(parts, sums));
  const std::string usual = fmt::format(
      "SELECT device_id, schema, greatest(1, round({} / nullif(median(CASE WHEN n > 1 THEN "
      "(epoch_us(last_time) - epoch_us(first_time)) / (n - 1) END), 0))) AS expected FROM ({}) "
      "GROUP BY device_id, schema",
      parts.bucket, added);
  return fmt::format(
      "SELECT event_time AS {}, sums.* EXCLUDE (event_time), expected::BIGINT AS expected, "
      "least(1, n / expected) AS completeness FROM ({}) AS sums LEFT JOIN ({}) AS usual "
      "USING (device_id, schema)",
      parts.time, added, usual);
}

}  // namespace telltale
