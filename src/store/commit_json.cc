#include "store/commit_json.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace telltale {
namespace {

Json to_json(const CommittedTurn& turn) {
  return Json::object({{"log", static_cast<uint32_t>(turn.turn.log)},
                       {"from", turn.turn.from},
                       {"to", turn.turn.to},
                       {"raw_to", turn.raw_to}});
}

Result<CommittedTurn> read_turn(const Json& json) {
  const JsonFields fields(json, "turn of a commit");
  CommittedTurn turn;
  turn.turn.log = LogId{static_cast<uint32_t>(TRY(fields.uint_at("log")))};
  turn.turn.from = TRY(fields.uint_at("from"));
  turn.turn.to = TRY(fields.uint_at("to"));
  turn.raw_to = TRY(fields.uint_at("raw_to"));
  return turn;
}

Json to_json(const RolledUp& rolled_up) {
  return Json::object({{"table", name_of(rolled_up.table)},
                       {"after", static_cast<uint64_t>(rolled_up.after)},
                       {"to", static_cast<uint64_t>(rolled_up.to)}});
}

Result<Table> read_table(const JsonFields& fields) {
  const auto table = table_named(TRY(fields.text_at("table")));
  if (!table) return Status::corrupt("cannot read commit: it names an unknown table");
  return *table;
}

Result<RolledUp> read_rolled_up(const Json& json) {
  const JsonFields fields(json, "rollup of a commit");
  RolledUp rolled_up;
  rolled_up.table = TRY(read_table(fields));
  rolled_up.after = CommitId{TRY(fields.uint_at("after"))};
  rolled_up.to = CommitId{TRY(fields.uint_at("to"))};
  return rolled_up;
}

// What only some parts have comes last, and not at all where there is none of it.
void add_optional(const CommitPart& part, Json& json) {
  if (part.kind != PartKind::kIngest) json.add("kind", name_of(part.kind));
  if (!part.taken_back.empty()) json.add("taken_back", telltale::to_json(part.taken_back));
  if (part.rows_taken_back != RowDigest())
    json.add("rows_digest_taken_back", part.rows_taken_back.value().hex());
  if (part.rolled_up) json.add("rolled_up", to_json(*part.rolled_up));
  if (part.redriven) json.add("redriven", telltale::to_json(*part.redriven));
  if (part.snapshot) json.add("snapshot", telltale::to_json(*part.snapshot));
  if (part.left) json.add("left", telltale::to_json(*part.left));
}

Json to_json(const CommitPart& part) {
  Json::Array turns;
  for (const CommittedTurn& turn : part.turns) turns.push_back(to_json(turn));
  Json::Array added;
  for (const FileEntry& file : part.added) added.push_back(telltale::to_json(file));
  Json::Array removed;
  for (const std::string& path : part.removed) removed.emplace_back(path);
  Json json = Json::object({{"owner_epoch", part.owner_epoch},
                            {"control_to", part.control_to},
                            {"turns", std::move(turns)},
                            {"added", std::move(added)},
                            {"removed", std::move(removed)},
                            {"books", telltale::to_json(part.books)},
                            {"rows_digest", part.rows.value().hex()}});
  add_optional(part, json);
  return json;
}

Result<Hash128> read_hash(const JsonFields& fields, std::string_view key) {
  const auto hash = Hash128::from_hex(TRY(fields.text_at(key)));
  if (!hash) return Status::corrupt(fmt::format("cannot read commit: {} is no digest", key));
  return *hash;
}

Result<Sha256Digest> read_sha256(const JsonFields& fields) {
  const auto digest = sha256_from_hex(TRY(fields.text_at("sha256")));
  if (!digest) return Status::corrupt("cannot read commit: sha256 is no digest");
  return *digest;
}

Status read_optional(const JsonFields& fields, CommitPart& part) {
  if (fields.find("kind") != nullptr) {
    const auto kind = part_kind_named(TRY(fields.text_at("kind")));
    if (!kind) return Status::corrupt("cannot read commit: a part is of an unknown kind");
    part.kind = *kind;
  }
  if (fields.find("taken_back") != nullptr)
    part.taken_back = TRY(read_books(*TRY(fields.array_at("taken_back"))));
  if (fields.find("rows_digest_taken_back") != nullptr)
    part.rows_taken_back = RowDigest::of(TRY(read_hash(fields, "rows_digest_taken_back")));
  if (const Json* rolled_up = fields.find("rolled_up"))
    part.rolled_up = TRY(read_rolled_up(*rolled_up));
  if (const Json* redriven = fields.find("redriven"))
    part.redriven = TRY(read_redrive_progress(*redriven));
  if (const Json* snapshot = fields.find("snapshot"))
    part.snapshot = TRY(read_snapshot_entry(*snapshot));
  if (const Json* left = fields.find("left")) part.left = TRY(read_row_bounds(*left));
  return {};
}

Result<CommitPart> read_part(const Json& json) {
  const JsonFields fields(json, "part of a commit");
  CommitPart part;
  part.owner_epoch = TRY(fields.uint_at("owner_epoch"));
  part.control_to = TRY(fields.uint_at("control_to"));
  for (const Json& turn : *TRY(fields.array_at("turns")))
    part.turns.push_back(TRY(read_turn(turn)));
  for (const Json& file : *TRY(fields.array_at("added")))
    part.added.push_back(TRY(read_file_entry(file)));
  for (const Json& path : *TRY(fields.array_at("removed"))) {
    if (path.if_string() == nullptr)
      return Status::corrupt("cannot read commit: a path is no text");
    part.removed.push_back(*path.if_string());
  }
  part.books = TRY(read_books(*TRY(fields.array_at("books"))));
  part.rows = RowDigest::of(TRY(read_hash(fields, "rows_digest")));
  TRY(read_optional(fields, part));
  return part;
}

Json range(uint64_t least, uint64_t most) {
  return Json(Json::Array{least, most});
}

// As many whole numbers as wanted.
Result<std::vector<int64_t>> read_numbers(const JsonFields& fields, std::string_view key,
                                          size_t count) {
  std::vector<int64_t> numbers;
  for (const Json& json : *TRY(fields.array_at(key))) {
    if (!json.to_int(numbers.emplace_back()))
      return Status::corrupt(fmt::format("cannot read commit: {} has no whole numbers", key));
  }
  if (numbers.size() == count) return numbers;
  return Status::corrupt(fmt::format("cannot read commit: {} has not {} numbers", key, count));
}

Result<std::vector<int64_t>> read_counts(const JsonFields& fields, std::string_view key,
                                         size_t count) {
  std::vector<int64_t> numbers = TRY(read_numbers(fields, key, count));
  if (std::all_of(numbers.begin(), numbers.end(), [](int64_t number) { return number >= 0; }))
    return numbers;
  return Status::corrupt(fmt::format("cannot read commit: {} has negative numbers", key));
}

// Within an offset, every index counts as there.
RangeOf<Position> whole_offsets(const std::vector<int64_t>& numbers) {
  const auto position = [&](size_t at, uint32_t index) {
    return Position{LogId{static_cast<uint32_t>(numbers[at])}, static_cast<Offset>(numbers[at + 1]),
                    index};
  };
  return {position(0, 0), position(2, std::numeric_limits<uint32_t>::max())};
}

void add_ranges(const FileEntry& file, Json& json) {
  if (file.has_times()) {
    json.add("time_min", file.time_min);
    json.add("time_max", file.time_max);
    json.add("group_min", file.group_min);
    json.add("group_max", file.group_max);
  }
  if (file.received) json.add("received", Json::Array{file.received->least, file.received->most});
  if (file.positions) {
    const auto& [least, most] = *file.positions;
    json.add("positions", Json::Array{static_cast<uint32_t>(least.log), least.offset,
                                      static_cast<uint32_t>(most.log), most.offset});
  }
  if (file.commits)
    json.add("commits", range(static_cast<uint64_t>(file.commits->least),
                              static_cast<uint64_t>(file.commits->most)));
  if (file.columns > 0) json.add("columns", file.columns);
  if (file.level > 0) json.add("level", file.level);
}

Status read_ranges(const JsonFields& fields, FileEntry& file) {
  if (fields.find("time_min") != nullptr) {
    file.time_min = TRY(fields.int_at("time_min"));
    file.time_max = TRY(fields.int_at("time_max"));
    file.group_min = static_cast<uint32_t>(TRY(fields.uint_at("group_min")));
    file.group_max = static_cast<uint32_t>(TRY(fields.uint_at("group_max")));
  }
  if (fields.find("received") != nullptr) {
    const std::vector<int64_t> numbers = TRY(read_numbers(fields, "received", 2));
    file.received = {numbers[0], numbers[1]};
  }
  if (fields.find("positions") != nullptr)
    file.positions = whole_offsets(TRY(read_counts(fields, "positions", 4)));
  if (fields.find("commits") != nullptr) file.commits = TRY(read_commit_range(fields));
  if (fields.find("columns") != nullptr)
    file.columns = static_cast<uint32_t>(TRY(fields.uint_at("columns")));
  if (fields.find("level") != nullptr)
    file.level = static_cast<uint32_t>(TRY(fields.uint_at("level")));
  return {};
}

}  // namespace

