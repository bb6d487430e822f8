// CommitLog: taking the commits of another log. What a reader sees of this one changes by one name:
// packs of later commits show nothing while the pack that follows the newest commit is missing, and
// that one is named last. A writer wants the newest commits in files of their own, so the newest
// pack is unpacked afterwards, which shows nothing new.
#include <algorithm>
#include <charconv>

#include "store/commit_log.h"

namespace telltale {
namespace {

// The first commit of the pack that a commit belongs into.
uint64_t first_of_pack(CommitId id) {
  return (static_cast<uint64_t>(id) - 1) / CommitLog::kCheckpointEvery *
             CommitLog::kCheckpointEvery +
         1;
}

Status without_missing(const Status& removed) {
  return removed.code() == Code::kNotFound ? Status() : removed;
}

}  // namespace

Status CommitLog::copy_from(const CommitLog& other, CommitId had, const LakeView& view) {
  if (had >= view.commit) return {};
  TRY(make_durable_folder(env_, commits_folder()));
  const uint64_t last = first_of_pack(std::max(had, CommitId{1}));
  for (uint64_t first = first_of_pack(view.commit);; first -= kCheckpointEvery) {
    TRY(copy_pack(other, first, static_cast<uint64_t>(view.commit)));
    if (first == last) break;
  }
  return finish_copy(view);
}

// A pack of a killed run that nobody saw yet may hold fewer commits.
Status CommitLog::copy_pack(const CommitLog& other, uint64_t first, uint64_t newest) {
  CommitPack pack{first, {}};
  for (uint64_t id = first; id <= newest && id < first + kCheckpointEvery; ++id)
    pack.texts.push_back(TRY(other.text_of(CommitId{id})));
  const std::string path = pack_path(CommitId{first});
  TRY(without_missing(env_.remove_file(path)));
  return create_if_absent(path, TRY(write_commit_pack(pack)));
}

Status CommitLog::finish_copy(const LakeView& view) {
  TRY(remove_unfinished());
  if (env_.stat(pack_path(view.commit)).ok()) TRY(unpack_newest(view));
  TRY(remove_packed(view));
  if (env_.stat(checkpoint_path(view.commit)).ok()) return {};
  TRY(write_checkpoint_of(view));
  return remove_old_checkpoints(TRY(env_.list_folder(commits_folder()))).status();
}

Status CommitLog::unpack_newest(const LakeView& view) {
  // Names of a killed run may not be durable.
  TRY(env_.sync_folder(commits_folder()));
  for (CommitId id{first_of_pack(view.commit)}; id <= view.commit; id = next(id)) {
    const std::string path = path_of(id);
    if (!env_.stat(path).ok()) TRY(create_if_absent(path, TRY(packed_text(id))));
  }
  TRY(env_.remove_file(pack_path(view.commit)));
  pack_ = {};
  return env_.sync_folder(commits_folder());
}

// Commits that had files of their own when the newest was one of them.
Status CommitLog::remove_packed(const LakeView& view) {
  const size_t name_size = file_name(path_of(view.commit)).size();
  for (const std::string& name : TRY(env_.list_folder(commits_folder()))) {
    uint64_t id = 0;
    std::from_chars(name.data(), name.data() + name.size(), id);
    if (name.size() != name_size || id == 0 || id >= first_of_pack(view.commit)) continue;
    if (env_.stat(pack_path(CommitId{id})).ok())
      TRY(without_missing(env_.remove_file(join_path(commits_folder(), name))));
  }
  return {};
}

}  // namespace telltale
