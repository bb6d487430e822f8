#include "store/sweep.h"

#include <algorithm>
#include <array>
#include <set>

#include "store/lease.h"

namespace telltale {
namespace {

constexpr std::array<const char*, 4> kFolders = {"raw", "processed", "ledger", "superseded"};

class Sweep {
 public:
  Sweep(LakeWriter& writer, const SweepOptions& options) : writer_(writer), options_(options) {}

  Result<Swept> run() {
    TRY(writer_.remove_unfinished_commits());
    // In this order: what is committed between is in work before, or live after.
    std::vector<std::string> found;
    for (const char* folder : kFolders) TRY(list(folder, found));
    std::erase_if(found, [&](const std::string& path) { return writer_.in_work().contains(path); });
    const std::shared_ptr<const LakeView> view = writer_.view();
    for (const LiveFile& file : view->files) needed_.insert(file.entry.path);
    TRY(add_removed_lately(*view));
    for (const std::string& path : found) {
      if (!needed_.contains(path)) TRY(remove(path));
    }
    return swept_;
  }

 private:
  // Paths below the lake's folder of all files below one of its folders.
  Status list(const std::string& folder, std::vector<std::string>& files) {
    const Result<std::vector<std::string>> names =
        writer_.env().list_folder(join_path(writer_.folder(), folder));
    if (names.status().code() == Code::kNotFound) return {};
    TRY(names.status());
    for (const std::string& name : names.value()) {
      const std::string path = join_path(folder, name);
      if (name.ends_with(".parquet")) {
        files.push_back(path);
      } else if (TRY(writer_.env().stat(join_path(writer_.folder(), path))).is_folder) {
        TRY(list(path, files));
      }
    }
    return {};
  }

  // What commits removed that readers may still see: walks back to where nobody reads any more.
  Status add_removed_lately(const LakeView& view) {
    CommitId oldest = std::min(writer_.oldest_held(), view.commit);
    if (const auto leased = TRY(oldest_lease(writer_.env(), writer_.folder())))
      oldest = std::min(oldest, *leased);
    const CommitLog commits(writer_.env(), writer_.folder());
    const Instant young = writer_.clock().now() - options_.grace;
    for (auto id = static_cast<uint64_t>(view.commit); id > 0; --id) {
      const Commit commit = TRY(commits.entry(CommitId{id})).commit;
      if (commit.time <= young && commit.id <= oldest) break;
      for (const CommitPart& part : commit.parts)
        needed_.insert(part.removed.begin(), part.removed.end());
    }
    return {};
  }

  Status remove(const std::string& path) {
    const std::string full = join_path(writer_.folder(), path);
    const Result<FileStat> found = writer_.env().stat(full);
    if (found.status().code() == Code::kNotFound) return {};
    TRY(found.status());
    // To whoever was taken over from, the files of the new owner look like leftovers.
    TRY(writer_.check_owner());
    TRY(writer_.env().remove_file(full));
    ++swept_.files;
    swept_.bytes += found.value().size;
    return {};
  }

  LakeWriter& writer_;
  const SweepOptions& options_;
  std::set<std::string> needed_;
  Swept swept_;
};

}  // namespace

Result<Swept> sweep(LakeWriter& writer, const SweepOptions& options) {
  return Sweep(writer, options).run();
}

}  // namespace telltale
