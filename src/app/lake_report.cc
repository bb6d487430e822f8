#include "app/lake_report.h"

#include <fmt/format.h>

#include "app/disk_watch.h"
#include "app/lake_host.h"
#include "app/lake_problems.h"
#include "app/lock_holder.h"
#include "app/output.h"
#include "journal/journal_log.h"
#include "journal/journal_writer.h"
#include "serve/lake_json.h"
#include "store/commit_log.h"
#include "store/lake.h"
#include "store/lake_growth.h"

namespace telltale {
namespace {

constexpr uint64_t kCommitsShown = 5;
constexpr JournalNumber kJournal = 1;

// Bytes of the journal beyond what the lake holds.
uint64_t backlog_of(Env& env, const OpenLake& lake) {
  Offset committed = 0;
  for (const auto& [key, log] : logs_of_journal(lake.catalog(), kJournal))
    committed = std::max(committed, lake.view.taken_of(log).to);
  const auto segments = list_segments(env, journal_folder(lake.folder, kJournal));
  if (!segments.ok() || segments.value().empty()) return 0;
  const JournalSegment& newest = segments.value().back();
  const Result<FileStat> file = env.stat(newest.path);
  if (!file.ok() || file.value().size < kFrameFileHeaderBytes) return 0;
  const Offset end = newest.first + file.value().size - kFrameFileHeaderBytes;
  return end > committed ? end - committed : 0;
}

std::vector<serve::CommitNote> newest_commits(Env& env, const OpenLake& lake) {
  std::vector<serve::CommitNote> notes;
  const CommitLog commits(env, lake.folder);
  auto number = static_cast<uint64_t>(lake.view.commit);
  for (; number > 0 && notes.size() < kCommitsShown; --number) {
    const Result<CommitLog::Entry> entry = commits.entry(CommitId{number});
    if (!entry.ok()) break;
    notes.push_back(serve::note_of(entry.value().commit));
  }
  return notes;
}

std::string text_at(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  return member != nullptr && member->if_string() != nullptr ? *member->if_string() : "";
}

uint64_t number_at(const Json& object, std::string_view key) {
  uint64_t number = 0;
  if (const Json* member = object.find(key)) member->to_uint(number);
  return number;
}

std::optional<double> decimal_at(const Json& object, std::string_view key) {
  double number = 0;
  const Json* member = object.find(key);
  if (member == nullptr || !member->to_double(number)) return std::nullopt;
  return number;
}

std::string books_line(const Json& lake) {
  const Json* books = lake.find("books");
  if (books == nullptr) return "not known";
  std::string sum;
  for (const char* name : {"stored", "duplicate", "conflict", "rejected", "erased", "expired"}) {
    const uint64_t count = number_at(*books, name);
    if (count == 0 && sum.size() > 0) continue;
    sum += fmt::format("{}{} {}", sum.empty() ? "" : " + ", with_commas(count), name);
  }
  const Json* balance = books->find("balance");
  const bool is_even = balance != nullptr && balance->if_bool() != nullptr && *balance->if_bool();
  return fmt::format("{} received = {}: the books {}", with_commas(number_at(*books, "received")),
                     sum, is_even ? "balance" : "DO NOT BALANCE");
}

std::string disk_line(const Json& lake) {
  const Json* disk = lake.find("disk");
  if (disk == nullptr) return "not known";
  std::string line =
      fmt::format("{} free, {} kept in reserve", bytes_text(number_at(*disk, "free_bytes")),
                  bytes_text(number_at(*disk, "reserve_bytes")));
  const std::optional<double> days = decimal_at(*disk, "days_left");
  const std::optional<double> growth = decimal_at(*disk, "growth_bytes_per_day");
  if (days && growth)
    line += fmt::format("; {:.1f} days left at {} a day", *days,
                        bytes_text(static_cast<uint64_t>(*growth)));
  return line;
}

std::string commits_lines(const Json& lake) {
  const Json* commits = lake.find("commits");
  if (commits == nullptr || commits->if_array() == nullptr) return "";
  std::string lines;
  for (const Json& commit : *commits->if_array()) {
    lines += fmt::format("  {:<10} {} {} {}, {} received\n", lines.empty() ? "commits" : "",
                         number_at(commit, "commit"), text_at(commit, "time"),
                         text_at(commit, "kinds"), with_commas(number_at(commit, "received")));
  }
  return lines;
}

std::string wrong_lines(const Json& lake) {
  const Json* problems = lake.find("problems");
  std::string lines;
  if (problems != nullptr && problems->if_array() != nullptr) {
    for (const Json& problem : *problems->if_array()) {
      lines += fmt::format("  {:<10} {}: {}\n", lines.empty() ? "wrong" : "",
                           text_at(problem, "problem"), text_at(problem, "why"));
    }
  }
  if (!text_at(lake, "why").empty())
    lines += fmt::format("  {:<10} {}\n", lines.empty() ? "wrong" : "", text_at(lake, "why"));
  return lines.empty() ? "  wrong      nothing\n" : lines;
}

std::string state_text(const Json& lake) {
  std::string text = text_at(lake, "state");
  const std::optional<double> age = decimal_at(lake, "commit_age_seconds");
  if (lake.find("commit") != nullptr) {
    text += fmt::format(", commit {}", with_commas(number_at(lake, "commit")));
    if (age)
      text += fmt::format(", {} ago",
                          format_duration(std::chrono::seconds(static_cast<int64_t>(*age))));
  }
  const std::string writer = text_at(lake, "writer");
  if (!writer.empty()) text += ", written by " + writer;
  return text;
}

}  // namespace

Result<Json> lake_report(const ReportPlace& place, const std::string& folder) {
  const OpenLake lake = TRY(open_lake(place.env, folder));
  const std::optional<LockHolder> holder = lock_holder(place.env, join_path(folder, "_lock"));
  serve::LakeStatus status;
  status.state = serve::LakeState::kServing;
  status.backlog_bytes = backlog_of(place.env, lake);
  status.growth_per_day = growth_per_day(lake.view, place.clock.now());
  status.commits = newest_commits(place.env, lake);
  DiskWatch watch(disk_options(place.options));
  DiskState disk;
  const Result<uint64_t> free_bytes = place.env.free_bytes(folder);
  if (free_bytes.ok()) disk = watch.look(free_bytes.value(), status.growth_per_day);
  status.disk = {disk.is_known, disk.free_bytes, watch.options().reserve_bytes, disk.days_left};
  status.problems = problems_of(status, disk);
  Json report =
      Json::object({{"name", file_name(folder)}, {"state", holder ? "in use" : "at rest"}});
  if (holder && holder->process > 0)
    report.add("writer", fmt::format("{} (process {})", holder->program, holder->process));
  serve::add_status(status, report);
  serve::add_view(lake.view, place.clock.now(), report);
  return report;
}

std::string report_text(const Json& lake) {
  std::string text = fmt::format("{}: {}\n", text_at(lake, "name"), state_text(lake));
  text += fmt::format("  books      {}\n", books_line(lake));
  text += fmt::format("  files      {} files, {}\n", with_commas(number_at(lake, "live_files")),
                      bytes_text(number_at(lake, "live_bytes")));
  text += fmt::format("  backlog    {} acknowledged and not yet in a commit\n",
                      bytes_text(number_at(lake, "backlog_bytes")));
  if (lake.find("lanes") != nullptr) {
    text += fmt::format("  lanes      {}; {} follow live\n", number_at(lake, "lanes"),
                        number_at(lake, "live_clients"));
  }
  text += fmt::format("  disk       {}\n", disk_line(lake));
  return text + commits_lines(lake) + wrong_lines(lake);
}

}  // namespace telltale
