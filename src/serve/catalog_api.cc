#include "serve/catalog_api.h"

#include <array>

#include "serve/api.h"
#include "serve/lake_reply.h"

namespace telltale::serve {
namespace {

struct TableWords {
  std::string_view name;
  std::string_view sentence;
};
constexpr std::array<TableWords, 10> kWords = {{
    {"device_metrics", "every stored reading, of all schemas"},
    {"anomalies", "what was found unusual, with reasons"},
    {"raw", "every record received, with its bytes"},
    {"ledger", "every record that is not stored, and why"},
    {"conflicts", "readings that contradict a stored one"},
    {"rejects", "records that were refused"},
    {"duplicates", "records that repeat a stored one"},
    {"books", "the counts of dispositions by log and day of receipt"},
    {"fact_device_metrics", "stored readings, as a star schema has them"},
    {"dim_devices", "devices, with their newest attributes"},
}};

std::string sentence_of(const std::string& table) {
  for (const TableWords& words : kWords) {
    if (words.name == table) return std::string(words.sentence);
  }
  return "the readings of the schema " + table + ", under its own names";
}

uint64_t rows_where(const LakeView& view, const std::function<bool(const FileEntry&)>& is_wanted) {
  uint64_t rows = 0;
  for (const LiveFile& file : view.files) {
    if (is_wanted(file.entry)) rows += file.entry.rows;
  }
  return rows;
}

Json rows_of(const LakeQuestion& asked, const std::string& name) {
  const auto count = [&](const std::function<bool(const FileEntry&)>& is_wanted) {
    return Json(rows_where(asked.view(), is_wanted));
  };
  const auto of_table = [&](Table table) {
    return count([=](const FileEntry& entry) { return entry.table == table; });
  };
  const auto of_ledger = [&](Disposition disposition) {
    return count([=](const FileEntry& entry) {
      return entry.table == Table::kLedger && entry.disposition == disposition;
    });
  };
  if (name == "raw") return of_table(Table::kRaw);
  if (name == "anomalies") return of_table(Table::kAnomalies);
  if (name == "ledger") return of_table(Table::kLedger);
  if (name == "device_metrics" || name == "fact_device_metrics")
    return of_table(Table::kDeviceMetrics);
  if (name == "conflicts") return of_ledger(Disposition::kConflict);
  if (name == "rejects") return of_ledger(Disposition::kRejected);
  if (name == "duplicates") return of_ledger(Disposition::kDuplicate);
  if (asked.catalog().newest_schema(name) == nullptr) return nullptr;  // must be counted
  return count([&](const FileEntry& entry) {
    return entry.table == Table::kDeviceMetrics && entry.schema == name;
  });
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
  return Json::object({{"name", table.name},
                       {"what", sentence_of(table.name)},
                       {"rows", rows_of(asked, table.name)},
                       {"columns", std::move(columns)}});
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
