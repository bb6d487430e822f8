#include "store/lake_views.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "base/env.h"
#include "store/missing.h"
#include "store/rollup_overlap.h"
#include "store/rollup_view.h"
#include "store/sql_text.h"

namespace telltale {
namespace {

// Before all event times.
constexpr int64_t kNoTime = kInstantMicrosMin;

struct SqlColumn {
  std::string name;
  std::string type;
};

std::string sql_type(FieldType type) {
  switch (type) {
    case FieldType::kInteger:
      return "BIGINT";
    case FieldType::kBoolean:
      return "BOOLEAN";
    case FieldType::kText:
      return "VARCHAR";
    default:
      return "DOUBLE";
  }
}

// A select with these columns and no row: what every union begins with, so that a column is there,
// with its type, whether or not a file has it.
std::string empty_select(const std::vector<SqlColumn>& columns) {
  std::vector<std::string> parts;
  for (const SqlColumn& column : columns)
    parts.push_back(fmt::format("NULL::{} AS {}", column.type, sql_name(column.name)));
  return fmt::format("SELECT {} WHERE false", fmt::join(parts, ", "));
}

class ViewMaker {
 public:
  explicit ViewMaker(const LakeAt& lake) : lake_(lake), as_of_(lake.commit()) {}

  std::vector<SqlView> make() {
    add_device_metrics();
    add_anomalies();
    add_raw();
    add_superseded();
    add_ledger();
    add_books();
    add_feedback();
    add_rollups(Table::kRollupsHour, "hour");
    add_rollups(Table::kRollupsMinute, "minute");
    add_schemas();
    add_star();
    return std::move(views_);
  }

 private:
  using Wanted = std::function<bool(const FileEntry&)>;

  // Those that may hold rows of commits up to the one that is looked at.
  std::vector<LiveFile> files_where(const Wanted& wanted) const {
    std::vector<LiveFile> files;
    for (const LiveFile& file : lake_.view.files) {
      if (wanted(file.entry) && file.commits().least <= as_of_) files.push_back(file);
    }
    return files;
  }
  std::vector<LiveFile> files_of(Table table) const {
    return files_where([table](const FileEntry& entry) { return entry.table == table; });
  }

  // Files of one form, with the commit each row belongs to: what the rows say, or for new files the
  // commit that added them.
  std::string scan(const std::vector<LiveFile>& files) const {
    std::vector<std::string> paths;
    std::vector<std::string> commits;
    for (const LiveFile& file : files) {
      paths.push_back(sql_text(join_path(lake_.folder, file.entry.path)));
      commits.push_back(std::to_string(static_cast<uint64_t>(file.added_by)));
    }
    if (bucket_of(files.front().entry.table) != 0) {
      // A union by name looks into each file, and the engine binds a query several times.
      return fmt::format("SELECT * FROM read_parquet([{}]{}, hive_partitioning = false)",
                         fmt::join(paths, ", "),
                         files.front().entry.columns == 0 ? ", union_by_name = true" : "");
    }
    if (files.front().entry.commits) {
      return fmt::format("SELECT * FROM read_parquet([{}], hive_partitioning = false){}",
                         fmt::join(paths, ", "),
                         holds_later(files.front())
                             ? fmt::format(" WHERE _commit <= {}", static_cast<uint64_t>(as_of_))
                             : "");
    }
    const bool has_column = files.front().entry.table != Table::kRaw;
    return fmt::format(
        "SELECT * EXCLUDE ({2}filename), map([{0}], [{1}])[filename] AS _commit "
        "FROM read_parquet([{0}], filename = true, hive_partitioning = false)",
        fmt::join(paths, ", "), fmt::join(commits, ", "), has_column ? "_commit, " : "");
  }

  // The union, by name, of files that may have different columns.
  std::string union_of(const std::vector<SqlColumn>& columns,
                       const std::vector<LiveFile>& files) const {
    std::map<std::string, std::vector<LiveFile>> by_form;
    for (const LiveFile& file : files) by_form[form_of(file)].push_back(file);
    std::string select = empty_select(columns);
    for (const auto& [key, group] : by_form) select += " UNION ALL BY NAME " + scan(group);
    return select;
  }

  // Whether it holds rows of commits after the one that is looked at.
  bool holds_later(const LiveFile& file) const { return file.commits().most > as_of_; }

  // Files of the first lakes, which do not say when their rows were received, lack some columns.
  std::string form_of(const LiveFile& file) const {
    const FileEntry& entry = file.entry;
    if (bucket_of(entry.table) != 0) return std::to_string(entry.columns);
    return fmt::format("{} {} {} {} {} {}", name_of(entry.disposition), entry.schema,
                       entry.schema_version, entry.commits.has_value(), entry.received.has_value(),
                       holds_later(file));
  }

