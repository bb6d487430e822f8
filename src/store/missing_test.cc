#include "store/missing.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr Table kTable = Table::kAnomalies;

// A lake of 100 commits, from which commit 50 took rows of the commits 10 to 20 and commit 90 some
// of 30 to 70.
class MissingTest {
 public:
  MissingTest() {
    view.commit = CommitId{100};
    view.departures[static_cast<size_t>(kTable)] = {
        {.by = CommitId{50},
         .commits = {CommitId{10}, CommitId{20}},
         .bounds = {RangeOf<int64_t>{1'000, 1'999}, RangeOf<int64_t>{5'000, 5'999}}},
        {.by = CommitId{90},
         .commits = {CommitId{30}, CommitId{70}},
         .bounds = {RangeOf<int64_t>{3'000, 3'999}, std::nullopt}}};
  }
  std::optional<Departure> missing(uint64_t as_of, const AskedRows& asked = {}) {
    return find_missing({env_, folder_, view, catalog_, CommitId{as_of}}, kTable, asked);
  }

  LakeView view;

 private:
  MemoryEnv env_;
  const std::string folder_ = "/lake";
  Catalog catalog_;
};

TEST_CASE("only rows that were there then and have left since are missing") {
  MissingTest lake;
  CHECK_FALSE(lake.missing(9));
  CHECK(lake.missing(10)->by == CommitId{50});
  CHECK(lake.missing(49)->by == CommitId{90});
  CHECK(lake.missing(49)->bounds.times == RangeOf<int64_t>{1'000, 3'999});
  CHECK_FALSE(lake.missing(49)->bounds.received);
  CHECK(lake.missing(50)->commits == RangeOf<CommitId>{CommitId{30}, CommitId{70}});
  CHECK_FALSE(lake.missing(90));
  CHECK_FALSE(lake.missing(100));
}

TEST_CASE("rows of times that nobody asks for are not missing") {
  MissingTest lake;
  CHECK_FALSE(lake.missing(49, {.since = 4'000}));
  CHECK_FALSE(lake.missing(49, {.until = 1'000}));
  CHECK_FALSE(lake.missing(49, {.since = 2'000, .until = 3'000}));
  CHECK(lake.missing(49, {.since = 1'999, .until = 3'000})->by == CommitId{50});
  CHECK(lake.missing(49, {.until = 3'001})->by == CommitId{90});
  CHECK(lake.missing(49, {.received_since = 6'000})->by == CommitId{90});
  CHECK_FALSE(lake.missing(25, {.received_until = 5'000}));
  CHECK(lake.missing(49, {.after = CommitId{20}})->by == CommitId{90});
  CHECK_FALSE(lake.missing(29, {.after = CommitId{20}}));
  CHECK(lake.missing(49, {.up_to = CommitId{29}})->by == CommitId{50});
  CHECK_FALSE(lake.missing(49, {.up_to = CommitId{9}}));
}

TEST_CASE("sums of then are not told where earlier ones stayed longer than later ones") {
  constexpr Table kSums = Table::kRollupsHour;
  MemoryEnv env;
  const std::string folder = "/lake";
  const Catalog catalog;
  LakeView view;
  view.commit = CommitId{100};
  view.rolled_up_to[static_cast<size_t>(kSums)] = CommitId{40};
  const auto left = [](uint64_t by, int64_t from_hour, int64_t to_hour) {
    return Departure{
        .by = CommitId{by},
        .commits = {CommitId{40}, CommitId{40}},
        .summed_to = CommitId{40},
        .bounds = {RangeOf<int64_t>{from_hour * kMicrosPerHour, to_hour * kMicrosPerHour},
                   std::nullopt}};
  };
  const auto is_told = [&](uint64_t as_of) {
    return check_summed_again({env, folder, view, catalog, CommitId{as_of}}, kSums).ok();
  };
  view.departures[static_cast<size_t>(kSums)] = {left(50, 0, 9), left(52, 10, 19)};
  CHECK(is_told(51));
  view.departures[static_cast<size_t>(kSums)] = {left(50, 0, 9), left(52, 5, 5)};
  CHECK_FALSE(is_told(51));
  CHECK(is_told(52));
  view.departures[static_cast<size_t>(kSums)] = {left(50, 0, 9)};
  LiveFile stayed{.entry = {}, .added_by = CommitId{40}};
  stayed.entry.table = kSums;
  stayed.entry.time_min = 3 * kMicrosPerHour;
  stayed.entry.time_max = 3 * kMicrosPerHour;
  view.files = {stayed};
  CHECK_FALSE(is_told(51));
  view.files[0].entry.time_min = view.files[0].entry.time_max = 10 * kMicrosPerHour;
  CHECK(is_told(51));
}

}  // namespace
}  // namespace telltale
