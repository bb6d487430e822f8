#include "store/lake_view.h"

#include "base/memory_env.h"
#include "store/commit_json.h"
#include "store/commit_log.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// A lake's list of commits in memory.
class LakeViewTest {
 public:
  LakeViewTest() {
    expect_ok(env_.make_folders("lake/_commits"));
    view.lake = std::string(32, 'a');
    expect_ok(append({}));
  }

  Status append(CommitPart part) {
    Commit commit;
    commit.parts.push_back(std::move(part));
    return commits_.append(view, commit);
  }

  // One stored record, and the range it lies in.
  static CommitPart range(Offset from, Offset to) {
    CommitPart part;
    part.turns.push_back({{LogId{1}, from, to}, to});
    part.books.page({LogId{1}, 0}).add(Disposition::kStored, RejectReason::kNone, false);
    part.rows.add(hash128(std::to_string(from)));
    return part;
  }

  LakeView read() { return value_of(commits_.read()); }
  Result<CommitLog::Entry> entry(CommitId id) { return commits_.entry(id); }

  LakeView view;

 private:
  MemoryEnv env_;
  CommitLog commits_{env_, "lake"};
};

CommitPart with_file(CommitPart part, const std::string& path) {
  FileEntry file;
  file.path = path;
  part.added.push_back(file);
  return part;
}

}  // namespace

TEST_CASE("ranges that follow each other tile a log") {
  LakeViewTest lake;
  expect_ok(lake.append(LakeViewTest::range(0, 10)));
  expect_ok(lake.append(LakeViewTest::range(10, 25)));
  CHECK(lake.view.taken_of(LogId{1}).to == 25);
  CHECK(lake.view.taken_of(LogId{1}).commit == CommitId{3});
  CHECK(lake.view.books_total.received == 2);
  CHECK(lake.read() == lake.view);
}

TEST_CASE("a commit that leaves a gap, takes twice or goes back is refused, and changes nothing") {
  LakeViewTest lake;
  expect_ok(lake.append(LakeViewTest::range(0, 10)));
  const LakeView before = lake.view;
  for (const auto& [from, to] : {std::pair<Offset, Offset>{11, 20}, {9, 20}, {0, 10}, {10, 9}}) {
    INFO(from << " to " << to);
    const std::string why = message_of(lake.append(LakeViewTest::range(from, to)), Code::kCorrupt);
    CHECK(why.find("its ranges of log 1 do not tile") != std::string::npos);
    CHECK(lake.view == before);
  }
  CHECK(lake.read() == before);
}

TEST_CASE("bytes kept in raw are never more than those taken") {
  LakeViewTest lake;
  CommitPart part = LakeViewTest::range(0, 10);
  part.turns.front().raw_to = 11;
  message_of(lake.append(part), Code::kCorrupt);
}

TEST_CASE("files are live from the commit that adds them to the one that removes them") {
  LakeViewTest lake;
  expect_ok(lake.append(with_file(LakeViewTest::range(0, 10), "raw/a")));
  expect_ok(lake.append(with_file(LakeViewTest::range(10, 20), "raw/b")));
  REQUIRE(lake.view.files.size() == 2);
  CHECK(lake.view.files.front().added_by == CommitId{2});
  CommitPart removal;
  removal.removed = {"raw/a"};
  expect_ok(lake.append(removal));
  REQUIRE(lake.view.files.size() == 1);
  CHECK(lake.view.files.front().entry.path == "raw/b");
  message_of(lake.append(removal), Code::kCorrupt);
}

