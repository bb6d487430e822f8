#include "store/kept_readings.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "store/parquet_file.h"
#include "store/reading_columns.h"

namespace telltale {

Status KeptReadings::offer(const LakeView& view, Settlement& settlement) {
  offer_recent(settlement);
  for (const LiveFile& file : view.files) {
    const FileEntry& entry = file.entry;
    const bool holds_readings =
        entry.disposition == Disposition::kStored || entry.disposition == Disposition::kConflict;
    if (!holds_readings || is_remembered(entry.path)) continue;
    if (settlement.may_match(entry.time_min, entry.time_max, entry.group_min, entry.group_max))
      TRY(offer_file(entry, settlement));
  }
  return {};
}

void KeptReadings::offer_recent(Settlement& settlement) const {
  for (const Recent& recent : recent_) {
    if (!settlement.may_match(recent.time_min, recent.time_max, 0, kKeyGroups)) continue;
    for (const auto& [schema, table] : recent.stored) settlement.offer(table, KeptAs::kStored);
  }
}

bool KeptReadings::is_remembered(const std::string& path) const {
  return std::any_of(recent_.begin(), recent_.end(),
                     [&](const Recent& recent) { return recent.paths.contains(path); });
}

Status KeptReadings::offer_file(const FileEntry& file, Settlement& settlement) {
  const Catalog::KnownSchema* known = catalog_.schema(file.schema, file.schema_version);
  if (known == nullptr) {
    return Status::corrupt(fmt::format(
        "file of the lake names an unknown schema: path={} schema={}", file.path, file.schema));
  }
  const KeptAs as = file.disposition == Disposition::kStored ? KeptAs::kStored : KeptAs::kConflict;
  const std::unique_ptr<ParquetReader> reader =
      TRY(ParquetReader::open(env_, join_path(folder_, file.path)));
  for (size_t group = 0; group < reader->row_groups(); ++group) {
    int64_t time_min = file.time_min;
    int64_t time_max = file.time_max;
    reader->bounds(group, "event_time", time_min, time_max);
    if (!settlement.may_match(time_min, time_max, file.group_min, file.group_max)) continue;
    std::vector<uint32_t> wanted;
    const TableColumns identities = TRY(reader->read(group, identity_column_names()));
    for_each_identity(identities, [&](size_t row, const ReadingIdentity& identity) {
      if (settlement.may_match(identity.device_hash, identity.event_time, identity.seq))
        wanted.push_back(static_cast<uint32_t>(row));
    });
    if (wanted.empty()) continue;
    const TableColumns columns = TRY(reader->read(group, reading_column_names(*known->schema)));
    ReadingTable readings(known->schema);
    TRY(append_readings(columns, wanted, readings));
    settlement.offer(readings, as);
  }
  return {};
}

void KeptReadings::forget() {
  recent_.clear();
  recent_bytes_ = 0;
}

void KeptReadings::remember(Cut::Readings stored, const std::vector<FileEntry>& files) {
  Recent recent{std::move(stored),
                {},
                0,
                std::numeric_limits<int64_t>::max(),
                std::numeric_limits<int64_t>::min()};
  for (const auto& [schema, table] : recent.stored) {
    recent.bytes += table.bytes();
    for (const int64_t time : table.event_time) {
      recent.time_min = std::min(recent.time_min, time);
      recent.time_max = std::max(recent.time_max, time);
    }
  }
  for (const FileEntry& file : files) {
    if (file.disposition == Disposition::kStored) recent.paths.insert(file.path);
  }
  recent_bytes_ += recent.bytes;
  recent_.push_back(std::move(recent));
  while (recent_bytes_ > options_.memory_bytes) {
    recent_bytes_ -= recent_.front().bytes;
    recent_.pop_front();
  }
}

}  // namespace telltale