  SqlView& add(std::string name, std::string select, std::vector<std::string> needs,
               const std::vector<LiveFile>& files) {
    SqlView view;
    view.name = std::move(name);
    view.select = std::move(select);
    view.needs = std::move(needs);
    for (const LiveFile& file : files) view.files.push_back(file.entry);
    views_.push_back(std::move(view));
    return views_.back();
  }

  std::vector<SqlColumn> reading_columns() const {
    std::vector<SqlColumn> columns = {
        {"device_id", "VARCHAR"}, {"event_time", "TIMESTAMPTZ"}, {"seq", "BIGINT"}};
    for (const Catalog::LakeColumn& column : lake_.catalog.columns())
      columns.push_back({column.name, sql_type(column.type)});
    for (const SqlColumn& column : std::initializer_list<SqlColumn>{{"ingest_time", "TIMESTAMPTZ"},
                                                                    {"_schema", "VARCHAR"},
                                                                    {"_log", "INTEGER"},
                                                                    {"_offset", "BIGINT"},
                                                                    {"_index", "INTEGER"},
                                                                    {"_flags", "INTEGER"},
                                                                    {"_score", "FLOAT"},
                                                                    {"_commit", "BIGINT"}})
      columns.push_back(column);
    return columns;
  }

  static constexpr const char* kReceipt = "_log || ':' || _offset || ':' || _index AS receipt";

  void add_device_metrics() {
    const auto files = files_of(Table::kDeviceMetrics);
    add("device_metrics",
        fmt::format("SELECT * EXCLUDE (_flags, _score, _log, _offset, _index, _schema, _commit), "
                    "_schema AS schema, _score AS score, (_flags & {}) <> 0 AS is_anomaly, "
                    "(_flags & {}) <> 0 AS late, (_flags & {}) <> 0 AS ahead, "
                    "(_flags & {}) <> 0 AS simulated, {}, _commit FROM ({})",
                    int{kFlagAnomalous}, int{kFlagLate}, int{kFlagAhead}, int{kFlagSimulated},
                    kReceipt, union_of(reading_columns(), files)),
        {}, files)
        .tables = {Table::kDeviceMetrics};
  }

  void add_anomalies() {
    const auto files = files_of(Table::kAnomalies);
    const std::vector<SqlColumn> columns = {
        {"anomaly_id", "VARCHAR"},
        {"kind", "VARCHAR"},
        {"device_id", "VARCHAR"},
        {"signal", "VARCHAR"},
        {"unit", "VARCHAR"},
        {"schema", "VARCHAR"},
        {"start_time", "TIMESTAMPTZ"},
        {"event_time", "TIMESTAMPTZ"},
        {"score", "DOUBLE"},
        {"value", "DOUBLE"},
        {"expected_low", "DOUBLE"},
        {"expected_high", "DOUBLE"},
        {"nearest_usual", "DOUBLE"},
        {"reason", "VARCHAR"},
        {"contributions", "STRUCT(channel VARCHAR, share DOUBLE)[]"},
        {"epoch", "INTEGER"},
        {"simulated", "BOOLEAN"},
        {"ingest_time", "TIMESTAMPTZ"},
        {"_log", "INTEGER"},
        {"_offset", "BIGINT"},
        {"_index", "INTEGER"},
        {"_commit", "BIGINT"}};
    add("anomalies",
        fmt::format("SELECT * EXCLUDE (_log, _offset, _index, _commit), {}, _commit FROM ({})",
                    kReceipt, union_of(columns, files)),
        {}, files)
        .tables = {Table::kAnomalies};
  }

  void add_raw() {
    const auto files = files_of(Table::kRaw);
    const std::vector<SqlColumn> columns = {{"_log", "INTEGER"},    {"_offset", "BIGINT"},
                                            {"_index", "INTEGER"},  {"ingest_time", "TIMESTAMPTZ"},
                                            {"bytes", "BLOB"},      {"fault", "VARCHAR"},
                                            {"size", "BIGINT"},     {"sha256", "VARCHAR"},
                                            {"_sender", "VARCHAR"}, {"_commit", "BIGINT"}};
    add("raw",
        fmt::format("SELECT {}, * EXCLUDE (_log, _offset, _index) FROM ({})", kReceipt,
                    union_of(columns, files)),
        {}, files)
        .tables = {Table::kRaw};
  }

