#include "store/as_of.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "store/books_view.h"
#include "store/commit_log.h"
#include "store/missing.h"

namespace telltale {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int64_t> later(std::optional<int64_t> newest,
                             const std::optional<RangeOf<int64_t>>& received) {
  if (!received || (newest && *newest >= received->most)) return newest;
  return received->most;
}

Result<CommitId> check_known(const LakeView& view, uint64_t commit) {
  if (commit >= 1 && commit <= static_cast<uint64_t>(view.commit)) return CommitId{commit};
  return Status::invalid(
      fmt::format("there is no such commit: the lake has those from 1 to {}: commit={}",
                  static_cast<uint64_t>(view.commit), commit));
}

}  // namespace

// The times of commits are those of the writer's clock; where it was set back, one that fits is
// found.
Result<CommitId> find_commit(Env& env, const std::string& lake_folder, const LakeView& view,
                             const std::string& text) {
  uint64_t number = 0;
  if (is_number(text)) {
    std::from_chars(text.data(), text.data() + text.size(), number);
    return check_known(view, number);
  }
  const std::optional<IsoTime> time = parse_iso_time(text);
  if (!time) {
    return Status::invalid(fmt::format(
        "cannot read moment: name a commit, or a time as 2025-01-31T12:00:00Z: as-of={}", text));
  }
  const CommitLog commits(env, lake_folder);
  uint64_t least = 0;  // it or none
  uint64_t most = static_cast<uint64_t>(view.commit);
  while (least < most) {
    const uint64_t middle = least + (most - least + 1) / 2;
    if (TRY(commits.entry(CommitId{middle})).commit.time <= instant_of(time->micros)) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  if (least > 0) return CommitId{least};
  return Status::invalid(
      fmt::format("the lake is younger than that: its first commit is of {}: as-of={}",
                  format_instant(TRY(commits.entry(CommitId{1})).commit.time), text));
}

Result<Offset> control_as_of(const LakeAt& lake) {
  if (!lake.as_of) return lake.catalog.size();
  Offset control_to = 0;
  const Commit commit = TRY(CommitLog(lake.env, lake.folder).entry(lake.commit())).commit;
  for (const CommitPart& part : commit.parts) control_to = std::max(control_to, part.control_to);
  return control_to;
}

// From the newest back, as what is asked for is mostly not long past.
Result<Books> books_as_of(const LakeAt& lake) {
  Books books = lake.view.books;
  const CommitLog commits(lake.env, lake.folder);
  for (auto id = static_cast<uint64_t>(lake.view.commit); id > static_cast<uint64_t>(lake.commit());
       --id) {
    const Commit commit = TRY(commits.entry(CommitId{id})).commit;
    for (const CommitPart& part : commit.parts) {
      books.add(part.taken_back);
      if (!books.subtract(part.books))
        return Status::corrupt(fmt::format("the books do not fit a commit: commit={}", id));
    }
  }
  return books;
}

Result<LakeView> books_view_as_of(const LakeAt& lake) {
  LakeView then;
  then.lake = lake.view.lake;
  then.taken = lake.view.taken;
  then.books = TRY(books_as_of(lake));
  then.books_total = then.books.total();
  const CommitLog commits(lake.env, lake.folder);
  for (CommitId id = lake.view.commit; id > lake.commit();
       id = CommitId{static_cast<uint64_t>(id) - 1}) {
    const Commit commit = TRY(commits.entry(id)).commit;
    for (auto part = commit.parts.rbegin(); part != commit.parts.rend(); ++part) {
      for (auto turn = part->turns.rbegin(); turn != part->turns.rend(); ++turn)
        then.taken[turn->turn.log].to = turn->turn.from;
    }
  }
  const Commit commit = TRY(commits.entry(lake.commit())).commit;
  then.commit = commit.id;
  then.time = commit.time;
  then.rows_total = commit.rows_total;
  return then;
}

std::optional<int64_t> newest_received(const LakeView& view) {
  std::optional<int64_t> newest;
  for (const LiveFile& file : view.files) newest = later(newest, file.entry.received);
  return newest;
}

// Files of rows up to then, and the newest commit that took some, which may lie among later ones.
Result<std::optional<int64_t>> received_as_of(const LakeAt& lake) {
  std::optional<int64_t> newest;
  for (const LiveFile& file : lake.view.files) {
    if (file.commits().most <= lake.commit()) newest = later(newest, file.entry.received);
  }
  const CommitLog commits(lake.env, lake.folder);
  for (auto id = static_cast<uint64_t>(lake.commit()); id > 0; --id) {
    const Commit commit = TRY(commits.entry(CommitId{id})).commit;
    bool took = false;
    for (const CommitPart& part : commit.parts) {
      if (part.turns.empty()) continue;
      for (const FileEntry& entry : part.added) newest = later(newest, entry.received);
      took = took || !part.added.empty();
    }
    if (took) break;
  }
  return newest;
}

Result<ViewDefinition> definition_as_of(const LakeAt& lake, const SqlView& view,
                                        const ReadColumns& read) {
  ViewDefinition definition{view.name, view.select, {}};
  for (const Table table : view.tables)
    TRY(check_told(lake, table, view.name, {.after = view.shows_after}));
  if (view.summed_again) TRY(check_summed_again(lake, *view.summed_again));
  switch (view.of) {
    case SqlView::Of::kBooks:
      definition.select = books_select(TRY(books_as_of(lake)));
      break;
    case SqlView::Of::kFeedback:
      definition.select = feedback_select(lake.catalog, TRY(control_as_of(lake)));
      break;
    case SqlView::Of::kSelect:
      if (view.narrow && !read.all()) definition.narrow = view.narrow(read);
      break;
  }
  return definition;
}

}  // namespace telltale
