#include "store/merge_files.h"

#include <algorithm>

#include "base/hash.h"
#include "base/memory_env.h"
#include "base/random.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kLake = "lake";

struct Reading {
  std::string device;
  int64_t time;
  Offset offset;
};

TableColumns columns_of(const std::vector<Reading>& readings) {
  TableColumns table;
  table.rows = readings.size();
  TextValues devices;
  TextTable known;
  TimeValues times;
  std::vector<int64_t> offsets;
  for (const Reading& reading : readings) {
    devices.codes.push_back(
        static_cast<int32_t>(known.intern(hash64(reading.device), reading.device)));
    times.micros.push_back(reading.time);
    offsets.push_back(static_cast<int64_t>(reading.offset));
  }
  for (uint32_t i = 0; i < known.size(); ++i) devices.dictionary.add(known.text(i));
  table.add("device_id", devices);
  table.add("event_time", times);
  table.add("ingest_time", times);
  table.add("_log", std::vector<int32_t>(readings.size(), 1));
  table.add("_offset", offsets);
  table.add("_index", std::vector<int32_t>(readings.size(), 0));
  table.add("_commit", std::vector<int64_t>(readings.size()),
            std::vector<uint8_t>(readings.size(), 0));
  return table;
}

// Files of readings in memory, written as a cut would and merged as compaction does.
class MergeTest {
 public:
  LiveFile write(const std::vector<Reading>& readings, CommitId commit) {
    const TableColumns columns = columns_of(readings);
    FileEntry entry;
    entry.table = Table::kDeviceMetrics;
    entry.rows = columns.rows;
    FileBounds bounds;
    bounds.add(columns);
    bounds.say_in(entry);
    const std::string bytes = value_of(encode_parquet(columns, {.row_group_rows = 7}));
    return {value_of(files_.write_encoded(bytes, "facts", entry)), commit};
  }

  std::vector<LiveFile> merge(const std::vector<LiveFile>& files, bool is_sorted) {
    MergeInputs inputs = value_of(MergeInputs::open(env, kLake, files));
    TableForm form;
    form.folder = "merged";
    form.like.table = Table::kDeviceMetrics;
    form.like.level = 1;
    form.is_sorted = is_sorted;
    form.group_rows = 10;
    form.file_bytes = 6'000;
    TableWriter writer(files_, form, inputs.like());
    MergeOptions options;
    options.is_sorted = is_sorted;
    expect_ok(merge_files(inputs, options, writer));
    std::vector<LiveFile> merged;
    for (FileEntry& entry : value_of(writer.finish())) merged.push_back({entry, CommitId{100}});
    return merged;
  }

  struct Row {
    uint64_t device_hash;
    int64_t time;
    Offset offset;
    CommitId commit;
    auto operator<=>(const Row&) const = default;
  };
  std::vector<Row> rows_of(const std::vector<LiveFile>& files) {
    std::vector<Row> rows;
    for (const LiveFile& file : files) {
      const auto reader = value_of(FileRows::open(env, kLake, file));
      while (value_of(reader->next())) {
        const TableColumns& columns = reader->columns();
        const PositionColumns positions = value_of(PositionColumns::of(columns));
        for (size_t row = 0; row < columns.rows; ++row) {
          rows.push_back({hash64(text_at(columns, "device_id", row)),
                          values_of<TimeValues>(columns, "event_time")->micros[row],
                          positions.at(row).offset, reader->commit(row)});
        }
      }
    }
    return rows;
  }

  MemoryEnv env;

 private:
  FilesInWork in_work_;
  LakeFiles files_{env, kLake, &in_work_};
};

std::vector<Reading> some_readings(Random& numbers, size_t count, Offset& offset) {
  std::vector<Reading> readings;
  for (size_t i = 0; i < count; ++i) {
    readings.push_back({"device-" + std::to_string(numbers.below(20)),
                        static_cast<int64_t>(numbers.below(50)), ++offset});
  }
  return readings;
}

}  // namespace

TEST_CASE("merged files hold the same rows, sorted by device and time, and say their commits") {
  MergeTest test;
  Random numbers(5);
  Offset offset = 0;
  std::vector<LiveFile> files;
  for (uint64_t commit = 1; commit <= 12; ++commit)
    files.push_back(
        test.write(some_readings(numbers, 1 + numbers.below(60), offset), CommitId{commit}));
  std::vector<MergeTest::Row> before = test.rows_of(files);
  const std::vector<LiveFile> half = test.merge({files.begin(), files.begin() + 6}, true);
  std::vector<LiveFile> mixed(files.begin() + 6, files.end());
  mixed.insert(mixed.end(), half.begin(), half.end());
  const std::vector<LiveFile> merged = test.merge(mixed, true);
  const std::vector<MergeTest::Row> after = test.rows_of(merged);
  CHECK(std::is_sorted(after.begin(), after.end(), [](const auto& a, const auto& b) {
    return std::tie(a.device_hash, a.time, a.offset) < std::tie(b.device_hash, b.time, b.offset);
  }));
  std::sort(before.begin(), before.end());
  std::vector<MergeTest::Row> sorted = after;
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted == before);
  CHECK(merged.size() > 1);
}

TEST_CASE("bounds of merged files and of their row groups are those of their rows") {
  MergeTest test;
  Random numbers(6);
  Offset offset = 0;
  std::vector<LiveFile> files;
  for (uint64_t commit = 3; commit <= 8; ++commit)
    files.push_back(test.write(some_readings(numbers, 50, offset), CommitId{commit}));
  for (const LiveFile& file : test.merge(files, true)) {
    const std::vector<MergeTest::Row> rows = test.rows_of({file});
    const auto [earliest, latest] = std::minmax_element(
        rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    CHECK(file.entry.time_min == earliest->time);
    CHECK(file.entry.time_max == latest->time);
    CHECK(file.entry.group_min == rows.front().device_hash >> 56);
    CHECK(file.entry.group_max == rows.back().device_hash >> 56);
    for (const auto& row : rows) {
      CHECK(file.entry.commits->has(row.commit));
      CHECK(file.entry.positions->has({LogId{1}, row.offset, 0}));
    }
    const auto reader = value_of(FileRows::open(test.env, kLake, file));
    size_t first = 0;
    for (size_t group = 0; group < reader->reader().row_groups(); ++group) {
      RangeOf<uint64_t> hashes;
      REQUIRE(device_hashes_of(reader->reader(), group, hashes));
      const size_t count = reader->reader().rows_in(group);
      CHECK(hashes.least == rows[first].device_hash);
      CHECK(hashes.most == rows[first + count - 1].device_hash);
      first += count;
    }
  }
}

TEST_CASE("without sorting, files follow each other as they are") {
  MergeTest test;
  Random numbers(7);
  Offset offset = 0;
  const std::vector<LiveFile> files = {test.write(some_readings(numbers, 30, offset), CommitId{1}),
                                       test.write(some_readings(numbers, 5, offset), CommitId{2})};
  CHECK(test.rows_of(test.merge(files, false)) == test.rows_of(files));
}

TEST_CASE("a file whose bytes have changed is named and not merged") {
  MergeTest test;
  Offset offset = 0;
  Random numbers(8);
  const LiveFile file = test.write(some_readings(numbers, 30, offset), CommitId{1});
  const std::string path = join_path(kLake, file.entry.path);
  std::string bytes = test.env.bytes_of(path);
  bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
  test.env.put(path, bytes);
  const std::string why = message_of(MergeInputs::open(test.env, kLake, {file}), Code::kCorrupt);
  CHECK(why.find(file.entry.path) != std::string::npos);
}

}  // namespace telltale