  // Rows of the ledger that a later commit replaced: shown by none of the other views, unless the
  // lake is looked at as of an earlier one.
  void add_superseded() {
    const auto files = files_of(Table::kSuperseded);
    const std::vector<SqlColumn> columns = {{"_log", "INTEGER"},    {"_offset", "BIGINT"},
                                            {"_index", "INTEGER"},  {"of_commit", "BIGINT"},
                                            {"hash_low", "BIGINT"}, {"hash_high", "BIGINT"},
                                            {"_commit", "BIGINT"}};
    add("superseded",
        fmt::format("SELECT {}, of_commit, _log, _offset, _index, _commit FROM ({})", kReceipt,
                    union_of(columns, files)),
        {}, files);
  }

  // What leaves superseded rows out of those of the ledger.
  std::string without_superseded() const {
    if (files_of(Table::kSuperseded).empty()) return "";
    return " ANTI JOIN superseded AS s ON l._log = s._log AND l._offset = s._offset AND l._index = "
           "s._index AND l._commit = s.of_commit";
  }

  // What is not stored. Conflicts are whole readings, so they lie in files of that form; a signal
  // of theirs may bear the name of a column of the ledger.
  void add_ledger() {
    const auto is_conflict = [](const FileEntry& entry) {
      return entry.table == Table::kLedger && entry.disposition == Disposition::kConflict;
    };
    const auto others = files_where([&](const FileEntry& entry) {
      return entry.table == Table::kLedger && !is_conflict(entry);
    });
    add_conflicts(files_where(is_conflict));
    const std::vector<SqlColumn> columns = {
        {"disposition", "VARCHAR"}, {"reason", "VARCHAR"},
        {"field", "VARCHAR"},       {"value", "VARCHAR"},
        {"device_id", "VARCHAR"},   {"event_time", "TIMESTAMPTZ"},
        {"seq", "BIGINT"},          {"ingest_time", "TIMESTAMPTZ"},
        {"schema", "VARCHAR"},      {"schema_version", "INTEGER"},
        {"_log", "INTEGER"},        {"_offset", "BIGINT"},
        {"_index", "INTEGER"},      {"first_log", "INTEGER"},
        {"first_offset", "BIGINT"}, {"first_index", "INTEGER"},
        {"_commit", "BIGINT"}};
    const char* kFirst = "first_log || ':' || first_offset || ':' || first_index AS first_receipt";
    add("ledger",
        fmt::format("SELECT {}, disposition, ingest_time, schema, {}, reason, field, value, "
                    "device_id, event_time, seq, schema_version, _commit FROM ({}) AS l{} "
                    "UNION ALL BY "
                    "NAME SELECT receipt, 'conflict' AS disposition, ingest_time, schema, "
                    "device_id, event_time, seq, _commit FROM conflicts",
                    kReceipt, kFirst, union_of(columns, others), without_superseded()),
        {"conflicts", "superseded"}, others)
        .tables = {Table::kLedger};
    add("rejects",
        "SELECT receipt, reason, field, value, device_id, ingest_time, schema, schema_version, "
        "_commit FROM ledger WHERE disposition = 'rejected'",
        {"ledger"}, {});
    add("duplicates",
        "SELECT receipt, device_id, event_time, seq, first_receipt, ingest_time, schema, _commit "
        "FROM ledger WHERE disposition = 'duplicate'",
        {"ledger"}, {});
  }

  void add_conflicts(const std::vector<LiveFile>& files) {
    std::vector<std::string> parts = {kReceipt,    "ingest_time", "_schema AS schema",
                                      "device_id", "event_time",  "seq"};
    for (const Catalog::LakeColumn& column : lake_.catalog.columns())
      parts.push_back(sql_name(column.name));
    parts.emplace_back("_commit");
    add("conflicts",
        fmt::format("SELECT {} FROM ({})", fmt::join(parts, ", "),
                    union_of(reading_columns(), files)),
        {}, files)
        .tables = {Table::kLedger};
  }

  void add_books() { add("books", "", {}, {}).of = SqlView::Of::kBooks; }

  // What people said of anomalies; the last that settles something is what an anomaly's status is.
  void add_feedback() {
    add("feedback", "", {}, {}).of = SqlView::Of::kFeedback;
    add("anomaly_status",
        "SELECT anomaly_id, CASE arg_max(feedback, number) WHEN 'reopened' THEN 'open' ELSE "
        "arg_max(feedback, number) END AS status FROM feedback WHERE feedback NOT IN ('commented', "
        "'assigned') GROUP BY anomaly_id",
        {"feedback"}, {});
  }

