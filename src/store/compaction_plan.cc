#include "store/compaction_plan.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/env.h"
#include "store/rollup_table.h"

namespace telltale {
namespace {

constexpr uint64_t kSmallFilesMax = 8;  // of a settled folder, beside the large ones
// The largest file of a settled folder is rewritten for an eighth of its bytes, so that each byte
// that comes late has eight rewritten at most; for fewer files, as a device's rows are looked for
// in each.
constexpr uint64_t kWorthRewriting = 8;

// Files that can become one: of one folder and one form.
using FilesByForm = std::map<std::string, std::vector<const LiveFile*>>;
struct Folder {
  FilesByForm forms;
  size_t files = 0;
};

std::string form_of(const FileEntry& entry) {
  return fmt::format("{} {} {}", static_cast<int>(entry.disposition), entry.schema,
                     entry.schema_version);
}

std::map<std::string, Folder> by_folder(const LakeView& view) {
  std::map<std::string, Folder> folders;
  for (const LiveFile& file : view.files) {
    Folder& folder = folders[parent_path(file.entry.path)];
    folder.forms[form_of(file.entry)].push_back(&file);
    ++folder.files;
  }
  for (auto& [path, folder] : folders) {
    for (auto& [form, files] : folder.forms) {
      std::stable_sort(files.begin(), files.end(), [](const LiveFile* a, const LiveFile* b) {
        return a->commits().least < b->commits().least;
      });
    }
  }
  return folders;
}

// The number after `key` in a path of `year=2025/month=01/day=31`; -1: there is none.
int number_after(std::string_view path, std::string_view key) {
  const size_t at = path.find(key);
  if (at == std::string_view::npos) return -1;
  int number = -1;
  const char* begin = path.data() + at + key.size();
  std::from_chars(begin, path.data() + path.size(), number);
  return number;
}

// When the time of a folder is over.
std::optional<Instant> end_of(std::string_view folder) {
  const int year = number_after(folder, "year=");
  const int month = number_after(folder, "month=");
  const int day = number_after(folder, "day=");
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const Instant begin{std::chrono::sys_days(date)};
  const int hour = number_after(folder, "hour=");
  if (hour < 0) return begin + std::chrono::days(1);
  return begin + std::chrono::hours(hour + 1);
}

class FolderPlan {
 public:
  FolderPlan(const LakeView& view, Instant now, const CompactionOptions& options)
      : view_(view), now_(now), options_(options) {}

