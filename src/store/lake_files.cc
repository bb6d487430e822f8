#include "store/lake_files.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/cpu_meter.h"
#include "store/file_bounds.h"
#include "store/reading_columns.h"

namespace telltale {
namespace {

// A commit touches at most 64 partitions; a backfill over years puts its stragglers into one file.
constexpr size_t kReadingPartitionsMax = 48;
constexpr size_t kAnomalyPartitionsMax = 12;
constexpr size_t kOtherPartitionsMax = 4;  // raw by hour and ledger by day of receipt
static_assert(kReadingPartitionsMax + kAnomalyPartitionsMax + kOtherPartitionsMax == 64);

// Rows of each day, the days with most rows first kept apart and the rest together under kRest.
constexpr int64_t kRest = std::numeric_limits<int64_t>::max();
using Partitions = std::map<int64_t, std::vector<uint32_t>>;

Partitions partition_by_day(std::span<const int64_t> times, size_t partitions_max) {
  Partitions days;
  for (size_t i = 0; i < times.size(); ++i)
    days[day_number(times[i])].push_back(static_cast<uint32_t>(i));
  if (days.size() <= partitions_max) return days;
  std::vector<std::pair<size_t, int64_t>> by_size;
  for (const auto& [day, rows] : days) by_size.emplace_back(rows.size(), day);
  std::sort(by_size.begin(), by_size.end(), std::greater<>());
  std::vector<uint32_t> rest;
  for (size_t i = partitions_max - 1; i < by_size.size(); ++i) {
    std::vector<uint32_t>& rows = days[by_size[i].second];
    rest.insert(rest.end(), rows.begin(), rows.end());
    days.erase(by_size[i].second);
  }
  std::sort(rest.begin(), rest.end());
  days[kRest] = std::move(rest);
  return days;
}

std::string partition_folder(Table table, int64_t day) {
  return day == kRest ? unsorted_folder(table) : day_folder(table, day);
}

// Indexed by table: what each table's folder is called.
constexpr std::array<const char*, kTableCount> kTableFolders = {
    "raw",        "processed/device_metrics", "processed/anomalies",     "ledger",
    "superseded", "processed/rollups_hour",   "processed/rollups_minute"};

Result<std::string> encode(const TableColumns& columns) {
  const MeteredWork metered(Work::kEncodeRows);
  return encode_parquet(columns, {});
}

Result<std::string> finish(RawFile& raw) {
  const MeteredWork metered(Work::kEncodeRaw);
  return raw.finish();
}

}  // namespace

std::string day_partition(int64_t day) {
  const CivilDay date = civil_day(instant_of(day * kMicrosPerDay));
  return fmt::format("year={:04}/month={:02}/day={:02}", date.year, date.month, date.day);
}

std::string day_folder(Table table, int64_t day) {
  return join_path(kTableFolders[static_cast<size_t>(table)], day_partition(day));
}

std::string unsorted_folder(Table table) {
  return join_path(kTableFolders[static_cast<size_t>(table)], "_unsorted");
}

Result<std::vector<FileEntry>> LakeFiles::write(Cut& cut) {
  std::vector<FileEntry> files;
  TRY(write_raw(cut.take_raw(), files));
  TRY(write_readings(cut.stored(), Disposition::kStored, files));
  TRY(write_readings(cut.conflicts(), Disposition::kConflict, files));
  TRY(write_ledger(cut.rejects(), files));
  TRY(write_ledger(cut.duplicates(), files));
  TRY(write_anomalies(cut.anomalies(), files));
  return files;
}

Result<FileEntry> LakeFiles::write_superseded(const std::vector<SupersededRow>& rows) {
  std::vector<FileEntry> files;
  FileEntry entry;
  entry.table = Table::kSuperseded;
  TRY(write_table(columns_of_superseded(rows),
                  day_folder(Table::kSuperseded, day_number(rows.front().ingest_time)), entry,
                  files));
  return std::move(files.front());
}

Status LakeFiles::write_raw(std::map<int64_t, RawFile> raw, std::vector<FileEntry>& files) {
  for (auto& [hour, file] : raw) {
    const int64_t day = day_number(hour * kMicrosPerHour);
    const std::string folder =
        fmt::format("raw/{}/hour={:02}", day_partition(day), hour - day * 24);
    FileEntry entry;
    entry.table = Table::kRaw;
    entry.rows = file.rows();
    file.bounds().say_in(entry);
    files.push_back(TRY(write_encoded(TRY(finish(file)), folder, std::move(entry))));
  }
  return {};
}

Status LakeFiles::write_readings(const Cut::Readings& readings, Disposition disposition,
                                 std::vector<FileEntry>& files) {
  for (const auto& [schema, table] : readings) {
    FileEntry entry;
    entry.disposition = disposition;
    entry.schema = schema->name;
    entry.schema_version = schema->version;
    entry.table = disposition == Disposition::kStored ? Table::kDeviceMetrics : Table::kLedger;
    // Conflicts lie with the rest of the ledger, by the day they were received.
    const bool by_event = disposition == Disposition::kStored;
    const Partitions days = partition_by_day(by_event ? table.event_time : table.ingest_time,
                                             by_event ? kReadingPartitionsMax : 1);
    for (const auto& [day, rows] : days) {
      TRY(write_table(columns_of_readings(table, rows), partition_folder(entry.table, day), entry,
                      files));
    }
  }
  return {};
}

Status LakeFiles::write_ledger(const LedgerTable& table, std::vector<FileEntry>& files) {
  if (table.rows() == 0) return {};
  FileEntry entry;
  entry.table = Table::kLedger;
  entry.disposition = table.disposition();
  return write_table(table.columns(),
                     day_folder(Table::kLedger, day_number(table.newest_ingest_time())), entry,
                     files);
}

Status LakeFiles::write_anomalies(const std::vector<AnomalyRow>& anomalies,
                                  std::vector<FileEntry>& files) {
  std::vector<int64_t> times;
  for (const AnomalyRow& row : anomalies) times.push_back(row.event_time);
  for (const auto& [day, rows] : partition_by_day(times, kAnomalyPartitionsMax)) {
    FileEntry entry;
    entry.table = Table::kAnomalies;
    TRY(write_table(columns_of_anomalies(anomalies, rows), partition_folder(entry.table, day),
                    entry, files));
  }
  return {};
}

Status LakeFiles::write_table(const TableColumns& columns, const std::string& folder,
                              FileEntry entry, std::vector<FileEntry>& files) {
  entry.rows = columns.rows;
  FileBounds bounds;
  bounds.add(columns);
  bounds.say_in(entry);
  files.push_back(TRY(write_encoded(TRY(encode(columns)), folder, std::move(entry))));
  return {};
}

Result<FileEntry> LakeFiles::write_encoded(std::string_view bytes, const std::string& folder,
                                           FileEntry entry) {
  const MeteredWork metered(Work::kWrite);
  entry.path = TRY(write_file(folder, ".parquet", bytes));
  entry.bytes = bytes.size();
  entry.sha256 = sha256(bytes);
  return entry;
}

Result<std::string> LakeFiles::write_file(const std::string& folder, std::string_view ending,
                                          std::string_view bytes) {
  const std::string full_folder = join_path(folder_, folder);
  TRY(env_.make_folders(full_folder));
  const std::string path = join_path(folder, fmt::format("{:016x}{}", env_.entropy(), ending));
  in_work_->note(path);
  TRY(write_new_file(env_, join_path(folder_, path), bytes));
  unsynced_.insert(full_folder);
  return path;
}

// A file's name is durable when its folder is synced, and the folder's own name when its parent is.
Status LakeFiles::sync() {
  for (const std::string& folder : unsynced_) {
    TRY(env_.sync_folder(folder));
    std::string above = folder;
    while (above != folder_ && durable_.insert(above).second) {
      above = parent_path(above);
      TRY(env_.sync_folder(above));
    }
  }
  unsynced_.clear();
  return {};
}

}  // namespace telltale
