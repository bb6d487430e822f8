#include "store/sweep.h"

#include <algorithm>

#include "base/memory_env.h"
#include "store/lease.h"
#include "store/written_files.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kSchema = "schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [x]\n";

// A lake in memory whose files hold nothing.
class SweepTest {
 public:
  SweepTest() {
    expect_ok(create_lake(env, clock, "lake", {kSchema, JudgeTier::kOff}));
    writer = value_of(LakeWriter::open(env, clock, "lake"));
  }

  // Writes a file that nobody commits.
  std::string write() {
    LakeFiles files(env, "lake", &writer->in_work());
    return value_of(files.write_file("raw/year=2025", ".parquet", "x"));
  }

  std::string add() {
    CommitPart part;
    part.kind = PartKind::kCompaction;
    FileEntry entry;
    entry.path = write();
    part.added.push_back(entry);
    expect_ok(writer->commit(part));
    return entry.path;
  }

  void remove(const std::string& path) {
    CommitPart part;
    part.kind = PartKind::kCompaction;
    part.removed.push_back(path);
    expect_ok(writer->commit(part));
  }

  bool is_there(const std::string& path) { return env.stat("lake/" + path).ok(); }

  uint64_t sweep_all() { return value_of(sweep(*writer, options)).files; }

  MemoryEnv env;
  ManualClock clock{instant_of(20'000 * kMicrosPerDay)};
  std::unique_ptr<LakeWriter> writer;
  SweepOptions options;
};

}  // namespace

TEST_CASE("what a killed run left is swept, what is live or being written stays") {
  SweepTest lake;
  const std::string live = lake.add();
  const std::string leftover = lake.write();
  CHECK(lake.sweep_all() == 0);  // it may yet be committed
  lake.writer.reset();
  lake.writer = value_of(LakeWriter::open(lake.env, lake.clock, "lake"));
  const std::string in_work = lake.write();
  CHECK(lake.sweep_all() == 1);
  CHECK_FALSE(lake.is_there(leftover));
  CHECK(lake.is_there(live));
  CHECK(lake.is_there(in_work));
}

TEST_CASE("what a commit removed is swept when the grace period is over") {
  SweepTest lake;
  const std::string path = lake.add();
  lake.remove(path);
  CHECK(lake.sweep_all() == 0);
  lake.clock.advance(lake.options.grace - std::chrono::seconds(1));
  CHECK(lake.sweep_all() == 0);
  lake.clock.advance(std::chrono::seconds(1));
  CHECK(lake.sweep_all() == 1);
  CHECK_FALSE(lake.is_there(path));
}

TEST_CASE("what somebody in the process reads stays while it is held") {
  SweepTest lake;
  const std::string path = lake.add();
  std::shared_ptr<const LakeView> held = lake.writer->view();
  lake.remove(path);
  lake.clock.advance(2 * lake.options.grace);
  CHECK(lake.sweep_all() == 0);
  held.reset();
  CHECK(lake.sweep_all() == 1);
}

TEST_CASE("what a reader of another process has under lease stays while it lives") {
  SweepTest lake;
  const std::string path = lake.add();
  std::unique_ptr<Lease> lease = Lease::take(lake.env, "lake", lake.writer->view()->commit);
  REQUIRE(lease != nullptr);
  lake.remove(path);
  const std::unique_ptr<Lease> later = Lease::take(lake.env, "lake", lake.writer->view()->commit);
  lake.clock.advance(2 * lake.options.grace);
  CHECK(lake.sweep_all() == 0);
  lease.reset();
  CHECK(lake.sweep_all() == 1);
}

TEST_CASE("a lease of a dead process does not count, and is removed") {
  SweepTest lake;
  const std::string path = lake.add();
  lake.env.put("lake/_leases/0123456789abcdef", "1\n");
  lake.remove(path);
  lake.clock.advance(2 * lake.options.grace);
  CHECK(lake.sweep_all() == 1);
  CHECK(value_of(lake.env.list_folder("lake/_leases")).empty());
}

TEST_CASE("a reader that may not write reads without a lease") {
  SweepTest lake;
  lake.env.set_fault([](MemoryEnv::Operation operation, const std::string&) {
    const bool writes = operation == MemoryEnv::Operation::kMakeFolders ||
                        operation == MemoryEnv::Operation::kCreateFile;
    return writes ? Status::internal("read-only") : Status();
  });
  CHECK(Lease::take(lake.env, "lake", CommitId{1}) == nullptr);
}

TEST_CASE("a job that fails leaves no file behind") {
  SweepTest lake;
  LakeFiles files(lake.env, "lake", &lake.writer->in_work());
  std::string path;
  {
    WrittenFiles written(*lake.writer);
    FileEntry entry;
    entry.path = path = value_of(files.write_file("raw/year=2025", ".parquet", "x"));
    written.add({entry});
    CommitPart part;
    part.kind = PartKind::kCompaction;
    part.removed.push_back("raw/not-there");
    message_of(written.commit(part), Code::kCorrupt);
  }
  CHECK_FALSE(lake.is_there(path));
  CHECK_FALSE(lake.writer->in_work().contains(path));
}

}  // namespace telltale