  // What is summed by the commit that is looked at, and the readings that came after; as of a
  // commit before the newest rollup, or from before sums left, all readings.
  void add_rollups(Table table, const char* time) {
    RollupViewParts parts;
    parts.time = time;
    parts.bucket = bucket_of(table);
    const CommitId rolled_up = lake_.view.rolled_up_of(table);
    const bool is_as_then = rolled_up <= as_of_ && lake_.view.expired_of(table) <= as_of_;
    const CommitId summed = is_as_then ? rolled_up : CommitId{0};
    // Sums of earlier buckets are those of then in any case.
    const int64_t stand_before =
        is_as_then ? kNoTime : sums_stand_before(lake_, table).value_or(kNoTime);
    // A commit that sums is later than all it sums, so it may be later than what is looked at.
    std::vector<LiveFile> partials;
    for (const LiveFile& file : lake_.view.files) {
      const bool is_wanted =
          is_as_then ? summed != CommitId{0} : file.entry.time_min < stand_before;
      if (file.entry.table == table && is_wanted) partials.push_back(file);
    }
    std::vector<LiveFile> readings;
    for (const LiveFile& file : files_of(Table::kDeviceMetrics)) {
      if (file.commits().most > summed) readings.push_back(file);
    }
    RollupOverlap overlap = find_overlap(partials, readings, parts.bucket);
    const auto plain =
        std::stable_partition(overlap.apart.begin(), overlap.apart.end(),
                              [](const LiveFile& file) { return file.entry.columns != 0; });
    parts.apart = union_of(rollup_columns(), {overlap.apart.begin(), plain});
    if (plain != overlap.apart.end())
      parts.plain = union_of(rollup_columns(), {plain, overlap.apart.end()});
    if (!overlap.shared.empty() || !readings.empty())
      parts.partials = union_of(rollup_columns(), overlap.shared);
    std::string wanted = fmt::format("_commit > {}", static_cast<uint64_t>(summed));
    if (!is_as_then) {
      const std::string moment = fmt::format("make_timestamptz({})", stand_before);
      for (std::string* sums : {&parts.apart, &parts.plain, &parts.partials}) {
        if (!sums->empty())
          *sums = fmt::format("SELECT * FROM ({}) WHERE event_time < {}", *sums, moment);
      }
      wanted = fmt::format("(_commit > {} OR event_time >= {}){}", static_cast<uint64_t>(rolled_up),
                           moment, without_gone_sums(table));
    }
    parts.readings =
        fmt::format("SELECT * FROM ({}) WHERE {}", union_of(reading_columns(), readings), wanted);
    std::vector<LiveFile> files = partials;
    files.insert(files.end(), readings.begin(), readings.end());
    SqlView& view = add(std::string(name_of(table)),
                        rollup_select(lake_.catalog, parts, ReadColumns()), {}, files);
    view.narrow = [&catalog = lake_.catalog, parts](const ReadColumns& read) {
      return rollup_select(catalog, parts, read);
    };
    view.tables = {Table::kDeviceMetrics};
    view.shows_after = stand_before == kNoTime ? summed : rolled_up;
    if (!is_as_then) view.summed_again = table;
  }

  // Readings whose sums had left by then were not among the sums any more.
  std::string without_gone_sums(Table table) const {
    std::string condition;
    for (const GoneSums& gone : sums_gone_before(lake_, table))
      condition += fmt::format(" AND NOT (_commit <= {} AND event_time < make_timestamptz({}))",
                               static_cast<uint64_t>(gone.summed_to), gone.before);
    return condition;
  }

  std::vector<SqlColumn> rollup_columns() const {
    std::vector<SqlColumn> columns = {{"device_id", "VARCHAR"},
                                      {"event_time", "TIMESTAMPTZ"},
                                      {"schema", "VARCHAR"},
                                      {"n", "BIGINT"},
                                      {"late", "BIGINT"},
                                      {"simulated", "BIGINT"},
                                      {"first_time", "TIMESTAMPTZ"},
                                      {"last_time", "TIMESTAMPTZ"},
                                      {"_interval", "BIGINT"}};
    for (const Catalog::LakeColumn& column : lake_.catalog.columns()) {
      if (!is_rolled_up(column)) continue;
      for (const RollupColumn& sums : kRollupColumns)
        columns.push_back({column.name + std::string(sums.ending), std::string(sums.sql_type)});
    }
    columns.push_back({"_commit", "BIGINT"});
    return columns;
  }

