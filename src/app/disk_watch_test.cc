#include "app/disk_watch.h"

#include "tests/catch.h"

namespace telltale {
namespace {

constexpr uint64_t kMiB = 1 << 20;

DiskWatch watch_of(uint64_t reserve_bytes) {
  return DiskWatch({reserve_bytes, 7});
}

TEST_CASE("requests are refused below the reserve, and taken again a little above it") {
  DiskWatch watch = watch_of(160 * kMiB);
  CHECK_FALSE(watch.look(160 * kMiB, {}).is_low);
  CHECK(watch.look(160 * kMiB - 1, {}).is_low);
  CHECK(watch.look(165 * kMiB, {}).is_low);
  CHECK_FALSE(watch.look(170 * kMiB, {}).is_low);
  CHECK_FALSE(watch.look(165 * kMiB, {}).is_low);
}

TEST_CASE("a disk is filling when as much as the reserve is left above it, or a week") {
  DiskWatch watch = watch_of(100 * kMiB);
  CHECK(watch.look(199 * kMiB, {}).is_filling);
  CHECK_FALSE(watch.look(200 * kMiB, {}).is_filling);
  CHECK_FALSE(watch.look(800 * kMiB, 99.0 * kMiB).is_filling);
  CHECK(watch.look(800 * kMiB, 101.0 * kMiB).is_filling);
}

TEST_CASE("the days that are left are those until requests are refused") {
  DiskWatch watch = watch_of(100 * kMiB);
  CHECK(*watch.look(1'100 * kMiB, 100.0 * kMiB).days_left == Approx(10));
  CHECK(*watch.look(50 * kMiB, 100.0 * kMiB).days_left == 0);
  CHECK_FALSE(watch.look(1'100 * kMiB, {}).days_left);
  CHECK_FALSE(watch.look(1'100 * kMiB, 0.0).days_left);
}

TEST_CASE("no reserve refuses nothing") {
  DiskWatch watch = watch_of(0);
  CHECK_FALSE(watch.look(0, {}).is_low);
}

}  // namespace
}  // namespace telltale
