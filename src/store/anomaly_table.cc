#include "store/anomaly_table.h"

#include <map>

#include <fmt/format.h>

namespace telltale {
namespace {

using Rows = std::span<const uint32_t>;

template <typename T, typename Get>
std::vector<T> gather(const std::vector<AnomalyRow>& anomalies, Rows rows, Get get) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const uint32_t row : rows) values.push_back(static_cast<T>(get(anomalies[row])));
  return values;
}

template <typename Get>
TextValues gather_texts(const std::vector<AnomalyRow>& anomalies, Rows rows, Get get) {
  TextValues texts;
  std::map<std::string, int32_t, std::less<>> codes;
  for (const uint32_t row : rows) {
    const std::string text(get(anomalies[row]));
    if (text.empty()) {
      texts.codes.push_back(-1);
      continue;
    }
    const auto [known, is_new] = codes.emplace(text, static_cast<int32_t>(codes.size()));
    if (is_new) texts.dictionary.add(text);
    texts.codes.push_back(known->second);
  }
  return texts;
}

}  // namespace

std::string anomaly_id(std::string_view lake, const AnomalyRow& row) {
  return hash128(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", lake, row.device, name_of(row.anomaly.kind),
                             row.signal, row.anomaly.start_micros, row.epoch))
      .hex();
}

Hash128 silence_hash(const AnomalyRow& row) {
  return hash128(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", row.id, row.device, row.schema,
                             row.event_time, row.is_simulated, row.anomaly.score, row.anomaly.value,
                             row.anomaly.expected_high, row.anomaly.reason));
}

AnomalyRow silence_at(const TableColumns& columns, size_t row) {
  const auto number = [&](const char* name) {
    const auto* numbers = values_of<std::vector<double>>(columns, name);
    return numbers == nullptr ? 0 : (*numbers)[row];
  };
  AnomalyRow silence;
  silence.id = text_at(columns, "anomaly_id", row);
  silence.device = text_at(columns, "device_id", row);
  silence.schema = text_at(columns, "schema", row);
  silence.anomaly.reason = text_at(columns, "reason", row);
  silence.anomaly.score = number("score");
  silence.anomaly.value = number("value");
  silence.anomaly.expected_high = number("expected_high");
  if (const auto* times = values_of<TimeValues>(columns, "event_time"))
    silence.event_time = times->micros[row];
  if (const auto* simulated = values_of<BooleanValues>(columns, "simulated"))
    silence.is_simulated = simulated->values[row] != 0;
  return silence;
}

TableColumns columns_of_anomalies(const std::vector<AnomalyRow>& all, Rows rows) {
  TableColumns table;
  table.rows = rows.size();
  const auto texts = [&](const char* name, auto get) {
    table.add(name, gather_texts(all, rows, get));
  };
  const auto doubles = [&](const char* name, auto get) {
    table.add(name, gather<double>(all, rows, get));
  };
  const auto times = [&](const char* name, auto get) {
    table.add(name, TimeValues{gather<int64_t>(all, rows, get)});
  };
  texts("anomaly_id", [](const AnomalyRow& row) { return row.id; });
  texts("kind", [](const AnomalyRow& row) { return name_of(row.anomaly.kind); });
  texts("device_id", [](const AnomalyRow& row) { return row.device; });
  texts("signal", [](const AnomalyRow& row) { return row.signal; });
  texts("unit", [](const AnomalyRow& row) { return row.unit; });
  texts("schema", [](const AnomalyRow& row) { return row.schema; });
  times("start_time", [](const AnomalyRow& row) { return row.anomaly.start_micros; });
  times("event_time", [](const AnomalyRow& row) { return row.event_time; });
  doubles("score", [](const AnomalyRow& row) { return row.anomaly.score; });
  doubles("value", [](const AnomalyRow& row) { return row.anomaly.value; });
  doubles("expected_low", [](const AnomalyRow& row) { return row.anomaly.expected_low; });
  doubles("expected_high", [](const AnomalyRow& row) { return row.anomaly.expected_high; });
  doubles("nearest_usual", [](const AnomalyRow& row) { return row.anomaly.nearest_usual; });
  texts("reason", [](const AnomalyRow& row) { return row.anomaly.reason; });
  ContributionValues contributions;
  for (const uint32_t row : rows) contributions.values.push_back(all[row].anomaly.contributions);
  table.add("contributions", std::move(contributions));
  table.add("epoch", gather<int32_t>(all, rows, [](const AnomalyRow& row) { return row.epoch; }));
  table.add("simulated", BooleanValues{gather<uint8_t>(
                             all, rows, [](const AnomalyRow& row) { return row.is_simulated; })});
  times("ingest_time", [](const AnomalyRow& row) { return row.ingest_time; });
  table.add("_log",
            gather<int32_t>(all, rows, [](const AnomalyRow& row) { return row.position.log; }));
  table.add("_offset",
            gather<int64_t>(all, rows, [](const AnomalyRow& row) { return row.position.offset; }));
  table.add("_index",
            gather<int32_t>(all, rows, [](const AnomalyRow& row) { return row.position.index; }));
  table.add("_commit", std::vector<int64_t>(rows.size()), std::vector<uint8_t>(rows.size(), 0));
  return table;
}

}  // namespace telltale
