#include "store/commit_log.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "store/commit_json.h"

namespace telltale {
namespace {
constexpr std::string_view kCheckpointEnding = ".checkpoint.json";
}  // namespace

std::string CommitLog::path_of(CommitId id) const {
  return join_path(commits_folder(), fmt::format("{:020}.json", static_cast<uint64_t>(id)));
}

std::string CommitLog::checkpoint_path(CommitId id) const {
  return join_path(commits_folder(),
                   fmt::format("{:020}{}", static_cast<uint64_t>(id), kCheckpointEnding));
}

std::string CommitLog::pack_path(CommitId id) const {
  const uint64_t before = (static_cast<uint64_t>(id) - 1) / kCheckpointEvery * kCheckpointEvery;
  return join_path(commits_folder(),
                   fmt::format("{:020}-{:020}.pack", before + 1, before + kCheckpointEvery));
}

// A commit has its own file until it is packed, which may happen between two looks.
Result<std::string> CommitLog::text_of(CommitId id) const {
  Result<std::string> text = read_file(env_, path_of(id));
  if (text.ok() || text.status().code() != Code::kNotFound) return text;
  text = packed_text(id);
  if (text.ok() || text.status().code() != Code::kNotFound) return text;
  return read_file(env_, path_of(id));
}

Result<std::string> CommitLog::packed_text(CommitId id) const {
  const auto number = static_cast<uint64_t>(id);
  const auto is_in_pack = [&] {
    return number >= pack_.first && number - pack_.first < pack_.texts.size();
  };
  if (!is_in_pack()) {
    const std::string path = pack_path(id);
    pack_ = TRY(read_commit_pack(TRY(read_file(env_, path)), path));
    if (!is_in_pack()) return Status::not_found("the pack lacks the commit: path=" + path);
  }
  return pack_.texts[number - pack_.first];
}

Result<CommitLog::Entry> CommitLog::entry(CommitId id) const {
  const std::string path = path_of(id);
  Sealed sealed = TRY(unseal(TRY(text_of(id)), path));
  Result<Commit> commit = read_commit(sealed.json);
  if (!commit.ok()) {
    return Status(commit.status().code(),
                  fmt::format("{}: path={}", commit.status().message(), path));
  }
  return Entry{std::move(commit).value(), std::move(sealed.digest)};
}

Result<LakeView> CommitLog::read() const {
  const Result<std::vector<std::string>> listed = env_.list_folder(commits_folder());
  const std::vector<std::string> names = listed.ok() ? listed.value() : std::vector<std::string>();
  LakeView view = newest_checkpoint(names);
  while (true) {
    const Result<Entry> found = entry(next(view.commit));
    if (!found.ok() && found.status().code() == Code::kNotFound) break;
    if (!found.ok()) return found.status();
    TRY(view.fold(found.value().commit, found.value().digest));
  }
  TRY(check_no_gap(names, next(view.commit)));
  if (view.commit == CommitId{0}) {
    return Status::not_found(fmt::format(
        "there is no lake here: make one with `telltale init {}`: path={}", folder_, folder_));
  }
  return view;
}

// What was listed before the commits were read must have been read, whatever was added since.
Status CommitLog::check_no_gap(const std::vector<std::string>& names, CommitId missing) const {
  const std::string path = path_of(missing);
  const std::string name = file_name(path);
  const bool has_later = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
    return other.size() == name.size() && other > name;
  });
  if (!has_later) return {};
  return Status::corrupt(
      fmt::format("commit of the lake is missing: restore the file from a backup: path={}", path));
}

// A checkpoint that cannot be read is passed over: it says nothing the commits do not say.
LakeView CommitLog::newest_checkpoint(const std::vector<std::string>& names) const {
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (!name->ends_with(kCheckpointEnding)) continue;
    const std::string path = join_path(commits_folder(), *name);
    const Result<std::string> bytes = read_file(env_, path);
    if (!bytes.ok()) continue;
    const Result<Sealed> sealed = unseal(bytes.value(), path);
    if (!sealed.ok()) continue;
    Result<LakeView> view = read_checkpoint(sealed.value().json);
    if (view.ok()) return std::move(view).value();
  }
  return {};
}

