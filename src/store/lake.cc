#include "store/lake.h"

#include <fmt/format.h>

#include "base/cpu_meter.h"
#include "store/as_of.h"
#include "store/snapshot.h"

namespace telltale {
namespace {

// Whoever is taken over from may commit so often before a commit of the new owner comes first.
constexpr int kTakeoverAttempts = 16;

// What an init that was killed may have left: without a commit it never was a lake.
bool is_unfinished(Env& env, const std::string& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name != "_commits" && name != "_control" && name != "_lock") return false;
  }
  return CommitLog(env, folder).read().status().code() == Code::kNotFound;
}

Status check_free(Env& env, const std::string& folder) {
  const Result<FileStat> found = env.stat(folder);
  if (!found.ok()) return found.status().code() == Code::kNotFound ? Status() : found.status();
  if (!found.value().is_folder)
    return Status::exists(fmt::format("cannot make lake: a file has its name: path={}", folder));
  const std::vector<std::string> names = TRY(env.list_folder(folder));
  if (names.empty() || is_unfinished(env, folder, names)) return {};
  return Status::exists(fmt::format(
      "cannot make lake: the folder is not empty: name another folder: path={} first={}", folder,
      names.front()));
}

Result<std::unique_ptr<FileLock>> lock_lake(Env& env, const std::string& folder,
                                            Ownership how = Ownership::kTake) {
  const std::string path = join_path(folder, "_lock");
  if (how == Ownership::kSeize) return env.seize_lock(path);
  Result<std::unique_ptr<FileLock>> lock = env.lock_file(path);
  if (lock.status().code() != Code::kUnavailable) return lock;
  return Status::unavailable(fmt::format(
      "cannot write to lake: another process is writing to it: wait for it or stop it; one that "
      "hangs is cut off by `serve --takeover`: path={}",
      folder));
}

Status remove_unfinished(Env& env, const std::string& folder) {
  const Status removed = env.remove_file(ControlLog::path_in(folder));
  return removed.code() == Code::kNotFound ? Status() : removed;
}

}  // namespace

// The first commit makes the lake: a folder without it is none, so a kill before it leaves nothing
// that could be taken for a lake, and the same command may be run again.
Status create_lake(Env& env, const Clock& clock, const std::string& folder, const NewLake& lake) {
  TRY(check_free(env, folder));
  TRY(make_durable_folder(env, folder));
  const std::unique_ptr<FileLock> lock = TRY(lock_lake(env, folder));
  TRY(check_free(env, folder));  // another process may have made one before the lock was ours
  TRY(remove_unfinished(env, folder));
  const Hash128 id{env.entropy(), env.entropy()};
  TRY(make_durable_folder(env, join_path(folder, "_commits")));
  TRY(ControlLog::create(env, folder, id));
  const std::unique_ptr<ControlLog> control = TRY(ControlLog::open(env, folder, 0, true));
  TRY(control->append(SchemaAdded{lake.schema_yaml}));
  TRY(control->append(EpochBegun{control->catalog().schemas().front().schema->name, lake.judge}));
  Commit first;
  first.time = clock.now();
  CommitPart part;
  part.control_to = control->catalog().size();
  first.parts.push_back(std::move(part));
  LakeView view;
  view.lake = id.hex();
  return CommitLog(env, folder).append(view, first);
}

Result<OpenLake> open_lake(Env& env, const std::string& folder) {
  OpenLake lake;
  lake.folder = folder;
  lake.view = TRY(CommitLog(env, folder).read());
  lake.lease = Lease::take(env, folder, lake.view.commit);
  lake.control = TRY(ControlLog::open(env, folder, lake.view.control_to, false));
  return lake;
}

// What was not in the control log then was not known then.
Result<OpenLake> open_lake_as_of(Env& env, const std::string& folder, const std::string& as_of) {
  OpenLake lake = TRY(open_lake(env, folder));
  lake.as_of = TRY(find_commit(env, folder, lake.view, as_of));
  Offset control_to = 0;
  const Commit commit = TRY(CommitLog(env, folder).entry(*lake.as_of)).commit;
  for (const CommitPart& part : commit.parts) control_to = std::max(control_to, part.control_to);
  lake.control = TRY(ControlLog::open_prefix(env, folder, control_to));
  return lake;
}

Result<std::unique_ptr<LakeWriter>> LakeWriter::open(Env& env, const Clock& clock,
                                                     const std::string& folder, Ownership how) {
  std::unique_ptr<LakeWriter> writer(new LakeWriter(env, clock, folder));
  TRY(writer->commits_.read());  // before the lock: no lake, no lock file
  writer->lock_ = TRY(lock_lake(env, folder, how));
  TRY(how == Ownership::kSeize ? writer->take_over() : writer->load());
  writer->kept_ =
      std::make_unique<KeptReadings>(env, folder, writer->catalog(), KeptReadings::Options());
  return writer;
}

Status LakeWriter::load() {
  LakeView view = TRY(commits_.read());
  TRY(commits_.sync_tail(view));
  control_ = TRY(ControlLog::open(env_, folder_, view.control_to, true));
  owner_epoch_ = view.owner_epoch + 1;
  publish(std::make_shared<const LakeView>(std::move(view)));
  return {};
}

