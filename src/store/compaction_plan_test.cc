#include "store/compaction_plan.h"

#include <map>

#include "base/random.h"
#include "tests/catch.h"

namespace telltale {
namespace {

const Instant kDay = instant_of(20'000 * kMicrosPerDay);  // 2024-10-04
constexpr const char* kToday = "year=2024/month=10/day=04";

// A lake of which only the files matter: what is planned is done at once.
class PlannedLake {
 public:
  explicit PlannedLake(CompactionOptions options) : options_(options) {}

  void commit(Instant now) {
    view.commit = next(view.commit);
    view.time = now;
  }

  void add(const std::string& folder, uint64_t rows, uint64_t bytes, const std::string& schema) {
    FileEntry entry;
    entry.table = table;
    entry.disposition = Disposition::kStored;
    entry.schema = schema;
    entry.path = folder + "/" + std::to_string(++files_);
    entry.rows = rows;
    entry.bytes = bytes;
    view.files.push_back({entry, view.commit});
    taken += rows;
    written += rows;
  }

  void compact(Instant now) {
    while (const auto job = plan_compaction(view, now, options_)) {
      LiveFile out = job->inputs.front();
      out.entry.path += "+";
      out.entry.rows = out.entry.bytes = 0;
      RangeOf<CommitId> commits = job->inputs.front().commits();
      for (const LiveFile& input : job->inputs) {
        out.entry.rows += input.entry.rows;
        out.entry.bytes += input.entry.bytes;
        out.entry.level = std::max(out.entry.level, input.entry.level);
        commits.most = std::max(commits.most, input.commits().most);
        std::erase(view.files, input);
      }
      ++out.entry.level;
      out.entry.commits = commits;
      commit(now);
      out.added_by = view.commit;
      view.files.push_back(out);
      written += out.entry.rows;
      ++jobs;
    }
  }

  std::map<std::string, size_t> files_by_folder() const {
    std::map<std::string, size_t> counts;
    for (const LiveFile& file : view.files)
      ++counts[file.entry.path.substr(0, file.entry.path.rfind('/'))];
    return counts;
  }

  LakeView view;
  Table table = Table::kDeviceMetrics;  // of what is added
  uint64_t taken = 0;                   // rows
  uint64_t written = 0;                 // rows, each as often as it was written
  uint64_t jobs = 0;

 private:
  CompactionOptions options_;
  uint64_t files_ = 0;
};

size_t most_of(const std::map<std::string, size_t>& counts) {
  size_t most = 0;
  for (const auto& [folder, count] : counts) most = std::max(most, count);
  return most;
}

}  // namespace

TEST_CASE("of sums a query adds up few files, though each commit brings one") {
  PlannedLake lake({});
  lake.table = Table::kRollupsHour;
  size_t most = 0;
  for (int64_t i = 0; i < 4096; ++i) {
    const Instant now = kDay + std::chrono::seconds(5 * i);
    lake.commit(now);
    lake.add(kToday, 5000, 4'000, "");
    lake.compact(now);
    most = std::max(most, most_of(lake.files_by_folder()));
  }
  CHECK(most <= 20);
  CHECK(lake.written <= 7 * lake.taken);
}

TEST_CASE(
    "a commit every two seconds all day leaves few files at any time, each row written "
    "few times") {
  PlannedLake lake({});
  size_t most = 0;
  for (int64_t i = 0; i < 43'200; ++i) {
    const Instant now = kDay + std::chrono::seconds(2 * i);
    lake.commit(now);
    lake.add(kToday, 200, 1'000, "a");
    lake.compact(now);
    most = std::max(most, most_of(lake.files_by_folder()));
  }
  CHECK(most <= 100);
  // The day is over, the next goes on elsewhere: what is left becomes one file.
  for (int64_t i = 0; i < 3'000; ++i) {
    const Instant now = kDay + std::chrono::seconds(86'400 + 2 * i);
    lake.commit(now);
    lake.add("year=2024/month=10/day=05", 200, 1'000, "a");
    lake.compact(now);
  }
  CHECK(lake.files_by_folder().at(kToday) == 1);
  const double amplification = double(lake.written) / double(lake.taken);
  INFO("written " << amplification << " times");
  CHECK(amplification <= 5);
}

TEST_CASE("several schemas and late readings of other days stay below the bound too") {
  PlannedLake lake({});
  Random numbers(11);
  size_t most = 0;
  for (int64_t i = 0; i < 20'000; ++i) {
    const Instant now = kDay + std::chrono::seconds(2 * i);
    lake.commit(now);
    for (const char* schema : {"a", "b", "c"}) lake.add(kToday, 100, 4'000, schema);
    if (numbers.below(4) == 0)
      lake.add("year=2024/month=09/day=0" + std::to_string(1 + numbers.below(5)), 3, 900, "a");
    lake.compact(now);
    most = std::max(most, most_of(lake.files_by_folder()));
  }
  CHECK(most <= 200);
  CHECK(double(lake.written) / double(lake.taken) <= 5);
}

TEST_CASE("files as large as a file should be are left alone") {
  PlannedLake lake({});
  for (int i = 0; i < 200; ++i) {
    lake.commit(kDay);
    lake.add(kToday, 5'000'000, 70UL << 20, "a");
  }
  lake.compact(kDay);
  CHECK(lake.jobs == 0);
}

TEST_CASE("what is sorted in memory has a bound, and what is merged too") {
  CompactionOptions options;
  PlannedLake lake(options);
  for (int i = 0; i < 100; ++i) {
    lake.commit(kDay);
    lake.add(kToday, 400'000, 14UL << 20, "a");
  }
  const auto job = plan_compaction(lake.view, kDay, options);
  REQUIRE(job);
  uint64_t rows = 0;
  for (const LiveFile& file : job->inputs) rows += file.entry.rows;
  CHECK(rows <= options.unsorted_rows_max);
  CHECK(job->inputs.size() >= 2);
}

TEST_CASE("a settled folder becomes one file where what is small is an eighth of the largest") {
  CompactionOptions quiet;
  quiet.is_quiet = true;
  for (const uint64_t few : {1'000'000, 2'000'000}) {
    PlannedLake lake(quiet);
    for (const uint64_t bytes : {uint64_t{16'000'000}, few / 2, few / 2}) {
      lake.commit(kDay);
      lake.add(kToday, 100'000, bytes, "a");
    }
    lake.compact(kDay);
    CHECK(lake.view.files.size() == (few == 1'000'000 ? 3 : 1));
  }
}

TEST_CASE("files are merged with their own kind only") {
  PlannedLake lake({});
  for (int i = 0; i < 40; ++i) {
    lake.commit(kDay);
    lake.add(kToday, 10, 1'000, i % 2 == 0 ? "a" : "b");
  }
  lake.compact(kDay);
  CHECK(lake.jobs == 0);  // twenty of each
  CompactionOptions quiet;
  quiet.is_quiet = true;
  const auto job = plan_compaction(lake.view, kDay, quiet);
  REQUIRE(job);
  for (const LiveFile& file : job->inputs) CHECK(file.entry.schema == job->form().schema);
}

TEST_CASE("rows of many days are distributed first of all there is to do") {
  PlannedLake lake({});
  lake.commit(kDay);
  lake.add("processed/device_metrics/_unsorted", 10, 1'000, "a");
  const auto job = plan_compaction(lake.view, kDay, {});
  REQUIRE(job);
  CHECK(job->is_distribution);
}

}  // namespace telltale
