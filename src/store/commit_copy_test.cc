#include "base/memory_env.h"
#include "store/commit_log.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr uint64_t kEvery = CommitLog::kCheckpointEvery;

// A list of commits that grows, and a copy of it.
class CommitCopyTest {
 public:
  CommitCopyTest() {
    for (const char* folder : {"lake/_commits", "copy/_commits"})
      expect_ok(make_durable_folder(env, folder));
    view.lake = std::string(32, 'a');
  }

  void append_to(uint64_t last) {
    while (static_cast<uint64_t>(view.commit) < last) {
      Commit commit;
      commit.parts.emplace_back();
      expect_ok(CommitLog(env, "lake").append(view, commit));
    }
  }
  CommitId copied() const {
    const Result<LakeView> read = CommitLog(env, "copy").read();
    if (read.status().code() == Code::kNotFound) return CommitId{0};
    return value_of(read).commit;
  }
  Status copy() {
    CommitLog target(env, "copy");
    const Result<LakeView> had = target.read();
    if (had.ok()) TRY(target.finish_copy(had.value()));
    return target.copy_from(CommitLog(env, "lake"), had.ok() ? had.value().commit : CommitId{0},
                            view);
  }
  // A writer finds what a lake's own list would show it.
  void check_whole() {
    const CommitLog source(env, "lake");
    CommitLog target(env, "copy");
    LakeView found = value_of(target.read());
    REQUIRE(found == view);
    for (uint64_t id = 1; id <= static_cast<uint64_t>(view.commit); ++id)
      REQUIRE(value_of(target.entry(CommitId{id})).digest ==
              value_of(source.entry(CommitId{id})).digest);
    expect_ok(target.sync_tail(found));
    Commit commit;
    commit.parts.emplace_back();
    expect_ok(target.append(found, commit));
    expect_ok(env.remove_file(target.path_of(commit.id)));
    if (env.stat(target.checkpoint_path(commit.id)).ok())
      expect_ok(env.remove_file(target.checkpoint_path(commit.id)));
  }

  mutable MemoryEnv env;
  LakeView view;
};

}  // namespace

TEST_CASE("commits are copied whether they are packed or not, and again as they grow") {
  CommitCopyTest lake;
  for (const uint64_t last : {uint64_t{3}, kEvery - 1, kEvery, kEvery + 1, 3 * kEvery + 9}) {
    lake.append_to(last);
    INFO("commits: " << last);
    expect_ok(lake.copy());
    lake.check_whole();
    expect_ok(lake.copy());
    lake.check_whole();
    while (value_of(CommitLog(lake.env, "lake").tidy(lake.view))) {
    }
  }
  CHECK(value_of(lake.env.list_folder("copy/_commits")).size() < 3 + 9 + 3);
}

TEST_CASE("wherever a copy of commits stops, it shows the old ones or all, and goes on") {
  using Operation = MemoryEnv::Operation;
  for (const Operation operation : {Operation::kLinkFile, Operation::kRemoveFile,
                                    Operation::kSyncFile, Operation::kSyncFolder}) {
    for (uint64_t n = 1, is_done = 0; is_done == 0; n += n < 12 ? 1 : 41) {
      CommitCopyTest lake;
      lake.append_to(20);
      expect_ok(lake.copy());
      lake.append_to(2 * kEvery + 5);
      lake.env.set_fault(MemoryEnv::fail_nth(operation, n, Status::internal("stopped")));
      is_done = lake.copy().ok() ? 1 : 0;
      lake.env.set_fault({});
      lake.env.lose_power();
      INFO("stopped at " << n);
      REQUIRE((lake.copied() == CommitId{20} || lake.copied() == lake.view.commit));
      expect_ok(lake.copy());
      lake.check_whole();
    }
  }
}

}  // namespace telltale
