#include "serve/device_follower.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/thread_name.h"
#include "store/file_rows.h"

namespace telltale::serve {
namespace {

// The version of what a register file holds; one of another is made again from the files.
constexpr uint64_t kRegisterFormat = 2;
// A copy is due after so many rows: writing it should be rare beside folding them.
constexpr uint64_t kRowsUnsavedMax = 20'000'000;
// What failed is tried again with the next commit, and at the latest after so long.
constexpr std::chrono::seconds kMendPause{10};

std::string digest_of(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

bool may_concern_devices(const FileEntry& entry) {
  return entry.table == Table::kDeviceMetrics || entry.table == Table::kAnomalies;
}

std::vector<std::string> columns_wanted(const FileEntry& entry, const Catalog& catalog) {
  if (entry.table == Table::kAnomalies) return {"device_id", "event_time", "score"};
  std::vector<std::string> names = {"device_id", "event_time", "ingest_time"};
  for (const Catalog::LakeColumn& column : catalog.columns()) names.push_back(column.name);
  return names;
}

}  // namespace

void DeviceFollower::start(const LakeBoard& board) {
  board_ = &board;
  thread_ = std::thread([this] {
    name_thread("devices", 0);
    give_way(GivesWay::kToAnswers);
    load();
    loop();
  });
}

void DeviceFollower::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Status DeviceFollower::fold(const Commit&) {
  {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  changed_.notify_all();
  return {};
}

Status DeviceFollower::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void DeviceFollower::loop() {
  while (true) {
    const Status outcome = catch_up();
    std::unique_lock lock(mutex_);
    failure_ = outcome;
    const auto is_awake = [&] { return has_news_ || is_stopping_; };
    if (outcome.ok()) {
      changed_.wait(lock, is_awake);
    } else {
      changed_.wait_for(lock, kMendPause, is_awake);
    }
    has_news_ = false;
    if (is_stopping_) break;
  }
  if (folded_ > saved_ && rows_unsaved_ > 0) {
    [[maybe_unused]] const Status ignored = save();  // it is a cache
  }
}

// Reads every live file with rows of commits that are not in the register, in the order of their
// times, as intervals are learned of rows that are newer than all before. Files that were merged
// meanwhile hold rows that are: the newest wins, so that does not matter.
Status DeviceFollower::catch_up() {
  const LakeBoard::Now now = board_->now();
  const CommitId folded = this->folded();
  std::vector<const LiveFile*> wanted;
  for (const LiveFile& file : now.view->files) {
    if (may_concern_devices(file.entry) && file.commits().most > folded) wanted.push_back(&file);
  }
  std::ranges::stable_sort(wanted, {}, [](const LiveFile* file) { return file->entry.time_min; });
  for (const LiveFile* file : wanted) TRY(fold_file(*file, *now.catalog));
  folded_ = static_cast<uint64_t>(now.view->commit);
  return rows_unsaved_ > kRowsUnsavedMax ? save() : Status();
}

Status DeviceFollower::fold_file(const LiveFile& file, const Catalog& catalog) {
  const auto rows = TRY(FileRows::open(env_, folder_, file, columns_wanted(file.entry, catalog)));
  while (TRY(rows->next())) {
    if (file.entry.table == Table::kAnomalies) {
      TRY(devices_.fold_anomalies(rows->columns()));
    } else {
      TRY(devices_.fold_readings(rows->columns(), catalog.columns()));
    }
    rows_unsaved_ += rows->columns().rows;
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return Status::cancelled("the register of devices is not complete");
  }
  return {};
}

// Copies there are, the newest first; they bear the number of the commit.
std::vector<std::string> DeviceFollower::kept_names() const {
  Result<std::vector<std::string>> names = env_.list_folder(kept_folder());
  if (!names.ok()) return {};
  std::vector<std::string> kept = std::move(names).value();
  std::sort(kept.rbegin(), kept.rend());
  return kept;
}

// One that cannot be used is as good as none.
void DeviceFollower::load() {
  for (const std::string& name : kept_names()) {
    const Result<std::string> bytes = read_file(env_, join_path(kept_folder(), name));
    constexpr size_t kDigestBytes = 64;
    if (!bytes.ok() || bytes.value().size() < kDigestBytes) continue;
    std::string_view body = bytes.value();
    const std::string_view digest = body.substr(body.size() - kDigestBytes);
    body.remove_suffix(kDigestBytes);
    if (digest_of(body) != digest) continue;
    StateReader head(body.substr(0, 2 * sizeof(uint64_t)));
    uint64_t format = 0;
    uint64_t commit = 0;
    if (!head.get(format).ok() || !head.get(commit).ok() || format != kRegisterFormat) continue;
    if (CommitId{commit} > board_->now().view->commit) continue;  // of another lake
    if (!devices_.load(body.substr(2 * sizeof(uint64_t))).ok()) return;
    folded_ = saved_ = commit;
    return;
  }
}

// One of this name that could not be used has its place taken.
Status DeviceFollower::save() {
  if (saved_ == folded_) return {};
  StateWriter head;
  head.put(kRegisterFormat);
  head.put(folded_.load());
  std::string bytes(head.bytes());
  bytes += devices_.save();
  bytes += digest_of(bytes);
  TRY(env_.make_folders(kept_folder()));
  const std::vector<std::string> old = kept_names();
  const std::string name = fmt::format("{:020}", folded_.load());
  for (const std::string& other : old) {
    if (other == name) TRY(env_.remove_file(join_path(kept_folder(), other)));
  }
  TRY(write_new_file(env_, join_path(kept_folder(), name), bytes));
  for (const std::string& other : old) {
    if (other != name) TRY(env_.remove_file(join_path(kept_folder(), other)));
  }
  saved_ = folded_;
  rows_unsaved_ = 0;
  return {};
}

}  // namespace telltale::serve
