#include "store/lake_view.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "store/commit_json.h"

namespace telltale {
namespace {

Status misfit(const Commit& commit, const std::string& why) {
  return Status::corrupt(fmt::format("commit does not fit those before it: {}: commit={}", why,
                                     static_cast<uint64_t>(commit.id)));
}

// Of the control log only ticks are taken, and not all of them: what lies between needs no turn.
bool tiles(const CommittedTurn& committed, Offset taken_to) {
  const Turn& turn = committed.turn;
  const bool follows = turn.log == kControlLog ? turn.from >= taken_to : turn.from == taken_to;
  return follows && turn.to >= turn.from && committed.raw_to <= turn.to;
}

Status fold_turns(LakeView& view, const Commit& commit, const CommitPart& part) {
  for (const CommittedTurn& committed : part.turns) {
    const Turn& turn = committed.turn;
    LogProgress& taken = view.taken[turn.log];
    if (!tiles(committed, taken.to)) {
      return misfit(commit,
                    fmt::format("its ranges of log {} do not tile: from={} expected={} to={}",
                                static_cast<uint32_t>(turn.log), turn.from, taken.to, turn.to));
    }
    taken = {turn.to, commit.id};
  }
  return {};
}

// What left a table, as far as its removed files say.
class Left {
 public:
  void add(const LiveFile& file) {
    const Departure one{.commits = file.commits(), .bounds = bounds_of(file.entry)};
    departure_ = departure_ ? joined(*departure_, one) : one;
  }

  void note(LakeView& view, Table table, const CommitPart& part, CommitId by) {
    if (!departure_) return;
    departure_->by = by;
    departure_->summed_to = view.rolled_up_of(table);
    if (part.left) departure_->bounds = *part.left;
    view.expired_by[static_cast<size_t>(table)] = by;
    add_departure(*departure_, view.departures[static_cast<size_t>(table)]);
  }

