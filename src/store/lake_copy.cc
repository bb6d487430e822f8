#include "store/lake_copy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "journal/control_log.h"
#include "store/file_check.h"

namespace telltale {
namespace {

constexpr const char* kBackupFolder = "_backup";
constexpr const char* kJournalFolder = "_journal";
constexpr const char* kControlFolder = "_control";
// What commits name lies in these.
constexpr std::array<const char*, 5> kDataFolders = {"raw", "processed", "ledger", "superseded",
                                                     "_state"};

bool is_below(std::string_view path, std::string_view folder) {
  return path == folder || path.starts_with(join_path(folder, ""));
}

Status in_the_way(const LakeCopy::Folders& folders, CopyKind kind, std::string_view what) {
  return Status::exists(fmt::format("cannot {}: {}: name another folder: path={}",
                                    kind == CopyKind::kBackup ? "back up" : "restore", what,
                                    folders.to));
}

uint64_t records_in(const std::vector<GrowingFile>& control) {
  uint64_t records = 0;
  for (const GrowingFile& file : control) records = std::max(records, file.first + file.frames);
  return records;
}

std::string note_of(CommitId commit, uint64_t records) {
  return fmt::format("{}/{:020}-{:020}", kBackupFolder, static_cast<uint64_t>(commit), records);
}

}  // namespace

Result<std::unique_ptr<LakeCopy>> LakeCopy::open(Env& env, const Folders& folders, CopyKind kind) {
  if (is_below(folders.from, folders.to) || is_below(folders.to, folders.from))
    return Status::invalid(fmt::format(
        "cannot copy lake: one folder lies in the other: from={} to={}", folders.from, folders.to));
  std::unique_ptr<LakeCopy> copy(new LakeCopy(env, folders, kind));
  TRY(copy->begin());
  return copy;
}

std::string LakeCopy::marker() const {
  return kind_ == CopyKind::kBackup ? fmt::format("{}/lake", kBackupFolder) : "_restore";
}

Status LakeCopy::begin() {
  view_ = TRY(source_.read());  // before anything is made: no lake, no copy
  TRY(check_target());
  TRY(make_durable_folder(env_, folders_.to));
  Result<std::unique_ptr<FileLock>> lock = env_.lock_file(join_path(folders_.to, "_lock"));
  if (lock.status().code() == Code::kUnavailable)
    return Status::unavailable(fmt::format(
        "cannot copy lake: another process is writing there: wait for it or stop it: path={}",
        folders_.to));
  lock_ = TRY(std::move(lock));
  TRY(check_target());  // somebody else may have made it before the lock was ours
  TRY(files_.make(marker(), view_.lake + "\n"));
  const Result<LakeView> had = target_.read();
  if (had.status().code() == Code::kNotFound) return {};
  had_ = TRY(had);
  return check_history();
}

// It may be missing, empty, or what a run of the same kind for the same lake has made.
Status LakeCopy::check_target() const {
  const Result<std::vector<std::string>> names = env_.list_folder(folders_.to);
  if (names.status().code() == Code::kNotFound && !env_.stat(folders_.to).ok()) return {};
  if (!names.ok()) return in_the_way(folders_, kind_, "a file has the folder's name");
  const Result<std::string> id = read_file(env_, join_path(folders_.to, marker()));
  if (id.ok() && id.value() == view_.lake + "\n") return {};
  if (id.ok()) return in_the_way(folders_, kind_, "the folder holds a copy of another lake");
  const std::string begun(marker().substr(0, marker().find('/')));
  for (const std::string& name : names.value()) {
    if (name == "_lock" || name.starts_with(begun)) continue;
    return in_the_way(folders_, kind_,
                      kind_ == CopyKind::kBackup
                          ? "the folder is not empty and no backup of this lake"
                          : "the folder is not empty");
  }
  return {};
}

// What the target shows must be what the source showed.
Status LakeCopy::check_history() const {
  if (had_->commit <= view_.commit) {
    const CommitLog::Entry same = TRY(source_.entry(had_->commit));
    if (same.digest == had_->digest) return {};
  }
  return in_the_way(folders_, kind_,
                    fmt::format("the folder has commits that the lake has not, up to {}",
                                static_cast<uint64_t>(had_->commit)));
}

Status LakeCopy::run() {
  if (had_) TRY(target_.finish_copy(*had_));
  TRY(look());
  if (had_) TRY(check_history());
  TRY(copy_files());
  if (kind_ == CopyKind::kBackup) TRY(files_.make(note(), "\n"));
  TRY(copy_control());
  // What a copy shows already must not meet frames of what it will show.
  if (!had_) TRY(copy_journal());
  TRY(files_.sync());
  TRY(target_.copy_from(source_, had_ ? had_->commit : CommitId{0}, view_));
  if (had_) TRY(copy_journal());
  TRY(files_.sync());
  return remove_what_left();
}

Status LakeCopy::finish() {
  if (kind_ == CopyKind::kBackup) return {};
  TRY(env_.remove_file(join_path(folders_.to, marker())));
  return env_.sync_folder(folders_.to);
}

// In this order: what leaves the journal meanwhile is in the view, and so is every record that a
// redrive among the control records names; frames are of logs that these open.
Status LakeCopy::look() {
  lease_ = Lease::take(env_, folders_.from, view_.commit);
  journal_ = TRY(find_growing_files(env_, folders_.from, {kJournalFolder}));
  const uint64_t known = records_in(TRY(find_growing_files(env_, folders_.from, {kControlFolder})));
  TRY(take_view());
  TRY(ControlLog::open(env_, folders_.from, view_.control_to, false));
  const std::optional<uint64_t> noted = TRY(noted_records());
  records_ = std::max(view_.control_to, noted.value_or(known));
  return {};
}

// A snapshot goes as soon as a commit names a newer one.
Status LakeCopy::take_view() {
  while (true) {
    view_ = TRY(source_.read());
    if (!view_.snapshot) return {};
    const Status copied = files_.copy(as_file(*view_.snapshot));
    if (copied.code() != Code::kNotFound) return copied;
    if (TRY(source_.read()).commit == view_.commit)
      return damaged_file(as_file(*view_.snapshot), "it is missing");
  }
}

// Of a source that is a backup: what was known when its copy of the commit was made.
Result<std::optional<uint64_t>> LakeCopy::noted_records() const {
  std::optional<uint64_t> records;
  const std::string begin =
      note_of(view_.commit, 0).substr(0, note_of(view_.commit, 0).size() - 20);
  for (const std::string& path : TRY(list_files_below(env_, folders_.from, kBackupFolder))) {
    if (!path.starts_with(begin) || path.size() != begin.size() + 20) continue;
    uint64_t number = 0;
    std::from_chars(path.data() + begin.size(), path.data() + path.size(), number);
    records = std::max(records.value_or(0), number);
  }
  return records;
}

std::string LakeCopy::note() const {
  return note_of(view_.commit, records_);
}

Status LakeCopy::copy_files() {
  for (const LiveFile& file : view_.files) {
    const Status copied = files_.copy(file.entry);
    if (copied.code() == Code::kNotFound) return damaged_file(file.entry, "it is missing");
    TRY(copied);
  }
  return {};
}

Status LakeCopy::copy_control() {
  const GrowingFilesWanted wanted{kControlFolder, records_};
  for (const GrowingFile& file : TRY(find_growing_files(env_, folders_.from, wanted))) {
    if (file.first < records_) TRY(files_.copy_growing(file));
  }
  return {};
}

Status LakeCopy::copy_journal() {
  for (const GrowingFile& file : journal_) TRY(files_.copy_growing(file));
  return {};
}

uint64_t LakeCopy::loose_bytes() const {
  uint64_t bytes = 0;
  for (const GrowingFile& file : journal_) bytes += file.loose_bytes;
  return bytes;
}

// Files that the newest commit does not name any more, unless somebody reads an earlier one, and
// journals whose records are in the lake.
Status LakeCopy::remove_what_left() {
  std::set<std::string> kept;
  for (const LiveFile& file : view_.files) kept.insert(file.entry.path);
  if (view_.snapshot) kept.insert(view_.snapshot->path);
  for (const GrowingFile& file : journal_) kept.insert(file.path);
  std::vector<std::string> folders = {kJournalFolder};
  if (!TRY(oldest_lease(env_, folders_.to)))
    folders.insert(folders.end(), kDataFolders.begin(), kDataFolders.end());
  for (const std::string& folder : folders) {
    for (const std::string& path : TRY(list_files_below(env_, folders_.to, folder))) {
      if (!kept.contains(path) && file_name(path) != "_lock") TRY(files_.remove(path));
    }
  }
  return kind_ == CopyKind::kBackup ? remove_old_notes() : Status();
}

Status LakeCopy::remove_old_notes() {
  for (const std::string& path : TRY(list_files_below(env_, folders_.to, kBackupFolder))) {
    if (path != marker() && path != note()) TRY(files_.remove(path));
  }
  return {};
}

}  // namespace telltale
