#include "store/lake_growth.h"

#include "tests/catch.h"

namespace telltale {
namespace {

constexpr int64_t kHour = kMicrosPerHour;

LiveFile file_of(uint64_t bytes, int64_t least, int64_t most) {
  LiveFile file;
  file.entry.bytes = bytes;
  file.entry.received = {least, most};
  return file;
}

TEST_CASE("a lake grows by what its files hold of the last seven days") {
  LakeView view;
  view.files = {file_of(1'000'000, 0, kMicrosPerDay),
                file_of(700, 20 * kMicrosPerDay, 21 * kMicrosPerDay),
                file_of(700, 26 * kMicrosPerDay, 27 * kMicrosPerDay)};
  CHECK(*growth_per_day(view, instant_of(27 * kMicrosPerDay)) == Approx(200));
}

TEST_CASE("of a file that began before, the part counts that came since") {
  LakeView view;
  view.files = {file_of(1'000, 0, 20 * kMicrosPerDay - 1)};
  CHECK(*growth_per_day(view, instant_of(20 * kMicrosPerDay)) == Approx(50).epsilon(1e-6));
}

TEST_CASE("a lake of some hours is measured by them, one of some minutes is not") {
  LakeView view;
  view.files = {file_of(1'000, 0, kHour)};
  CHECK(*growth_per_day(view, instant_of(2 * kHour)) == Approx(12'000));
  CHECK_FALSE(growth_per_day(view, instant_of(kHour / 10)));
  CHECK_FALSE(growth_per_day(LakeView(), instant_of(2 * kHour)));
}

TEST_CASE("a file that does not say when its rows were received counts for nothing") {
  LakeView view;
  view.files = {file_of(1'000, 0, kHour), LiveFile()};
  view.files.back().entry.bytes = 1 << 30;
  CHECK(*growth_per_day(view, instant_of(2 * kHour)) == Approx(12'000));
}

}  // namespace
}  // namespace telltale