 private:
  std::optional<Departure> departure_;
};

Status fold_files(LakeView& view, const Commit& commit, const CommitPart& part) {
  std::set<std::string, std::less<>> removed(part.removed.begin(), part.removed.end());
  std::array<Left, kTableCount> left;
  const auto is_removed = [&](const LiveFile& file) {
    if (removed.erase(file.entry.path) == 0) return false;
    left[static_cast<size_t>(file.entry.table)].add(file);
    return true;
  };
  if (!removed.empty()) std::erase_if(view.files, is_removed);
  if (!removed.empty()) return misfit(commit, "it removes a file that is not live");
  for (int i = 0; i < kTableCount && part.kind == PartKind::kRetention; ++i)
    left[static_cast<size_t>(i)].note(view, static_cast<Table>(i), part, commit.id);
  for (const FileEntry& entry : part.added) view.files.push_back({entry, commit.id});
  return {};
}

Status fold_books(LakeView& view, const Commit& commit, const CommitPart& part) {
  view.books.add(part.books);
  view.books_total.add(part.books.total());
  view.rows_total.add(part.rows);
  view.rows_total.subtract(part.rows_taken_back);
  if (view.books.subtract(part.taken_back) && view.books_total.subtract(part.taken_back.total()))
    return {};
  return misfit(commit, "it takes back what was not said");
}

Status fold_rollup(LakeView& view, const Commit& commit, const CommitPart& part) {
  if (!part.rolled_up) return {};
  const RolledUp& rolled_up = *part.rolled_up;
  CommitId& to = view.rolled_up_to[static_cast<size_t>(rolled_up.table)];
  if (rolled_up.after != to || rolled_up.to < to || rolled_up.to >= commit.id)
    return misfit(commit, "its rollup does not follow the one before");
  to = rolled_up.to;
  return {};
}

Status fold_part(LakeView& view, const Commit& commit, const CommitPart& part) {
  if (part.kind != PartKind::kIngest && !part.turns.empty())
    return misfit(commit, "it takes records and is no ingest");
  TRY(fold_turns(view, commit, part));
  TRY(fold_files(view, commit, part));
  TRY(fold_books(view, commit, part));
  TRY(fold_rollup(view, commit, part));
  view.control_to = std::max(view.control_to, part.control_to);
  view.owner_epoch = std::max(view.owner_epoch, part.owner_epoch);
  if (part.redriven) {
    view.redriven = part.redriven;
    view.redriven_by = commit.id;
  }
  if (part.snapshot) {
    view.snapshot = part.snapshot;
    view.snapshot_commit = commit.id;
  }
  return {};
}

}  // namespace

Status LakeView::fold(const Commit& next_commit, const std::string& next_digest) {
  if (next_commit.id != next(commit)) return misfit(next_commit, "its number is not the next");
  if (next_commit.previous != digest) return misfit(next_commit, "it names another one before it");
  if (commit != CommitId{0} && next_commit.lake != lake)
    return misfit(next_commit, "it belongs to another lake");
  lake = next_commit.lake;
  for (const CommitPart& part : next_commit.parts) TRY(fold_part(*this, next_commit, part));
  if (!(books_total == next_commit.books_total)) return misfit(next_commit, "its total differs");
  if (!books_total.balances()) return misfit(next_commit, "its books do not balance");
  if (!(rows_total == next_commit.rows_total))
    return misfit(next_commit, "its digest of all rows differs");
  commit = next_commit.id;
  time = next_commit.time;
  digest = next_digest;
  return {};
}

LogProgress LakeView::taken_of(LogId log) const {
  const auto found = taken.find(log);
  return found == taken.end() ? LogProgress() : found->second;
}

namespace {

void add_departures(const LakeView& view, Json& json) {
  Json by_table = Json::object();
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    if (!view.departures_of(table).empty())
      by_table.add(std::string(name_of(table)), to_json(view.departures_of(table)));
  }
  if (!by_table.if_object()->empty()) json.add("departures", std::move(by_table));
}

// What only some lakes have.
void add_optional(const LakeView& view, Json& json) {
  const auto add_by_table = [&](const char* name, const auto& commits) {
    Json by_table = Json::object();
    for (int i = 0; i < kTableCount; ++i) {
      const CommitId commit = commits[static_cast<size_t>(i)];
      if (commit != CommitId{0})
        by_table.add(std::string(name_of(static_cast<Table>(i))), static_cast<uint64_t>(commit));
    }
    if (!by_table.if_object()->empty()) json.add(name, std::move(by_table));
  };
  if (view.snapshot) {
    json.add("snapshot", to_json(*view.snapshot));
    json.add("snapshot_commit", static_cast<uint64_t>(view.snapshot_commit));
  }
  add_by_table("expired_by", view.expired_by);
  add_by_table("rolled_up_to", view.rolled_up_to);
  add_departures(view, json);
  if (!view.redriven) return;
  json.add("redriven", to_json(*view.redriven));
  json.add("redriven_by", static_cast<uint64_t>(view.redriven_by));
}

}  // namespace

std::string write_checkpoint(const LakeView& view) {
  Json::Array files;
  for (const LiveFile& file : view.files) {
    files.push_back(Json::object(
        {{"file", to_json(file.entry)}, {"added_by", static_cast<uint64_t>(file.added_by)}}));
  }
  Json::Array taken;
  for (const auto& [log, progress] : view.taken) {
    taken.push_back(Json::object({{"log", static_cast<uint32_t>(log)},
                                  {"to", progress.to},
                                  {"commit", static_cast<uint64_t>(progress.commit)}}));
  }
  Json json = Json::object({{"format", kLakeFormat},
                            {"lake", view.lake},
                            {"commit", static_cast<uint64_t>(view.commit)},
                            {"digest", view.digest},
                            {"time", micros(view.time)},
                            {"files", std::move(files)},
                            {"taken", std::move(taken)},
                            {"books", to_json(view.books)},
                            {"books_total", to_json(view.books_total)},
                            {"rows_digest_total", view.rows_total.value().hex()},
                            {"control_to", view.control_to},
                            {"owner_epoch", view.owner_epoch}});
  add_optional(view, json);
  return json.dump();
}

