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

Status fold_turns(LakeView& view, const Commit& commit, const CommitPart& part) {
  for (const CommittedTurn& committed : part.turns) {
    const Turn& turn = committed.turn;
    LogProgress& taken = view.taken[turn.log];
    if (turn.from != taken.to || turn.to < turn.from || committed.raw_to > turn.to) {
      return misfit(commit,
                    fmt::format("its ranges of log {} do not tile: from={} expected={} to={}",
                                static_cast<uint32_t>(turn.log), turn.from, taken.to, turn.to));
    }
    taken = {turn.to, commit.id};
  }
  return {};
}

Status fold_files(LakeView& view, const Commit& commit, const CommitPart& part) {
  std::set<std::string, std::less<>> removed(part.removed.begin(), part.removed.end());
  const auto is_removed = [&](const LiveFile& file) { return removed.erase(file.entry.path) > 0; };
  if (!removed.empty()) std::erase_if(view.files, is_removed);
  if (!removed.empty()) return misfit(commit, "it removes a file that is not live");
  for (const FileEntry& entry : part.added) view.files.push_back({entry, commit.id});
  return {};
}

}  // namespace

Status LakeView::fold(const Commit& next_commit, const std::string& next_digest) {
  if (next_commit.id != next(commit)) return misfit(next_commit, "its number is not the next");
  if (next_commit.previous != digest) return misfit(next_commit, "it names another one before it");
  if (commit != CommitId{0} && next_commit.lake != lake)
    return misfit(next_commit, "it belongs to another lake");
  lake = next_commit.lake;
  for (const CommitPart& part : next_commit.parts) {
    TRY(fold_turns(*this, next_commit, part));
    TRY(fold_files(*this, next_commit, part));
    books.add(part.books);
    books_total.add(part.books.total());
    rows_total.add(part.rows);
    control_to = std::max(control_to, part.control_to);
    owner_epoch = std::max(owner_epoch, part.owner_epoch);
    if (!part.snapshot) continue;
    snapshot = part.snapshot;
    snapshot_commit = next_commit.id;
  }
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
  if (view.snapshot) {
    json.add("snapshot", to_json(*view.snapshot));
    json.add("snapshot_commit", static_cast<uint64_t>(view.snapshot_commit));
  }
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
  if (const Json* snapshot = fields.find("snapshot")) {
    view.snapshot = TRY(read_snapshot_entry(*snapshot));
    view.snapshot_commit = CommitId{TRY(fields.uint_at("snapshot_commit"))};
  }
  return {};
}

}  // namespace

Result<LakeView> read_checkpoint(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "checkpoint");
  if (TRY(fields.uint_at("format")) != kLakeFormat)
    return Status::invalid("cannot read checkpoint: it has another format");
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
  return view;
}

}  // namespace telltale