// A commit after which those of the writer before fail; then another file of the control log, so
// that nothing he appends there counts.
Status LakeWriter::take_over() {
  Status taken;
  int attempts = 0;
  do {
    TRY(load());
    CommitPart part;
    part.kind = PartKind::kTakeover;
    part.control_to = catalog().size();
    taken = append(std::move(part)).status();  // he may be faster, and then that is read first
  } while (taken.code() == Code::kFenced && ++attempts < kTakeoverAttempts);
  TRY(taken);
  control_ = TRY(ControlLog::open(env_, folder_, view()->control_to, true));
  catalog_copy_ = nullptr;
  return control_->begin_file(env_, folder_, TakenOver{clock_.now()});
}

Status LakeWriter::check_owner() const {
  return check_held(*lock_);
}

// A commit may not be computed under a control record that failed to become durable.
Status LakeWriter::check_control() const {
  const std::lock_guard lock(shared_);
  return control_->usable();
}

Status check_held(const FileLock& lock) {
  if (lock.is_held()) return {};
  return Status::fenced(
      "another process has taken this lake over, so this one stops; nothing it acknowledged is "
      "lost");
}

std::shared_ptr<const LakeView> LakeWriter::view() const {
  const std::lock_guard lock(shared_);
  return view_;
}

void LakeWriter::publish(std::shared_ptr<const LakeView> view) {
  const std::lock_guard lock(shared_);
  std::erase_if(published_, [](const auto& held) { return held.expired(); });
  published_.push_back(view);
  view_ = std::move(view);
}

CommitId LakeWriter::oldest_held() {
  const std::lock_guard lock(shared_);
  CommitId oldest = view_->commit;
  for (const std::weak_ptr<const LakeView>& weak : published_) {
    if (const std::shared_ptr<const LakeView> held = weak.lock())
      oldest = std::min(oldest, held->commit);
  }
  return oldest;
}

std::shared_ptr<const Catalog> LakeWriter::catalog_copy() const {
  const std::lock_guard lock(shared_);
  if (catalog_copy_ == nullptr) catalog_copy_ = std::make_shared<const Catalog>(catalog());
  return catalog_copy_;
}

Status LakeWriter::append_control(const ControlRecord& record) {
  TRY(check_owner());
  const std::lock_guard lock(shared_);
  catalog_copy_ = nullptr;
  return control_->append(record);
}

void LakeWriter::follow(Sink* sink) {
  const std::lock_guard lock(committing_);
  sinks_.push_back(sink);
}

Result<CommitId> LakeWriter::append(CommitPart part) {
  const std::lock_guard lock(committing_);
  const MeteredWork metered(Work::kCommit);
  TRY(check_owner());
  TRY(check_control());
  const bool changes_kept = part.kind == PartKind::kRetention || part.kind == PartKind::kRedrive;
  Commit commit;
  commit.time = clock_.now();
  part.owner_epoch = owner_epoch_;
  commit.parts.push_back(std::move(part));
  LakeView next = *view();
  TRY(commits_.append(next, commit));
  if (changes_kept) is_kept_stale_ = true;
  publish(std::make_shared<const LakeView>(std::move(next)));
  for (const FileEntry& file : commit.parts.front().added) in_work_.forget(file.path);
  for (Sink* sink : sinks_) TRY(sink->fold(commit));
  return commit.id;
}

Result<bool> LakeWriter::tidy_history() {
  const std::lock_guard lock(committing_);
  TRY(check_owner());
  return commits_.tidy(*view());
}

Status LakeWriter::remove_unfinished_commits() {
  const std::lock_guard lock(committing_);
  TRY(check_owner());
  return commits_.remove_unfinished();
}

Status LakeWriter::commit(CommitPart part) {
  part.control_to = catalog_copy()->size();
  return append(std::move(part)).status();
}

Status LakeWriter::commit(Cut& cut, const KeyGroups* groups) {
  const std::lock_guard settling(settling_);
  if (is_kept_stale_.exchange(false)) kept_->forget();
  {
    const MeteredWork metered(Work::kSettle);
    const std::shared_ptr<const LakeView> held = view();
    TRY(cut.settle(
        [&](Settlement& settlement) { return kept_->offer(*held, held->commit, settlement); }));
  }
  CommitPart part;
  part.control_to = catalog().size();
  part.turns = cut.turns();
  part.books = cut.books();
  part.rows = cut.rows();
  part.added = TRY(files_.write(cut));
  if (groups != nullptr) part.snapshot = TRY(write_snapshot(env_, folder_, *groups));
  {
    const MeteredWork metered(Work::kWrite);
    TRY(files_.sync());
  }
  const std::optional<SnapshotEntry> snapshot = part.snapshot;
  const CommitId committed = TRY(append(std::move(part)));
  kept_->remember(cut.take_stored(), committed);
  if (snapshot) remove_old_snapshots(*snapshot);
  return {};
}

// A snapshot that is not the newest serves nobody; one that cannot be removed does no harm.
void LakeWriter::remove_old_snapshots(const SnapshotEntry& newest) {
  const std::string folder = join_path(folder_, "_state");
  const Result<std::vector<std::string>> names = env_.list_folder(folder);
  if (!names.ok()) return;
  for (const std::string& name : names.value()) {
    if (name == file_name(newest.path)) continue;
    const Status removed = env_.remove_file(join_path(folder, name));
    if (!removed.ok()) return;
  }
}

}  // namespace telltale
