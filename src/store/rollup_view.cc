#include "store/rollup_view.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/sql_text.h"

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

// What tells a device's rows from others'. Where the lake has one schema its name is known, and no
// row is compared by it.
struct Keys {
  const char* of_device;
  const char* of_sums;
  const char* of_readings;
  std::string schema_of_sums;
  std::string schema_of_readings;

  static Keys of(const Catalog& catalog) {
    const auto& all = catalog.schemas();
    const auto is_first = [&](const Catalog::KnownSchema& known) {
      return known.schema->name == all.front().schema->name;
    };
    if (all.empty() || !std::all_of(all.begin(), all.end(), is_first)) {
      return {"device_id, schema", "device_id, event_time, schema", "device_id, 2, _schema",
              "schema", "_schema"};
    }
    const std::string schema = sql_text(all.front().schema->name);
    return {"device_id", "device_id, event_time", "device_id, 2", schema, schema};
  }
};

std::string sum_readings(const RollupViewParts& parts, const SignalSums& sums, const Keys& keys) {
  return fmt::format(
      "SELECT device_id, make_timestamptz(epoch_us(event_time) - ((epoch_us(event_time) % {0}) + "
      "{0}) % {0}) AS event_time, {5} AS schema, count(*) AS n, "
      "count(*) FILTER ((_flags & {1}) <> 0) AS late, "
      "count(*) FILTER ((_flags & {2}) <> 0) AS simulated, "
      "min(event_time) AS first_time, max(event_time) AS last_time{3} FROM ({4}) "
      "GROUP BY {6}",
      parts.bucket, int{kFlagLate}, int{kFlagSimulated}, joined(sums.of_readings), parts.readings,
      keys.schema_of_readings, keys.of_readings);
}

// Rows of which each says its bucket alone.
std::string apart(const std::string& rows, const SignalSums& sums) {
  return fmt::format(
      "SELECT device_id, event_time, schema, n, late, simulated, first_time, last_time{} FROM ({})",
      joined(sums.of_apart), rows);
}

// The partial sums and the readings of a bucket, added up.
std::string add_up(const RollupViewParts& parts, const SignalSums& sums, const Keys& keys) {
  return fmt::format(
      "SELECT device_id, event_time, {} AS schema, sum(n)::BIGINT AS n, sum(late)::BIGINT AS late, "
      "sum(simulated)::BIGINT AS simulated, min(first_time) AS first_time, "
      "max(last_time) AS last_time{} FROM ({} UNION ALL BY NAME {}) GROUP BY {}",
      keys.schema_of_sums, joined(sums.of_partials), parts.partials,
      sum_readings(parts, sums, keys), keys.of_sums);
}

std::string united(const std::vector<std::string>& selects) {
  return fmt::format("{}", fmt::join(selects, " UNION ALL BY NAME "));
}

std::string intervals_of(const std::string& rows, const char* keys) {
  return fmt::format(
      "SELECT {}, CASE WHEN n > 1 THEN (epoch_us(last_time) - epoch_us(first_time)) // (n - 1) END "
      "AS _interval FROM ({})",
      keys, rows);
}

}  // namespace

// What a device usually sends is the median over its buckets of the time between its readings. It
// is joined, not a window over all, so that who asks for some buckets has those only read twice.
// The engine keeps the join for who asks for nothing of it, hence the narrow select. Whole numbers,
// as it compares doubles a function call each.
RollupSelects rollup_selects(const Catalog& catalog, const RollupViewParts& parts) {
  const SignalSums sums = sums_of(catalog);
  std::vector<std::string> rows = {apart(parts.apart, sums)};
  const Keys keys = Keys::of(catalog);
  std::vector<std::string> intervals = {
      fmt::format("SELECT {}, _interval FROM ({})", keys.of_device, parts.apart)};
  if (!parts.plain.empty()) {
    rows.push_back(apart(parts.plain, sums));
    intervals.push_back(intervals_of(parts.plain, keys.of_device));
  }
  if (!parts.partials.empty()) {
    rows.push_back(add_up(parts, sums, keys));
    intervals.push_back(intervals_of(add_up(parts, {}, keys), keys.of_device));
  }
  const std::string all = united(rows);
  const std::string usual = fmt::format(
      "SELECT {0}, greatest(1, round({1} / nullif(median(_interval), 0)))::BIGINT AS expected "
      "FROM ({2}) GROUP BY {0}",
      keys.of_device, parts.bucket, united(intervals));
  const std::string narrow =
      fmt::format("SELECT event_time AS {}, sums.* EXCLUDE (event_time)", parts.time);
  return {fmt::format("{}, expected, CASE WHEN n < expected THEN n / expected WHEN expected > 0 "
                      "THEN 1.0::DOUBLE END AS completeness FROM ({}) AS sums LEFT JOIN ({}) AS "
                      "usual USING ({})",
                      narrow, all, usual, keys.of_device),
          fmt::format("{} FROM ({}) AS sums", narrow, all)};
}

}  // namespace telltale
