#include "store/rollup_view.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "store/sql_text.h"

namespace telltale {
namespace {

// The columns of sums that are wanted, made from readings or from partial sums; of what is added up
// some may only be looked at.
struct Sums {
  std::vector<std::string> of_readings;
  std::vector<std::string> of_partials;
  std::vector<std::string> shown;

  struct Column {
    std::string name;
    std::string of_readings;
    std::string of_partials;
    std::string shown = {};  // where that is not its name
  };
  void look_at(const Column& column) {
    of_readings.push_back(column.of_readings + " AS " + column.name);
    of_partials.push_back(column.of_partials + " AS " + column.name);
  }
  void show(const Column& column) {
    look_at(column);
    shown.push_back(column.shown.empty() ? column.name : column.shown + " AS " + column.name);
  }
};

std::vector<Sums::Column> columns_of_readings() {
  const auto flagged = [](uint32_t flag) {
    return fmt::format("count(*) FILTER ((_flags & {}) <> 0)", flag);
  };
  return {{"n", "count(*)", "sum(n)::BIGINT"},
          {"late", flagged(kFlagLate), "sum(late)::BIGINT"},
          {"simulated", flagged(kFlagSimulated), "sum(simulated)::BIGINT"},
          {"first_time", "min(event_time)", "min(first_time)"},
          {"last_time", "max(event_time)", "max(last_time)"}};
}

void add_signal(const std::string& signal, const ReadColumns& read, Sums& sums) {
  const std::string value = sql_name(signal);
  const auto name = [&](const char* ending) { return sql_name(signal + ending); };
  const auto add = [&](const char* ending, const std::string& of_readings,
                       const std::string& of_partials, std::string shown = {}) {
    if (read.has(signal + ending))
      sums.show({name(ending), of_readings, of_partials, std::move(shown)});
  };
  const auto added = [&](const char* function, const char* ending) {
    return fmt::format("{}({})", function, name(ending));
  };
  const std::string last_time = fmt::format("max(event_time) FILTER ({} IS NOT NULL)", value);
  add("_n", fmt::format("count({})", value),
      fmt::format("coalesce(sum({}), 0)::BIGINT", name("_n")),
      fmt::format("coalesce({}, 0)", name("_n")));
  add("_sum", fmt::format("sum({}::DOUBLE)", value), added("sum", "_sum"));
  add("_sum_sq", fmt::format("sum({0}::DOUBLE * {0}::DOUBLE)", value), added("sum", "_sum_sq"));
  add("_min", fmt::format("min({}::DOUBLE)", value), added("min", "_min"));
  add("_max", fmt::format("max({}::DOUBLE)", value), added("max", "_max"));
  add("_last", fmt::format("arg_max({}::DOUBLE, event_time)", value),
      fmt::format("arg_max({}, {})", name("_last"), name("_last_time")));
  add("_last_time", last_time, added("max", "_last_time"));
  // Which is the last of several is told by their times.
  if (read.has(signal + "_last") && !read.has(signal + "_last_time"))
    sums.look_at({name("_last_time"), last_time, added("max", "_last_time")});
}

bool reads_usual(const ReadColumns& read) {
  return read.has("expected") || read.has("completeness");
}

Sums sums_of(const Catalog& catalog, const ReadColumns& read) {
  Sums sums;
  for (const Sums::Column& column : columns_of_readings()) {
    // What is usual is compared with `n`, and told by the times.
    if (read.has(column.name) || (column.name == "n" && reads_usual(read))) {
      sums.show(column);
    } else if (column.name.ends_with("_time") && reads_usual(read)) {
      sums.look_at(column);
    }
  }
  for (const Catalog::LakeColumn& column : catalog.columns()) {
    if (is_rolled_up(column)) add_signal(column.name, read, sums);
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

std::string sum_readings(const RollupViewParts& parts, const Sums& sums, const Keys& keys) {
  return fmt::format(
      "SELECT device_id, make_timestamptz(epoch_us(event_time) - ((epoch_us(event_time) % {0}) + "
      "{0}) % {0}) AS event_time, {1} AS schema{2} FROM ({3}) GROUP BY {4}",
      parts.bucket, keys.schema_of_readings, joined(sums.of_readings), parts.readings,
      keys.of_readings);
}

// Rows of which each says its bucket alone.
std::string shown(const std::string& rows, const Sums& sums, const Keys& keys) {
  return fmt::format("SELECT device_id, event_time, {} AS schema{} FROM {}", keys.schema_of_sums,
                     joined(sums.shown), rows);
}

// The partial sums and the readings of a bucket, added up.
std::string add_up(const RollupViewParts& parts, const Sums& sums, const Keys& keys) {
  return fmt::format(
      "SELECT device_id, event_time, {} AS schema{} FROM ({} UNION ALL BY NAME {}) GROUP BY {}",
      keys.schema_of_sums, joined(sums.of_partials), parts.partials,
      sum_readings(parts, sums, keys), keys.of_sums);
}

std::string united(const std::vector<std::string>& selects) {
  return fmt::format("{}", fmt::join(selects, " UNION ALL BY NAME "));
}

// Of each bucket the time between its readings, where the rows do not say it.
std::string intervals_of(const std::string& rows, const char* keys) {
  return fmt::format(
      "SELECT {}, CASE WHEN n > 1 THEN (epoch_us(last_time) - epoch_us(first_time)) // (n - 1) END "
      "AS _interval FROM {}",
      keys, rows);
}

std::string inside(const std::string& select) {
  return "(" + select + ")";
}

// What each device usually sends: the median over its buckets of the time between its readings.
// Whole numbers, as the engine compares doubles a function call each.
std::string usual_of(const RollupViewParts& parts, const std::string& added, const char* keys) {
  std::vector<std::string> intervals = {
      fmt::format("SELECT {}, _interval FROM ({})", keys, parts.apart)};
  if (!parts.plain.empty()) intervals.push_back(intervals_of(inside(parts.plain), keys));
  if (!added.empty()) intervals.push_back(intervals_of(added, keys));
  return fmt::format(
      "SELECT {0}, greatest(1, round({1} / nullif(median(_interval), 0)))::BIGINT AS expected "
      "FROM ({2}) GROUP BY {0}",
      keys, parts.bucket, united(intervals));
}

}  // namespace

// What is usual is joined, not a window over all, so that who asks for some buckets has those only
// read twice. The engine keeps the join for who asks for nothing of it, so it is left out here.
//
// What is added up is read twice too. It has a name, by which the engine does it once, unless all
// columns are wanted: of a union with what has a name the engine reads all that are named.
std::string rollup_select(const Catalog& catalog, const RollupViewParts& parts,
                          const ReadColumns& read) {
  const Sums sums = sums_of(catalog, read);
  const Keys keys = Keys::of(catalog);
  std::vector<std::string> rows = {shown(inside(parts.apart), sums, keys)};
  if (!parts.plain.empty()) rows.push_back(shown(inside(parts.plain), sums, keys));
  std::string added = parts.partials.empty() ? "" : inside(add_up(parts, sums, keys));
  std::string select;
  if (!added.empty() && !read.all())
    select = "WITH added AS " + std::exchange(added, "added") + " ";
  if (!added.empty()) rows.push_back(shown(added, sums, keys));
  select += fmt::format("SELECT event_time AS {}, sums.* EXCLUDE (event_time)", parts.time);
  if (!reads_usual(read)) return fmt::format("{} FROM ({}) AS sums", select, united(rows));
  return fmt::format(
      "{}, expected, CASE WHEN n < expected THEN n / expected WHEN expected > 0 THEN 1.0::DOUBLE "
      "END AS completeness FROM ({}) AS sums LEFT JOIN ({}) AS usual USING ({})",
      select, united(rows), usual_of(parts, added, keys.of_device), keys.of_device);
}

}  // namespace telltale
