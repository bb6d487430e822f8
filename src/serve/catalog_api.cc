#include "serve/catalog_api.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "serve/api.h"
#include "serve/lake_reply.h"

namespace telltale::serve {
namespace {

struct TableWords {
  std::string_view name;
  std::string_view sentence;
};
constexpr std::array<TableWords, 15> kWords = {{
    {"device_metrics", "every stored reading, of all schemas"},
    {"anomalies", "what was found unusual, with reasons"},
    {"anomaly_status", "what was said last of an anomaly; open ones are not in it"},
    {"feedback", "all that was said of anomalies, and by whom"},
    {"raw", "every record received, with its bytes"},
    {"ledger", "every record that is not stored, and why"},
    {"conflicts", "readings that contradict a stored one"},
    {"rejects", "records that were refused"},
    {"duplicates", "records that repeat a stored one"},
    {"superseded", "rows of the ledger that were replaced when records were taken again"},
    {"books", "the counts of dispositions by log and day of receipt"},
    {"rollups_hour", "sums, least and most of each signal, by device and hour"},
    {"rollups_minute", "sums, least and most of each signal, by device and minute"},
    {"fact_device_metrics", "stored readings, as a star schema has them"},
    {"dim_devices", "devices, with their newest attributes"},
}};

std::string sentence_of(const std::string& table) {
  for (const TableWords& words : kWords) {
    if (words.name == table) return std::string(words.sentence);
  }
  return "the readings of the schema " + table + ", under its own names";
}

using Wanted = std::function<bool(const FileEntry&)>;

Wanted of_table(Table table) {
  return [table](const FileEntry& entry) { return entry.table == table; };
}

Wanted of_ledger(Disposition disposition) {
  return [disposition](const FileEntry& entry) {
    return entry.table == Table::kLedger && entry.disposition == disposition;
  };
}

// Which files hold the rows of a table; none: they are made when they are asked for.
Wanted files_of(const LakeQuestion& asked, const std::string& name) {
  if (name == "fact_device_metrics") return of_table(Table::kDeviceMetrics);
  if (name == "conflicts") return of_ledger(Disposition::kConflict);
  if (name == "rejects") return of_ledger(Disposition::kRejected);
  if (name == "duplicates") return of_ledger(Disposition::kDuplicate);
  if (const std::optional<Table> table = table_named(name)) return of_table(*table);
  if (asked.catalog().newest_schema(name) == nullptr) return nullptr;
  return [name](const FileEntry& entry) {
    return entry.table == Table::kDeviceMetrics && entry.schema == name;
  };
}

bool are_of_ledger(const std::string& name) {
  return name == "ledger" || name == "conflicts" || name == "rejects" || name == "duplicates";
}

// Rollups are sums of several commits and of readings not summed yet, and of a ledger's rows some
// are replaced by others: there the rows of files are not those of the table.
bool has_rows_of_files(const LakeView& view, const std::string& name) {
  if (name == name_of(Table::kRollupsHour) || name == name_of(Table::kRollupsMinute)) return false;
  return !are_of_ledger(name) || std::ranges::none_of(view.files, [](const LiveFile& file) {
    return file.entry.table == Table::kSuperseded;
  });
}

void add_weight(const LakeQuestion& asked, const std::string& name, Json& json) {
  const Wanted is_wanted = files_of(asked, name);
  uint64_t rows = 0;
  uint64_t files = 0;
  uint64_t bytes = 0;
  for (const LiveFile& file : asked.view().files) {
    if (!is_wanted || !is_wanted(file.entry)) continue;
    rows += file.entry.rows;
    bytes += file.entry.bytes;
    ++files;
  }
  const auto known = [](bool is_known, uint64_t number) {
    return is_known ? Json(number) : Json(nullptr);
  };
  json.add("rows", known(is_wanted && has_rows_of_files(asked.view(), name), rows));
  json.add("files", known(static_cast<bool>(is_wanted), files));
  json.add("bytes", known(static_cast<bool>(is_wanted), bytes));
}

std::string unit_of(const Catalog& catalog, const std::string& column) {
  for (const Catalog::LakeColumn& known : catalog.columns()) {
    if (known.name == column) return known.unit;
  }
  return {};
}

Json json_of(const LakeQuestion& asked, const ListedTable& table) {
  Json::Array columns;
  for (const SqlColumn& column : table.columns) {
    Json json = Json::object({{"name", column.name}, {"type", column.type}});
    const std::string unit = unit_of(asked.catalog(), column.name);
    if (!unit.empty()) json.add("unit", unit);
    columns.push_back(std::move(json));
  }
  Json json = Json::object({{"name", table.name}, {"what", sentence_of(table.name)}});
  add_weight(asked, table.name, json);
  json.add("columns", std::move(columns));
  return json;
}

}  // namespace

void get_catalog(Api& api, Call call) {
  TableList& tables = api.tables();
  answer_from_lake(api, std::move(call), [&tables](const LakeQuestion& asked) -> Result<HttpReply> {
    TRY(Parameters(asked.call.head(), {}).status());
    const TableList::Tables listed = TRY(tables.of(asked.lake(), asked.now.catalog));
    Json::Array list;
    for (const ListedTable& table : *listed) list.push_back(json_of(asked, table));
    return asked.reply(Json::object({{"commit", static_cast<uint64_t>(asked.view().commit)},
                                     {"time", time_json(micros(asked.view().time))},
                                     {"tables", std::move(list)}}));
  });
}

}  // namespace telltale::serve