TEST_CASE("a commit fits only behind the one it names, with totals that are the sum") {
  LakeViewTest lake;
  expect_ok(lake.append(LakeViewTest::range(0, 10)));
  const LakeView empty;
  const auto [second, digest] = value_of(lake.entry(CommitId{2}));
  const auto refused = [&](const auto& change) {
    LakeView view = empty;
    const auto [first, first_digest] = value_of(lake.entry(CommitId{1}));
    expect_ok(view.fold(first, first_digest));
    Commit changed = second;
    change(changed);
    return !view.fold(changed, digest).ok();
  };
  CHECK_FALSE(refused([](Commit&) {}));
  CHECK(refused([](Commit& commit) { commit.id = CommitId{3}; }));
  CHECK(refused([](Commit& commit) { commit.previous = std::string(64, '0'); }));
  CHECK(refused([](Commit& commit) { commit.lake = std::string(32, 'b'); }));
  CHECK(refused([](Commit& commit) { ++commit.books_total.received; }));
  CHECK(refused([](Commit& commit) { ++commit.books_total.late; }));
  CHECK(refused([](Commit& commit) { commit.rows_total = RowDigest(); }));
  CHECK(refused([](Commit& commit) {  // both agree, but there is a record without an end
    ++commit.parts.front().books.page({LogId{1}, 0}).received;
    ++commit.books_total.received;
  }));
}

TEST_CASE("a part may take back what earlier ones said, and then says what became of it") {
  LakeViewTest lake;
  CommitPart taken;
  taken.turns.push_back({{LogId{1}, 0, 10}, 10});
  taken.books.page({LogId{1}, 0}).add(Disposition::kRejected, RejectReason::kBadTime, false);
  taken.rows.add(hash128("refused"));
  expect_ok(lake.append(taken));
  CommitPart redriven;
  redriven.kind = PartKind::kRedrive;
  redriven.taken_back = taken.books;
  redriven.rows_taken_back = taken.rows;
  redriven.books.page({LogId{1}, 0}).add(Disposition::kStored, RejectReason::kNone, true);
  redriven.rows.add(hash128("stored"));
  redriven.redriven = RedriveProgress{7, 0, 1, true};
  expect_ok(lake.append(redriven));
  CHECK(lake.view.books_total.received == 1);
  CHECK(lake.view.books_total.count(Disposition::kStored) == 1);
  CHECK(lake.view.books_total.count(Disposition::kRejected) == 0);
  CHECK(lake.view.rows_total == redriven.rows);
  CHECK(lake.view.redriven_by == CommitId{3});
  CHECK(lake.read() == lake.view);
  message_of(lake.append(redriven), Code::kCorrupt);  // it is said no more
}

TEST_CASE("only an ingest takes records, and rollups follow each other") {
  LakeViewTest lake;
  CommitPart part = LakeViewTest::range(0, 10);
  part.kind = PartKind::kCompaction;
  message_of(lake.append(part), Code::kCorrupt);
  expect_ok(lake.append(LakeViewTest::range(0, 10)));
  CommitPart rollup;
  rollup.kind = PartKind::kRollup;
  rollup.rolled_up = RolledUp{Table::kRollupsHour, CommitId{0}, CommitId{2}};
  expect_ok(lake.append(rollup));
  CHECK(lake.view.rolled_up_of(Table::kRollupsHour) == CommitId{2});
  message_of(lake.append(rollup), Code::kCorrupt);
  rollup.rolled_up = RolledUp{Table::kRollupsHour, CommitId{2}, CommitId{4}};
  message_of(lake.append(rollup), Code::kCorrupt);  // a commit cannot sum itself
}

TEST_CASE("everything a file of a commit says is read back") {
  FileEntry file;
  file.path = "processed/a";
  file.time_min = -5;
  file.time_max = 7;
  file.group_max = 255;
  file.received = {-3, 9};
  file.positions = {{LogId{1}, 2, 0}, {LogId{3}, 4, std::numeric_limits<uint32_t>::max()}};
  file.commits = {CommitId{4}, CommitId{6}};
  file.columns = 3'000'000'001;
  file.level = 2;
  CHECK(value_of(read_file_entry(to_json(file))) == file);
}

