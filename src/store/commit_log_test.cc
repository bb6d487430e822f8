#include "store/commit_log.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr uint64_t kEvery = CommitLog::kCheckpointEvery;

// A list of commits in memory, each taking one byte of a log.
class CommitLogTest {
 public:
  CommitLogTest() {
    expect_ok(env.make_folders("lake/_commits"));
    view.lake = std::string(32, 'a');
    append_to(1);
  }

  Status append() {
    Commit commit;
    CommitPart part;
    part.turns.push_back({{LogId{1}, taken_, taken_ + 1}, taken_ + 1});
    part.books.page({LogId{1}, 0}).add(Disposition::kStored, RejectReason::kNone, false);
    commit.parts.push_back(std::move(part));
    const Status appended = commits.append(view, commit);
    taken_ += appended.ok();
    return appended;
  }
  void append_to(uint64_t last) {
    while (static_cast<uint64_t>(view.commit) < last) expect_ok(append());
  }
  size_t files() { return value_of(env.list_folder("lake/_commits")).size(); }
  void tidy_all() {
    while (value_of(commits.tidy(view))) {
    }
  }

  MemoryEnv env;
  LakeView view;
  CommitLog commits{env, "lake"};

 private:
  Offset taken_ = 0;
};

}  // namespace

TEST_CASE("commits that are long past are packed, and say what they said") {
  CommitLogTest lake;
  lake.append_to(5 * kEvery + 7);
  std::vector<std::string> digests;
  for (uint64_t id = 1; id <= 5 * kEvery + 7; ++id)
    digests.push_back(value_of(lake.commits.entry(CommitId{id})).digest);
  lake.tidy_all();
  CHECK(lake.files() <= 4 + (kEvery + 7) + 2);  // packs, the tail, two checkpoints
  const CommitLog fresh(lake.env, "lake");
  CHECK(value_of(fresh.read()) == lake.view);
  for (uint64_t id = 1; id <= 5 * kEvery + 7; ++id) {
    INFO("commit " << id);
    REQUIRE(value_of(fresh.entry(CommitId{id})).digest == digests[id - 1]);
  }
}

TEST_CASE("a start reads the newest checkpoint and the commits after it, whatever came before") {
  CommitLogTest lake;
  lake.append_to(4 * kEvery + 3);
  lake.tidy_all();
  const uint64_t before = lake.env.count_of(MemoryEnv::Operation::kOpenFile);
  CHECK(value_of(CommitLog(lake.env, "lake").read()) == lake.view);
  CHECK(lake.env.count_of(MemoryEnv::Operation::kOpenFile) - before <= 8);
}

TEST_CASE("without any checkpoint, packs tell the history") {
  CommitLogTest lake;
  lake.append_to(4 * kEvery + 3);
  lake.tidy_all();
  for (const std::string& name : value_of(lake.env.list_folder("lake/_commits"))) {
    if (name.ends_with(".checkpoint.json"))
      expect_ok(lake.env.remove_file("lake/_commits/" + name));
  }
  CHECK(value_of(CommitLog(lake.env, "lake").read()) == lake.view);
}

TEST_CASE("wherever packing stops, nothing is lost and it goes on") {
  for (uint64_t n = 1;; n += 7) {
    CommitLogTest lake;
    lake.append_to(3 * kEvery + 1);
    const LakeView before = lake.view;
    lake.env.set_fault(
        MemoryEnv::fail_nth(MemoryEnv::Operation::kRemoveFile, n, Status::internal("stopped")));
    const bool is_done = lake.commits.tidy(lake.view).ok();
    lake.env.set_fault({});
    INFO("stopped at " << n);
    REQUIRE(value_of(CommitLog(lake.env, "lake").read()) == before);
    lake.tidy_all();
    REQUIRE(value_of(CommitLog(lake.env, "lake").read()) == before);
    REQUIRE(lake.files() <= 2 + kEvery + 1 + 3);
    if (is_done) break;
  }
}

TEST_CASE("a name that packing freed stays dead: who slept cannot commit under it") {
  CommitLogTest lake;
  lake.append_to(10);
  LakeView old = lake.view;
  CommitLog sleeper(lake.env, "lake");
  lake.append_to(3 * kEvery);
  lake.tidy_all();
  Commit late;
  late.parts.emplace_back();
  message_of(sleeper.append(old, late), Code::kFenced);
  CHECK(value_of(CommitLog(lake.env, "lake").read()) == lake.view);
  CHECK(old.commit == CommitId{10});
  lake.append_to(3 * kEvery + 1);
}

TEST_CASE("a pack whose bytes have changed is named") {
  CommitLogTest lake;
  lake.append_to(3 * kEvery);
  lake.tidy_all();
  const std::string path = lake.commits.pack_path(CommitId{1});
  std::string bytes = lake.env.bytes_of(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  lake.env.put(path, bytes);
  const CommitLog fresh(lake.env, "lake");
  CHECK(value_of(fresh.read()) == lake.view);  // the checkpoint says all a reader needs
  bool is_named = false;
  for (uint64_t id = 1; id <= kEvery; ++id) {
    const Result<CommitLog::Entry> entry = fresh.entry(CommitId{id});
    is_named |= !entry.ok() && entry.status().code() == Code::kCorrupt;
  }
  CHECK(is_named);
}

}  // namespace telltale