Status CommitLog::append(LakeView& view, Commit& commit) {
  commit.id = next(view.commit);
  commit.previous = view.digest;
  commit.lake = view.lake;
  commit.books_total = view.books_total;
  commit.rows_total = view.rows_total;
  for (const CommitPart& part : commit.parts) {
    commit.books_total.add(part.books.total());
    commit.rows_total.add(part.rows);
    commit.rows_total.subtract(part.rows_taken_back);
    if (!commit.books_total.subtract(part.taken_back.total()))
      return Status::corrupt("cannot commit: what is taken back was not said");
  }
  const std::string json = write_commit(commit);
  LakeView folded = view;
  TRY(folded.fold(commit, to_hex(sha256(json))));
  const Status created = create_if_absent(path_of(commit.id), seal(json));
  // The name of a commit that is packed is free again, and stays dead: whoever takes it slept while
  // others committed.
  const bool is_dead = created.ok() && env_.stat(pack_path(commit.id)).ok();
  if (created.code() == Code::kExists || is_dead) {
    if (is_dead) TRY(env_.remove_file(path_of(commit.id)));
    return Status::fenced(fmt::format(
        "another writer has committed to this lake, so this one stops; nothing it took since is "
        "lost: run the command again: commit={}",
        static_cast<uint64_t>(commit.id)));
  }
  TRY(created);
  view = std::move(folded);
  if (static_cast<uint64_t>(view.commit) % kCheckpointEvery == 0) TRY(write_checkpoint_of(view));
  return {};
}

// A name that exists must have whole, durable content behind it: the file is written and synced
// under another name, then linked, which either takes the name or fails.
Status CommitLog::create_if_absent(const std::string& path, std::string_view bytes) const {
  const std::string unfinished =
      join_path(commits_folder(), fmt::format(".{:016x}", env_.entropy()));
  TRY(write_new_file(env_, unfinished, bytes));
  const Status linked = env_.link_file(unfinished, path);
  TRY(env_.remove_file(unfinished));
  TRY(linked);
  return env_.sync_folder(commits_folder());
}

Status CommitLog::write_checkpoint_of(const LakeView& view) const {
  const Status created =
      create_if_absent(checkpoint_path(view.commit), seal(write_checkpoint(view)));
  return created.code() == Code::kExists ? Status() : created;
}

Status CommitLog::pack(CommitId first) {
  CommitPack pack{static_cast<uint64_t>(first), {}};
  CommitId id = first;
  for (uint64_t i = 0; i < kCheckpointEvery; ++i, id = next(id))
    pack.texts.push_back(TRY(text_of(id)));
  const Status created = create_if_absent(pack_path(first), TRY(write_commit_pack(pack)));
  if (created.code() != Code::kExists) TRY(created);
  for (id = first; static_cast<uint64_t>(id) < pack.first + kCheckpointEvery; id = next(id)) {
    const Status removed = env_.remove_file(path_of(id));
    if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
  }
  return {};
}

// At least as many commits as a pack has keep their own files: who reads them needs no second look.
Result<bool> CommitLog::tidy(const LakeView& view) {
  const std::vector<std::string> names = TRY(env_.list_folder(commits_folder()));
  const size_t name_size = file_name(path_of(view.commit)).size();
  for (const std::string& name : names) {
    if (name.size() != name_size || !name.ends_with(".json")) continue;
    uint64_t oldest = 0;
    std::from_chars(name.data(), name.data() + name.size(), oldest);
    if (oldest == 0) continue;
    const uint64_t first = (oldest - 1) / kCheckpointEvery * kCheckpointEvery + 1;
    if (first + 2 * kCheckpointEvery > static_cast<uint64_t>(view.commit)) break;
    TRY(pack(CommitId{first}));
    return true;
  }
  return remove_old_checkpoints(names);
}

Result<bool> CommitLog::remove_old_checkpoints(const std::vector<std::string>& names) {
  std::vector<std::string> checkpoints;
  for (const std::string& name : names) {
    if (name.ends_with(kCheckpointEnding)) checkpoints.push_back(name);
  }
  constexpr size_t kKept = 2;
  for (size_t i = 0; i + kKept < checkpoints.size(); ++i)
    TRY(env_.remove_file(join_path(commits_folder(), checkpoints[i])));
  return checkpoints.size() > kKept;
}

Status CommitLog::remove_unfinished() {
  for (const std::string& name : TRY(env_.list_folder(commits_folder()))) {
    if (name.starts_with(".")) TRY(env_.remove_file(join_path(commits_folder(), name)));
  }
  return {};
}

Status CommitLog::sync_tail(const LakeView& view) const {
  TRY(TRY(env_.extend_file(path_of(view.commit)))->sync());
  const CommitLog::Entry newest = TRY(entry(view.commit));
  for (const CommitPart& part : newest.commit.parts) {
    for (const FileEntry& file : part.added) {
      const std::string path = join_path(folder_, file.path);
      TRY(TRY(env_.extend_file(path))->sync());
      TRY(env_.sync_folder(parent_path(path)));
    }
    if (part.snapshot) TRY(TRY(env_.extend_file(join_path(folder_, part.snapshot->path)))->sync());
  }
  return env_.sync_folder(commits_folder());
}

}  // namespace telltale