TEST_CASE("a checkpoint says what the commits up to it say") {
  LakeViewTest lake;
  for (Offset i = 0; i < CommitLog::kCheckpointEvery + 3; ++i)
    expect_ok(lake.append(with_file(LakeViewTest::range(i, i + 1), "raw/" + std::to_string(i))));
  CommitPart retired;
  retired.kind = PartKind::kRetention;
  retired.removed = {"raw/3"};
  expect_ok(lake.append(retired));
  CHECK(lake.view.expired_of(Table::kRaw) == lake.view.commit);
  CHECK(value_of(read_checkpoint(write_checkpoint(lake.view))) == lake.view);
  CHECK(lake.read() == lake.view);
}

namespace {

// A commit that adds a file of sums of that day, and one by which it leaves.
void come_and_go(LakeViewTest& lake, int64_t day) {
  FileEntry file;
  file.table = Table::kRollupsHour;
  file.path = std::to_string(day);
  file.time_min = day * kMicrosPerDay;
  file.time_max = (day + 1) * kMicrosPerDay - 1;
  file.received = {10 * day, 10 * day + 9};
  CommitPart added;
  added.kind = PartKind::kCompaction;
  added.added.push_back(file);
  expect_ok(lake.append(added));
  CommitPart left;
  left.kind = PartKind::kRetention;
  left.removed.push_back(file.path);
  expect_ok(lake.append(left));
}

}  // namespace

TEST_CASE("what left a table is remembered with its times, by a checkpoint too") {
  LakeViewTest lake;
  come_and_go(lake, 7);
  const Departures& left = lake.view.departures_of(Table::kRollupsHour);
  REQUIRE(left.size() == 1);
  CHECK(left[0].by == CommitId{3});
  CHECK(left[0].commits == RangeOf<CommitId>{CommitId{2}, CommitId{2}});
  CHECK(left[0].bounds.times == RangeOf<int64_t>{7 * kMicrosPerDay, 8 * kMicrosPerDay - 1});
  CHECK(left[0].bounds.received == RangeOf<int64_t>{70, 79});
  CHECK(lake.view.expired_of(Table::kRollupsHour) == CommitId{3});
  CHECK(lake.view.departures_of(Table::kRaw).empty());
  CHECK(value_of(read_checkpoint(write_checkpoint(lake.view))) == lake.view);
}

TEST_CASE("a commit may say more exactly what left than its removed files do") {
  LakeViewTest lake;
  CommitPart added;
  added.kind = PartKind::kCompaction;
  added = with_file(added, "a");
  expect_ok(lake.append(added));
  CommitPart part;
  part.kind = PartKind::kRetention;
  part.removed.emplace_back("a");
  part.left = RowBounds{std::nullopt, RangeOf<int64_t>{4, 5}};
  expect_ok(lake.append(part));
  CHECK(lake.view.departures_of(Table::kRaw).front().bounds == *part.left);
  CHECK(lake.read() == lake.view);
}

TEST_CASE(
    "a checkpoint that says only which commit let rows go is not used: the commits say more") {
  LakeViewTest lake;
  come_and_go(lake, 7);
  std::string text = write_checkpoint(lake.view);
  const size_t begin = text.find(",\"departures\":");
  REQUIRE(begin != std::string::npos);
  text.erase(begin, text.find("}]}", begin) + 3 - begin);
  message_of(read_checkpoint(text).status(), Code::kNotFound);
}

TEST_CASE("what left is remembered in bounded room, the newest exactly") {
  LakeViewTest lake;
  for (int64_t day = 1; day <= 100; ++day) come_and_go(lake, day);
  const Departures& left = lake.view.departures_of(Table::kRollupsHour);
  REQUIRE(left.size() == 64);
  CHECK(left.front().commits.least == CommitId{2});
  CHECK(left.front().bounds.times->least == kMicrosPerDay);
  CHECK(left.front().by == CommitId{2 * 37 + 1});
  CHECK(left.back().bounds.times->least == 100 * kMicrosPerDay);
}

}  // namespace telltale
