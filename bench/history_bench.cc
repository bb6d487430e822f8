// Makes a lake with a long history, as two-second commits of some months leave it, and measures
// what a start reads of it.
//   history_bench FOLDER COMMITS
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/clock.h"
#include "store/commit_log.h"
#include "store/lake.h"

namespace {

using namespace telltale;  // NOLINT

constexpr const char* kSchema = "schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [x]\n";
constexpr uint64_t kTidyEvery = 4 * CommitLog::kCheckpointEvery;

double seconds_since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

FileEntry file_of(uint64_t commit, Table table) {
  FileEntry entry;
  entry.table = table;
  entry.path = std::string(name_of(table)) + "/year=2025/month=01/day=01/" + std::to_string(commit);
  entry.bytes = 4'000 + commit % 977;
  entry.sha256 = sha256(entry.path);
  entry.rows = 200;
  entry.received = {static_cast<int64_t>(commit) * 2'000'000,
                    static_cast<int64_t>(commit) * 2'000'000};
  return entry;
}

// What an ingest commits every two seconds; the files of the one before are merged away at once, so
// that the lake stays as small as compaction keeps it.
CommitPart part_of(uint64_t commit, const LakeView& view) {
  CommitPart part;
  part.control_to = view.control_to;
  const Offset from = view.taken_of(LogId{1}).to;
  part.turns.push_back({{LogId{1}, from, from + 60'000}, from + 60'000});
  part.books.page({LogId{1}, static_cast<int64_t>(commit / 43'200)})
      .add(Disposition::kStored, RejectReason::kNone, false);
  part.rows.add(hash128(std::to_string(commit)));
  for (const LiveFile& file : view.files) {
    if (file.entry.path.ends_with(std::to_string(commit - 1)))
      part.removed.push_back(file.entry.path);
  }
  part.added = {file_of(commit, Table::kRaw), file_of(commit, Table::kDeviceMetrics)};
  return part;
}

void must(const Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "history_bench: %s\n", status.message().c_str());
  std::exit(1);
}

void make(const std::string& folder, uint64_t commits) {
  Env& env = posix_env();
  must(create_lake(env, system_clock(), folder, {kSchema, JudgeTier::kOff}));
  CommitLog log(env, folder);
  Result<LakeView> read = log.read();
  must(read.status());
  LakeView view = std::move(read).value();
  for (uint64_t id = 2; id <= commits; ++id) {
    Commit commit;
    commit.time = instant_of(static_cast<int64_t>(id) * 2'000'000);
    commit.parts.push_back(part_of(id, view));
    must(log.append(view, commit));
    if (id % kTidyEvery != 0 && id != commits) continue;
    while (true) {
      const Result<bool> tidied = log.tidy(view);
      must(tidied.status());
      if (!tidied.value()) break;
    }
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::string folder = words[1];
  const uint64_t commits = std::strtoull(words[2], nullptr, 10);
  if (!posix_env().stat(folder).ok()) make(folder, commits);
  uint64_t bytes = 0;
  const std::string history = join_path(folder, "_commits");
  const Result<std::vector<std::string>> names = posix_env().list_folder(history);
  must(names.status());
  for (const std::string& name : names.value()) {
    const Result<FileStat> found = posix_env().stat(join_path(history, name));
    must(found.status());
    bytes += found.value().size;
  }
  const auto begun = std::chrono::steady_clock::now();
  const Result<OpenLake> lake = open_lake(posix_env(), folder);
  must(lake.status());
  std::printf("%llu commits in %zu files, %.0f bytes a commit: opened in %.3f s\n",
              static_cast<unsigned long long>(lake.value().view.commit), names.value().size(),
              static_cast<double>(bytes) / static_cast<double>(commits), seconds_since(begun));
  return 0;
}
