// The command that shows what a lake weighs.
#include <map>

#include <fmt/format.h>

#include "app/commands.h"
#include "store/lake.h"

namespace telltale {
namespace {

struct Weight {
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t rows = 0;
  std::map<std::string, uint64_t> files_by_day;
  std::optional<RangeOf<int64_t>> times;

  void add(const FileEntry& entry) {
    ++files;
    bytes += entry.bytes;
    rows += entry.rows;
    ++files_by_day[day_of(entry.path)];
    std::optional<RangeOf<int64_t>> range = entry.received;
    if (entry.has_times() && entry.table != Table::kLedger)
      range = {entry.time_min, entry.time_max};
    if (!range) return;
    times = {std::min(times.value_or(*range).least, range->least),
             std::max(times.value_or(*range).most, range->most)};
  }

 private:
  static std::string day_of(const std::string& path) {
    const size_t day = path.find("/day=");
    return day == std::string::npos ? parent_path(path) : path.substr(0, day + 7);
  }
};

uint64_t most_in_a_day(const Weight& weight) {
  uint64_t most = 0;
  for (const auto& [day, files] : weight.files_by_day) most = std::max(most, files);
  return most;
}

// Bytes that what was received takes, by the days of its receipt.
std::optional<double> days_left(Env& env, const OpenLake& lake, uint64_t bytes) {
  if (lake.view.books.pages().empty()) return std::nullopt;
  int64_t first = lake.view.books.pages().begin()->first.day;
  int64_t last = first;
  for (const auto& [key, page] : lake.view.books.pages()) {
    first = std::min(first, key.day);
    last = std::max(last, key.day);
  }
  const Result<uint64_t> free = env.free_bytes(lake.folder);
  if (!free.ok() || bytes == 0) return std::nullopt;
  const double a_day = static_cast<double>(bytes) / static_cast<double>(last - first + 1);
  return static_cast<double>(free.value()) / a_day;
}

Cell time_cell(const std::optional<RangeOf<int64_t>>& times, bool least) {
  if (!times) return Cell::null();
  return Cell::of(format_instant(instant_of(least ? times->least : times->most)));
}

Cell per_record(uint64_t bytes, uint64_t records) {
  if (records == 0) return Cell::null();
  return Cell{Cell::Kind::kNumber,
              fmt::format("{:.1f}", static_cast<double>(bytes) / static_cast<double>(records))};
}

}  // namespace

Result<int> run_storage(CommandContext& context, const StorageArguments& arguments) {
  const OpenLake lake = TRY(open_lake(context.env, arguments.folder));
  std::map<Table, Weight> tables;
  uint64_t bytes = 0;
  for (const LiveFile& file : lake.view.files) {
    tables[file.entry.table].add(file.entry);
    bytes += file.entry.bytes;
  }
  const uint64_t records = lake.view.books_total.received;
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"table", "bytes", "bytes_per_record", "rows", "files", "most_files_a_day",
                     "oldest", "newest"}));
  for (const auto& [table, weight] : tables) {
    TRY(output->row(std::vector<Cell>{
        Cell::of(name_of(table)), Cell::of(weight.bytes), per_record(weight.bytes, records),
        Cell::of(weight.rows), Cell::of(weight.files), Cell::of(most_in_a_day(weight)),
        time_cell(weight.times, true), time_cell(weight.times, false)}));
  }
  TRY(output->end());
  if (context.format != OutputFormat::kTable) return kExitDone;
  const std::optional<double> days = days_left(context.env, lake, bytes);
  TRY(write_text(
      context.out,
      fmt::format("\n{} for {} records in {} commits{}.\n", bytes_text(bytes), with_commas(records),
                  with_commas(static_cast<uint64_t>(lake.view.commit)),
                  days ? fmt::format("; at the present rate the disk is full in {} days",
                                     with_commas(static_cast<uint64_t>(*days)))
                       : "")));
  TRY(flush_output(context.out));
  return kExitDone;
}

}  // namespace telltale