  // Each schema's readings under the names its user gave them; of several versions, the newest's.
  void add_schemas() {
    for (const Catalog::KnownSchema& known : lake_.catalog.schemas()) {
      const Schema& schema = *known.schema;
      if (lake_.catalog.newest_schema(schema.name) != &known) continue;
      std::vector<std::string> parts = {
          fmt::format("device_id AS {}", sql_name(schema.device.name)),
          fmt::format("event_time AS {}", sql_name(schema.time.name))};
      if (schema.has_seq()) parts.emplace_back("seq");
      for (const Field& field : schema.fields) parts.push_back(sql_name(field.lake_name()));
      add(schema.name,
          fmt::format("SELECT {}, score, is_anomaly, late, ahead, simulated, ingest_time, receipt, "
                      "_commit FROM device_metrics WHERE schema = {}",
                      fmt::join(parts, ", "), sql_text(schema.name)),
          {"device_metrics"}, {});
    }
  }

  // A column of the lake, or a null of that type under its name.
  std::string column_or_null(std::string_view name, std::string_view type) const {
    for (const Catalog::LakeColumn& column : lake_.catalog.columns()) {
      if (same_column_name(column.name, name)) return sql_name(column.name);
    }
    return fmt::format("NULL::{} AS {}", type, name);
  }

  void add_star() {
    const std::vector<std::string_view> named = {"temperature", "humidity", "battery_level",
                                                 "energy_consumption"};
    std::vector<std::string> parts = {"receipt AS metric_id", "device_id",
                                      "event_time AS \"timestamp\""};
    for (const std::string_view name : named) parts.push_back(column_or_null(name, "DOUBLE"));
    parts.insert(parts.end(),
                 {"score AS anomaly_score", "is_anomaly", "ingest_time AS created_at"});
    for (const Catalog::LakeColumn& column : lake_.catalog.columns()) {
      if (std::find(named.begin(), named.end(), column.name) == named.end())
        parts.push_back(sql_name(column.name));
    }
    parts.insert(parts.end(), {"schema", "late", "simulated", "_commit"});
    add("fact_device_metrics", fmt::format("SELECT {} FROM device_metrics", fmt::join(parts, ", ")),
        {"device_metrics"}, {});
    add("dim_devices", dim_devices_select(), {"device_metrics"}, {});
  }

  std::string dim_devices_select() const {
    struct Attribute {
      std::string name;
      std::string type;
    };
    std::vector<Attribute> attributes = {{"device_type", "VARCHAR"},
                                         {"latitude", "DOUBLE"},
                                         {"longitude", "DOUBLE"},
                                         {"firmware_version", "VARCHAR"},
                                         {"status", "VARCHAR"}};
    for (const Catalog::LakeColumn& column : lake_.catalog.columns()) {
      const auto known = [&](const Attribute& attribute) { return attribute.name == column.name; };
      if (column.role == FieldRole::kAttribute &&
          std::none_of(attributes.begin(), attributes.end(), known))
        attributes.push_back({column.name, sql_type(column.type)});
    }
    std::vector<std::string> parts;
    for (const Attribute& attribute : attributes) {
      const std::string column = column_or_null(attribute.name, attribute.type);
      const bool exists = !column.starts_with("NULL::");
      parts.push_back(exists ? fmt::format("arg_max({0}, event_time) AS {0}", column) : column);
    }
    return fmt::format(
        "SELECT device_id, {}, min(event_time) AS first_seen, max(event_time) AS last_seen, "
        "count(*) AS "
        "readings, min(ingest_time) AS created_at, max(ingest_time) AS updated_at FROM "
        "device_metrics GROUP BY device_id",
        fmt::join(parts, ", "));
  }

  const LakeAt lake_;
  const CommitId as_of_;
  std::vector<SqlView> views_;
};

}  // namespace

std::vector<SqlView> lake_views(const LakeAt& lake) {
  return ViewMaker(lake).make();
}

std::string feedback_select(const Catalog& catalog, Offset control_to) {
  std::string rows;
  for (const auto& [anomaly, said] : catalog.all_feedback()) {
    for (const auto& [given, offset] : said) {
      if (offset >= control_to) continue;
      rows += fmt::format("{}({},{},'{}',{},{},make_timestamptz({}))", rows.empty() ? "" : ",",
                          offset, sql_text(anomaly), name_of(given.kind), sql_text(given.by),
                          given.text.empty() ? "NULL" : sql_text(given.text), micros(given.at));
    }
  }
  const std::string none = empty_select({{"number", "BIGINT"},
                                         {"anomaly_id", "VARCHAR"},
                                         {"feedback", "VARCHAR"},
                                         {"said_by", "VARCHAR"},
                                         {"text", "VARCHAR"},
                                         {"said_at", "TIMESTAMPTZ"}});
  return rows.empty() ? none : none + " UNION ALL SELECT * FROM (VALUES " + rows + ")";
}

}  // namespace telltale