  // The most urgent job of a folder.
  std::optional<CompactionJob> plan(const std::string& path, const Folder& folder) const {
    if (path.ends_with("/_unsorted")) return distribute(folder);
    const bool is_crowded = folder.files > options_.folder_files_max;
    for (const auto& [form, files] : folder.forms) {
      const bool has_sums = bucket_of(files.front()->entry.table) != 0;
      const size_t fan_in = has_sums ? options_.sums_fan_in : options_.fan_in;
      if (auto job = merge_level(files, fan_in)) return job;
      if (auto job = merge_rest(path, files)) return job;
    }
    if (!is_crowded) return std::nullopt;
    const auto longest = std::max_element(
        folder.forms.begin(), folder.forms.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    return merge_level(longest->second, 2);
  }

 private:
  bool is_large(const LiveFile& file) const { return file.entry.bytes >= options_.file_bytes / 2; }

  std::optional<CompactionJob> distribute(const Folder& folder) const {
    return bounded(folder.forms.begin()->second, 1, true);
  }

  // As many of the oldest files of the lowest level as there are at least `count_min` of.
  std::optional<CompactionJob> merge_level(const std::vector<const LiveFile*>& files,
                                           size_t count_min) const {
    std::map<uint32_t, std::vector<const LiveFile*>> levels;
    for (const LiveFile* file : files) {
      if (!is_large(*file)) levels[file->entry.level].push_back(file);
    }
    for (auto& [level, of_level] : levels) {
      if (of_level.size() < count_min) continue;
      if (of_level.size() > options_.fan_in) of_level.resize(options_.fan_in);
      if (auto job = bounded(of_level, 2, false)) return job;
    }
    return std::nullopt;
  }

  // Nothing comes any more: what is small goes together, and into the large when it is worth it.
  std::optional<CompactionJob> merge_rest(const std::string& path,
                                          const std::vector<const LiveFile*>& files) const {
    if (files.size() < 2 || !is_settled(path, files)) return std::nullopt;
    const auto largest = std::max_element(
        files.begin(), files.end(),
        [](const LiveFile* a, const LiveFile* b) { return a->entry.bytes < b->entry.bytes; });
    std::vector<const LiveFile*> small;
    uint64_t small_bytes = 0;
    for (const LiveFile* file : files) {
      if (file == *largest || is_large(*file)) continue;
      small.push_back(file);
      small_bytes += file->entry.bytes;
    }
    if (small.empty()) return std::nullopt;
    const bool is_worth_all =
        small_bytes * kWorthRewriting >= (*largest)->entry.bytes && !is_large(**largest);
    if (is_worth_all) return bounded(files, 2, false);
    if (small.size() >= kSmallFilesMax) return bounded(small, 2, false);
    return std::nullopt;
  }

  bool is_settled(const std::string& path, const std::vector<const LiveFile*>& files) const {
    if (options_.is_quiet) return true;
    const std::optional<Instant> end = end_of(path);
    if (!end || now_ < *end + options_.settled_after) return false;
    if (now_ - view_.time >= options_.settled_after) return true;
    CommitId newest{0};
    for (const LiveFile* file : files) newest = std::max(newest, file->added_by);
    return static_cast<uint64_t>(view_.commit) - static_cast<uint64_t>(newest) >=
           options_.settled_commits;
  }

  // The oldest of the files, as many as one job may have.
  std::optional<CompactionJob> bounded(const std::vector<const LiveFile*>& files, size_t count_min,
                                       bool is_distribution) const {
    CompactionJob job;
    job.is_distribution = is_distribution;
    uint64_t bytes = 0;
    uint64_t unsorted_rows = 0;
    for (const LiveFile* file : files) {
      if (!is_distribution && is_large(*file)) continue;
      bytes += file->entry.bytes;
      if (file->entry.level == 0) unsorted_rows += file->entry.rows;
      const bool is_over =
          bytes > options_.job_bytes_max ||
          (is_sorted_table(file->entry.table) && unsorted_rows > options_.unsorted_rows_max);
      if (is_over && job.inputs.size() >= count_min) break;
      job.inputs.push_back(*file);
    }
    if (job.inputs.size() < count_min) return std::nullopt;
    return job;
  }

  const LakeView& view_;
  const Instant now_;
  const CompactionOptions& options_;
};

}  // namespace

uint64_t CompactionJob::bytes() const {
  uint64_t bytes = 0;
  for (const LiveFile& file : inputs) bytes += file.entry.bytes;
  return bytes;
}

bool is_sorted_table(Table table) {
  return table == Table::kDeviceMetrics || table == Table::kRollupsHour ||
         table == Table::kRollupsMinute;
}

// Folders with most files come first: they slow readers most.
std::optional<CompactionJob> plan_compaction(const LakeView& view, Instant now,
                                             const CompactionOptions& options) {
  const std::map<std::string, Folder> folders = by_folder(view);
  std::vector<const std::map<std::string, Folder>::value_type*> by_size;
  for (const auto& folder : folders) by_size.push_back(&folder);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto* a, const auto* b) { return a->second.files > b->second.files; });
  const FolderPlan plan(view, now, options);
  for (const auto* folder : by_size) {
    if (auto job = plan.plan(folder->first, folder->second)) return job;
  }
  return std::nullopt;
}

}  // namespace telltale
