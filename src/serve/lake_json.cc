#include "serve/lake_json.h"

#include "store/as_of.h"

namespace telltale::serve {
namespace {

Json disk_json(const LakeStatus& status) {
  Json disk = Json::object({{"reserve_bytes", status.disk.reserve_bytes}});
  if (status.disk.is_known) disk.add("free_bytes", status.disk.free_bytes);
  if (status.disk.days_left) disk.add("days_left", *status.disk.days_left);
  if (status.growth_per_day) disk.add("growth_bytes_per_day", *status.growth_per_day);
  return disk;
}

Json commits_json(const LakeStatus& status) {
  Json::Array commits;
  for (const CommitNote& note : status.commits) {
    commits.push_back(Json::object({{"commit", static_cast<uint64_t>(note.commit)},
                                    {"time", format_instant(note.time)},
                                    {"kinds", note.kinds},
                                    {"received", note.received}}));
  }
  return commits;
}

}  // namespace

Json books_json(const BooksPage& page) {
  Json books = Json::object({{"received", page.received}, {"balance", page.balances()}});
  for (int i = 0; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    books.add(std::string(name_of(disposition)), page.count(disposition));
  }
  return books;
}

Json problems_json(const LakeStatus& status) {
  Json::Array problems;
  for (const LakeProblem& problem : status.problems) {
    problems.push_back(Json::object({{"problem", problem.name},
                                     {"why", problem.sentence},
                                     {"is_warning", problem.is_warning}}));
  }
  return problems;
}

CommitNote note_of(const Commit& commit) {
  CommitNote note{commit.id, commit.time, "", 0};
  for (const CommitPart& part : commit.parts) {
    if (!note.kinds.empty()) note.kinds += ", ";
    note.kinds += name_of(part.kind);
    note.received += part.books.total().received;
  }
  return note;
}

void add_view(const LakeView& view, Instant now, Json& lake) {
  uint64_t bytes = 0;
  const std::optional<int64_t> received = newest_received(view);
  for (const LiveFile& file : view.files) bytes += file.entry.bytes;
  lake.add("commit", static_cast<uint64_t>(view.commit));
  lake.add("commit_time", format_instant(view.time));
  lake.add("commit_age_seconds", static_cast<double>(micros(now) - micros(view.time)) * 1e-6);
  lake.add("received_time", received ? Json(format_instant(instant_of(*received))) : Json());
  lake.add("books", books_json(view.books_total));
  lake.add("live_files", uint64_t{view.files.size()});
  lake.add("live_bytes", bytes);
}

void add_status(const LakeStatus& status, Json& lake) {
  lake.add("problems", problems_json(status));
  lake.add("waiting_bytes", status.waiting_bytes);
  lake.add("backlog_bytes", status.backlog_bytes);
  if (status.backlog_bytes_max > 0) lake.add("backlog_bytes_max", status.backlog_bytes_max);
  if (status.lanes > 0) lake.add("lanes", status.lanes);
  lake.add("disk", disk_json(status));
  if (status.lanes > 0) lake.add("live_clients", status.live_clients);
  lake.add("commits", commits_json(status));
}

}  // namespace telltale::serve