namespace {

Status read_lists(const JsonFields& fields, LakeView& view) {
  for (const Json& json : *TRY(fields.array_at("files"))) {
    const JsonFields file(json, "checkpoint");
    view.files.push_back({TRY(read_file_entry(*TRY(file.object_at("file")))),
                          CommitId{TRY(file.uint_at("added_by"))}});
  }
  for (const Json& json : *TRY(fields.array_at("taken"))) {
    const JsonFields log(json, "checkpoint");
    view.taken[LogId{static_cast<uint32_t>(TRY(log.uint_at("log")))}] = {
        TRY(log.uint_at("to")), CommitId{TRY(log.uint_at("commit"))}};
  }
  view.books = TRY(read_books(*TRY(fields.array_at("books"))));
  return {};
}

Status read_by_table(const JsonFields& fields, std::string_view key,
                     std::array<CommitId, kTableCount>& commits) {
  if (fields.find(key) == nullptr) return {};
  for (const auto& [name, commit] : *TRY(fields.object_at(key))->if_object()) {
    const auto table = table_named(name);
    uint64_t number = 0;
    if (!table || !commit.to_uint(number))
      return Status::corrupt("cannot read checkpoint: it names an unknown table");
    commits[static_cast<size_t>(*table)] = CommitId{number};
  }
  return {};
}

// Of what a checkpoint says only that it left, the commits say what it was.
Status read_departures_by_table(const JsonFields& fields, LakeView& view) {
  if (fields.find("departures") != nullptr) {
    for (const auto& [name, json] : *TRY(fields.object_at("departures"))->if_object()) {
      const auto table = table_named(name);
      if (!table) return Status::corrupt("cannot read checkpoint: it names an unknown table");
      view.departures[static_cast<size_t>(*table)] = TRY(read_departures(json));
    }
    return {};
  }
  const auto has_left = [](CommitId by) { return by != CommitId{0}; };
  if (std::any_of(view.expired_by.begin(), view.expired_by.end(), has_left))
    return Status::not_found("the checkpoint does not say which rows left: the commits do");
  return {};
}

Status read_optional(const JsonFields& fields, LakeView& view) {
  if (const Json* snapshot = fields.find("snapshot")) {
    view.snapshot = TRY(read_snapshot_entry(*snapshot));
    view.snapshot_commit = CommitId{TRY(fields.uint_at("snapshot_commit"))};
  }
  TRY(read_by_table(fields, "expired_by", view.expired_by));
  TRY(read_by_table(fields, "rolled_up_to", view.rolled_up_to));
  TRY(read_departures_by_table(fields, view));
  if (const Json* redriven = fields.find("redriven")) {
    view.redriven = TRY(read_redrive_progress(*redriven));
    view.redriven_by = CommitId{TRY(fields.uint_at("redriven_by"))};
  }
  return {};
}

}  // namespace

Result<LakeView> read_checkpoint(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "checkpoint");
  TRY(check_lake_format(fields));
  LakeView view;
  view.lake = TRY(fields.text_at("lake"));
  view.commit = CommitId{TRY(fields.uint_at("commit"))};
  view.digest = TRY(fields.text_at("digest"));
  view.time = instant_of(TRY(fields.int_at("time")));
  view.books_total = TRY(read_books_page(*TRY(fields.object_at("books_total"))));
  const auto rows = Hash128::from_hex(TRY(fields.text_at("rows_digest_total")));
  if (!rows) return Status::corrupt("cannot read checkpoint: its digest is none");
  view.rows_total = RowDigest::of(*rows);
  view.control_to = TRY(fields.uint_at("control_to"));
  view.owner_epoch = TRY(fields.uint_at("owner_epoch"));
  TRY(read_lists(fields, view));
  TRY(read_optional(fields, view));
  return view;
}

}  // namespace telltale
