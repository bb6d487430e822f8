#include "store/anomaly_page.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/hash.h"
#include "pipeline/key_group.h"
#include "store/file_rows.h"

namespace telltale {
namespace {

double number_at(const TableColumns& columns, std::string_view name, size_t row) {
  const TableColumn* column = columns.find(name);
  const auto* numbers = values_of<std::vector<double>>(columns, name);
  const bool is_there = numbers != nullptr && !column->is_null(row);
  return is_there ? (*numbers)[row] : std::numeric_limits<double>::quiet_NaN();
}

int64_t time_at(const TableColumns& columns, std::string_view name, size_t row) {
  const auto* times = values_of<TimeValues>(columns, name);
  return times == nullptr ? 0 : times->micros[row];
}

FoundAnomaly anomaly_at(const FileRows& rows, size_t row) {
  const TableColumns& columns = rows.columns();
  FoundAnomaly found;
  found.id = text_at(columns, "anomaly_id", row);
  found.kind = text_at(columns, "kind", row);
  found.device = text_at(columns, "device_id", row);
  found.signal = text_at(columns, "signal", row);
  found.unit = text_at(columns, "unit", row);
  found.schema = text_at(columns, "schema", row);
  found.start_time = time_at(columns, "start_time", row);
  found.event_time = time_at(columns, "event_time", row);
  found.score = number_at(columns, "score", row);
  found.value = number_at(columns, "value", row);
  found.expected_low = number_at(columns, "expected_low", row);
  found.expected_high = number_at(columns, "expected_high", row);
  found.nearest_usual = number_at(columns, "nearest_usual", row);
  found.reason = text_at(columns, "reason", row);
  if (const auto* lists = values_of<ContributionValues>(columns, "contributions")) {
    for (const Contribution& part : lists->values[row])
      found.contributions.emplace_back(part.channel, part.share);
  }
  if (const auto* epochs = values_of<std::vector<int32_t>>(columns, "epoch"))
    found.epoch = static_cast<uint32_t>((*epochs)[row]);
  if (const auto* simulated = values_of<BooleanValues>(columns, "simulated"))
    found.is_simulated = simulated->values[row] != 0;
  found.commit = rows.commit(row);
  return found;
}

bool is_wanted(const FoundAnomaly& found, const AnomalyWish& wish) {
  return (wish.id.empty() || found.id == wish.id) &&
         (wish.device.empty() || found.device == wish.device) &&
         (wish.signal.empty() || found.signal == wish.signal) &&
         (wish.kind.empty() || found.kind == wish.kind) &&
         (!wish.since || found.event_time >= *wish.since) &&
         (!wish.until || found.event_time < *wish.until) && found.score >= wish.score_min &&
         (!wish.admits || wish.admits(found.id)) &&
         (!wish.after || *wish.after < AnomalyWish::Place{found.event_time, found.id});
}

bool may_hold(const FileEntry& entry, const AnomalyWish& wish) {
  if (entry.table != Table::kAnomalies) return false;
  if (!entry.has_times()) return true;
  if (wish.since && entry.time_max < *wish.since) return false;
  if (wish.until && entry.time_min >= *wish.until) return false;
  if (wish.after && entry.time_min > wish.after->event_time) return false;
  if (wish.device.empty()) return true;
  const auto group = static_cast<uint32_t>(group_of(hash64(wish.device)));
  return group >= entry.group_min && group <= entry.group_max;
}

std::vector<LiveFile> files_newest_first(const LakeView& view, const AnomalyWish& wish) {
  std::vector<LiveFile> files;
  for (const LiveFile& file : view.files) {
    if (may_hold(file.entry, wish)) files.push_back(file);
  }
  std::stable_sort(files.begin(), files.end(), [](const LiveFile& a, const LiveFile& b) {
    return a.entry.time_max > b.entry.time_max;
  });
  return files;
}

// Whether some row may be wanted, by the two columns that most wishes are about.
bool has_wanted(const TableColumns& columns, const AnomalyWish& wish) {
  const auto* devices = values_of<TextValues>(columns, "device_id");
  if (wish.device.empty() || devices == nullptr) return true;
  for (size_t i = 0; i < devices->dictionary.size(); ++i) {
    if (devices->dictionary.at(i) == wish.device) return true;
  }
  return false;
}

}  // namespace

// The first of those wanted, in order; files that can only hold later ones are not read.
Result<AnomalyPage> find_anomalies(const LakeAt& lake, const AnomalyWish& wish) {
  std::map<AnomalyWish::Place, FoundAnomaly> first;
  for (const LiveFile& file : files_newest_first(lake.view, wish)) {
    if (first.size() > wish.limit && file.entry.has_times() &&
        file.entry.time_max < first.rbegin()->first.event_time)
      break;
    if (file.commits().least > lake.commit()) continue;
    const auto rows = TRY(FileRows::open(lake.env, lake.folder, file));
    while (TRY(rows->next())) {
      if (!has_wanted(rows->columns(), wish)) continue;
      const PositionColumns positions = TRY(PositionColumns::of(rows->columns()));
      for (size_t row = 0; row < rows->columns().rows; ++row) {
        FoundAnomaly found = anomaly_at(*rows, row);
        if (found.commit > lake.commit() || !is_wanted(found, wish)) continue;
        found.position = positions.at(row);
        first.emplace(AnomalyWish::Place{found.event_time, found.id}, std::move(found));
        if (first.size() > wish.limit + 1) first.erase(std::prev(first.end()));
      }
    }
  }
  AnomalyPage page;
  page.has_more = first.size() > wish.limit;
  for (auto& [place, found] : first) {
    if (page.anomalies.size() < wish.limit) page.anomalies.push_back(std::move(found));
  }
  return page;
}

}  // namespace telltale
