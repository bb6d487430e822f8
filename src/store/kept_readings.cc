#include "store/kept_readings.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "pipeline/key_group.h"
#include "store/file_rows.h"
#include "store/reading_columns.h"
#include "store/table_writer.h"

namespace telltale {

Status KeptReadings::offer(const LakeView& view, CommitId as_of, Settlement& settlement) {
  offer_recent(settlement);
  for (const LiveFile& file : view.files) {
    const FileEntry& entry = file.entry;
    const bool holds_readings =
        entry.disposition == Disposition::kStored || entry.disposition == Disposition::kConflict;
    if (!holds_readings || file.commits().least > as_of || is_remembered(file)) continue;
    if (settlement.may_match(entry.time_min, entry.time_max, entry.group_min, entry.group_max))
      TRY(offer_file(file, as_of, settlement));
  }
  return {};
}

void KeptReadings::offer_recent(Settlement& settlement) const {
  for (const Recent& recent : recent_) {
    if (!settlement.may_match(recent.time_min, recent.time_max, 0, kKeyGroups)) continue;
    for (const auto& [schema, table] : recent.stored) settlement.offer(table, KeptAs::kStored);
  }
}

// All that was stored from the oldest remembered commit on is in memory, in whatever files it lies.
bool KeptReadings::is_remembered(const LiveFile& file) const {
  return file.entry.disposition == Disposition::kStored && !recent_.empty() &&
         file.commits().least >= recent_.front().commit;
}

namespace {

// Whether bounds of time and device of a row group do not exclude every suspect.
bool may_match(const ParquetReader& reader, size_t group, const FileEntry& file,
               const Settlement& settlement) {
  RangeOf<int64_t> times{file.time_min, file.time_max};
  reader.bounds(group, "event_time", times.least, times.most);
  RangeOf<uint32_t> groups{file.group_min, file.group_max};
  RangeOf<uint64_t> hashes;
  if (device_hashes_of(reader, group, hashes)) {
    groups = {static_cast<uint32_t>(group_of(hashes.least)),
              static_cast<uint32_t>(group_of(hashes.most))};
  }
  return settlement.may_match(times.least, times.most, groups.least, groups.most);
}

}  // namespace

Status KeptReadings::offer_file(const LiveFile& live, CommitId as_of, Settlement& settlement) {
  const FileEntry& file = live.entry;
  const Catalog::KnownSchema* known = catalog_.schema(file.schema, file.schema_version);
  if (known == nullptr) {
    return Status::corrupt(fmt::format(
        "file of the lake names an unknown schema: path={} schema={}", file.path, file.schema));
  }
  const KeptAs as = file.disposition == Disposition::kStored ? KeptAs::kStored : KeptAs::kConflict;
  const auto rows = TRY(FileRows::open(env_, folder_, live, identity_column_names()));
  ParquetReader& reader = rows->reader();
  for (size_t group = 0; group < reader.row_groups(); ++group) {
    if (!may_match(reader, group, file, settlement)) continue;
    rows->skip_to(group);
    if (!TRY(rows->next())) break;
    std::vector<uint32_t> wanted;
    for_each_identity(rows->columns(), [&](size_t row, const ReadingIdentity& identity) {
      if (rows->commit(row) <= as_of &&
          settlement.may_match(identity.device_hash, identity.event_time, identity.seq))
        wanted.push_back(static_cast<uint32_t>(row));
    });
    if (wanted.empty()) continue;
    group = rows->row_group();
    const TableColumns columns = TRY(reader.read(group, reading_column_names(*known->schema)));
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

void KeptReadings::remember(Cut::Readings stored, CommitId commit) {
  Recent recent{std::move(stored), commit, 0, std::numeric_limits<int64_t>::max(),
                std::numeric_limits<int64_t>::min()};
  for (const auto& [schema, table] : recent.stored) {
    recent.bytes += table.bytes();
    for (const int64_t time : table.event_time) {
      recent.time_min = std::min(recent.time_min, time);
      recent.time_max = std::max(recent.time_max, time);
    }
  }
  recent_bytes_ += recent.bytes;
  recent_.push_back(std::move(recent));
  while (recent_bytes_ > options_.memory_bytes) {
    recent_bytes_ -= recent_.front().bytes;
    recent_.pop_front();
  }
}

}  // namespace telltale