Status check_lake_format(const JsonFields& fields) {
  const uint64_t format = TRY(fields.uint_at("format"));
  if (format >= kLakeFormatOldest && format <= kLakeFormat) return {};
  return Status::invalid(fmt::format(
      "cannot open lake: it has another format: use the version of telltale that wrote it: "
      "format={} known={}",
      format, kLakeFormat));
}

Json to_json(const FileEntry& file) {
  Json json = Json::object({{"table", name_of(file.table)},
                            {"path", file.path},
                            {"bytes", file.bytes},
                            {"sha256", to_hex(file.sha256)},
                            {"rows", file.rows},
                            {"disposition", name_of(file.disposition)}});
  if (!file.schema.empty()) {
    json.add("schema", file.schema);
    json.add("schema_version", file.schema_version);
  }
  add_ranges(file, json);
  return json;
}

Result<FileEntry> read_file_entry(const Json& json) {
  const JsonFields fields(json, "file of a commit");
  FileEntry file;
  file.table = TRY(read_table(fields));
  file.path = TRY(fields.text_at("path"));
  const auto disposition = disposition_named(TRY(fields.text_at("disposition")));
  if (!disposition) return Status::corrupt("cannot read commit: it names an unknown disposition");
  file.disposition = *disposition;
  if (fields.find("schema") != nullptr) {
    file.schema = TRY(fields.text_at("schema"));
    file.schema_version = static_cast<uint32_t>(TRY(fields.uint_at("schema_version")));
  }
  file.bytes = TRY(fields.uint_at("bytes"));
  file.sha256 = TRY(read_sha256(fields));
  file.rows = TRY(fields.uint_at("rows"));
  TRY(read_ranges(fields, file));
  return file;
}

