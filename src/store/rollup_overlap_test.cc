#include "store/rollup_overlap.h"

#include "tests/catch.h"

namespace telltale {
namespace {

constexpr int64_t kBucket = 60;

LiveFile file_of(std::string path, int64_t time_min, int64_t time_max) {
  LiveFile file;
  file.entry.path = std::move(path);
  file.entry.rows = 1;
  file.entry.time_min = time_min;
  file.entry.time_max = time_max;
  return file;
}

std::string paths_of(const std::vector<LiveFile>& files) {
  std::string paths;
  for (const LiveFile& file : files) paths += file.entry.path;
  return paths;
}

TEST_CASE("rollup files that share no bucket are apart") {
  const RollupOverlap overlap = find_overlap(
      {file_of("b", 120, 180), file_of("a", 0, 60), file_of("c", 240, 240)}, {}, kBucket);
  CHECK(paths_of(overlap.apart) == "abc");
  CHECK(overlap.shared.empty());
}

TEST_CASE(
    "rollup files that share a bucket are not apart, whatever lies between their beginnings") {
  const RollupOverlap overlap = find_overlap(
      {file_of("a", 0, 600), file_of("b", 60, 60), file_of("c", 600, 660), file_of("d", 720, 720)},
      {}, kBucket);
  CHECK(paths_of(overlap.shared) == "abc");
  CHECK(paths_of(overlap.apart) == "d");
}

TEST_CASE("readings that are not summed share the buckets they fall into") {
  const std::vector<LiveFile> partials = {file_of("a", -120, -60), file_of("b", 0, 0)};
  CHECK(paths_of(find_overlap(partials, {file_of("r", -1, -1)}, kBucket).shared) == "a");
  CHECK(paths_of(find_overlap(partials, {file_of("r", 59, 59)}, kBucket).shared) == "b");
  CHECK(find_overlap(partials, {file_of("r", 60, 90)}, kBucket).shared.empty());
}

TEST_CASE("a file that does not say its times may share all of them") {
  const std::vector<LiveFile> partials = {file_of("a", 0, 0), file_of("b", 60, 60)};
  CHECK(paths_of(find_overlap(partials, {file_of("r", 1, 0)}, kBucket).shared) == "ab");
}

}  // namespace
}  // namespace telltale