Json to_json(const SnapshotEntry& snapshot) {
  return Json::object(
      {{"path", snapshot.path}, {"bytes", snapshot.bytes}, {"sha256", to_hex(snapshot.sha256)}});
}

Result<SnapshotEntry> read_snapshot_entry(const Json& json) {
  const JsonFields fields(json, "snapshot of a commit");
  SnapshotEntry snapshot;
  snapshot.path = TRY(fields.text_at("path"));
  snapshot.bytes = TRY(fields.uint_at("bytes"));
  snapshot.sha256 = TRY(read_sha256(fields));
  return snapshot;
}

Result<RangeOf<CommitId>> read_commit_range(const JsonFields& fields) {
  const std::vector<int64_t> numbers = TRY(read_counts(fields, "commits", 2));
  return RangeOf<CommitId>{CommitId{static_cast<uint64_t>(numbers[0])},
                           CommitId{static_cast<uint64_t>(numbers[1])}};
}

Json to_json(const RowBounds& bounds) {
  Json json = Json::object();
  if (bounds.times) json.add("times", Json::Array{bounds.times->least, bounds.times->most});
  if (bounds.received)
    json.add("received", Json::Array{bounds.received->least, bounds.received->most});
  return json;
}

Result<RowBounds> read_row_bounds(const Json& json) {
  const JsonFields fields(json, "bounds of rows that left");
  const auto read = [&](const char* key) -> Result<std::optional<RangeOf<int64_t>>> {
    if (fields.find(key) == nullptr) return std::optional<RangeOf<int64_t>>();
    const std::vector<int64_t> numbers = TRY(read_numbers(fields, key, 2));
    return std::optional(RangeOf<int64_t>{numbers[0], numbers[1]});
  };
  RowBounds bounds;
  bounds.times = TRY(read("times"));
  bounds.received = TRY(read("received"));
  return bounds;
}

Json to_json(const RedriveProgress& progress) {
  return Json::object({{"control", progress.control},
                       {"from", progress.from},
                       {"to", progress.to},
                       {"complete", progress.is_complete}});
}

Result<RedriveProgress> read_redrive_progress(const Json& json) {
  const JsonFields fields(json, "redrive of a commit");
  RedriveProgress progress;
  progress.control = TRY(fields.uint_at("control"));
  progress.from = TRY(fields.uint_at("from"));
  progress.to = TRY(fields.uint_at("to"));
  progress.is_complete = TRY(fields.bool_at("complete"));
  return progress;
}

Json to_json(const BooksPage& page) {
  Json json = Json::object({{"received", page.received}, {"late", page.late}});
  for (int i = 1; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    json.add(std::string(name_of(disposition)), page.count(disposition));
  }
  Json reasons = Json::object();
  for (int i = 1; i < kRejectReasonCount; ++i) {
    const uint64_t count = page.by_reason[static_cast<size_t>(i)];
    if (count > 0) reasons.add(std::string(name_of(static_cast<RejectReason>(i))), count);
  }
  json.add("reasons", std::move(reasons));
  return json;
}

Result<BooksPage> read_books_page(const Json& json) {
  const JsonFields fields(json, "books of a commit");
  BooksPage page;
  page.received = TRY(fields.uint_at("received"));
  page.late = TRY(fields.uint_at("late"));
  for (int i = 1; i < kDispositionCount; ++i) {
    page.by_disposition[static_cast<size_t>(i)] =
        TRY(fields.uint_at(name_of(static_cast<Disposition>(i))));
  }
  for (const auto& [name, count] : *TRY(fields.object_at("reasons"))->if_object()) {
    const auto reason = reject_reason_named(name);
    uint64_t number = 0;
    if (!reason || !count.to_uint(number))
      return Status::corrupt(fmt::format("cannot read books: unknown reason: {}", name));
    page.by_reason[static_cast<size_t>(*reason)] = number;
  }
  return page;
}

Json to_json(const Books& books) {
  Json::Array pages;
  for (const auto& [key, page] : books.pages()) {
    pages.push_back(Json::object(
        {{"log", static_cast<uint32_t>(key.log)}, {"day", key.day}, {"counts", to_json(page)}}));
  }
  return Json(std::move(pages));
}

Result<Books> read_books(const Json::Array& pages) {
  Books books;
  for (const Json& json : pages) {
    const JsonFields fields(json, "books of a commit");
    const BooksKey key{LogId{static_cast<uint32_t>(TRY(fields.uint_at("log")))},
                       TRY(fields.int_at("day"))};
    books.page(key).add(TRY(read_books_page(*TRY(fields.object_at("counts")))));
  }
  return books;
}

std::string write_commit(const Commit& commit) {
  Json::Array parts;
  for (const CommitPart& part : commit.parts) parts.push_back(to_json(part));
  return Json::object({{"format", kLakeFormat},
                       {"lake", commit.lake},
                       {"commit", static_cast<uint64_t>(commit.id)},
                       {"previous", commit.previous},
                       {"time", micros(commit.time)},
                       {"parts", std::move(parts)},
                       {"books_total", to_json(commit.books_total)},
                       {"rows_digest_total", commit.rows_total.value().hex()}})
      .dump();
}

Result<Commit> read_commit(std::string_view text) {
  const Json json = TRY(Json::parse(text));
  const JsonFields fields(json, "commit");
  TRY(check_lake_format(fields));
  Commit commit;
  commit.lake = TRY(fields.text_at("lake"));
  commit.id = CommitId{TRY(fields.uint_at("commit"))};
  commit.previous = TRY(fields.text_at("previous"));
  commit.time = instant_of(TRY(fields.int_at("time")));
  for (const Json& part : *TRY(fields.array_at("parts")))
    commit.parts.push_back(TRY(read_part(part)));
  commit.books_total = TRY(read_books_page(*TRY(fields.object_at("books_total"))));
  commit.rows_total = RowDigest::of(TRY(read_hash(fields, "rows_digest_total")));
  return commit;
}

std::string seal(std::string_view json) {
  return fmt::format("{}\n{}\n", json, to_hex(sha256(json)));
}

Result<Sealed> unseal(std::string_view bytes, const std::string& path) {
  const size_t newline = bytes.find('\n');
  Sealed sealed;
  if (newline != std::string_view::npos) {
    sealed.json = bytes.substr(0, newline);
    sealed.digest = to_hex(sha256(sealed.json));
    if (bytes.substr(newline + 1) == sealed.digest + "\n") return sealed;
  }
  return Status::corrupt(fmt::format(
      "cannot read commit: its bytes are damaged: restore the file from a backup: path={}", path));
}

}  // namespace telltale
