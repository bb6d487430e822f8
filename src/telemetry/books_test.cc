#include "telemetry/books.h"

#include "tests/catch.h"

namespace telltale {
namespace {

BooksPage page_of(Disposition disposition, RejectReason reason, bool is_late) {
  BooksPage page;
  page.add(disposition, reason, is_late);
  return page;
}

}  // namespace

TEST_CASE("I1: a page balances after any record") {
  BooksPage page;
  CHECK(page.balances());
  page.add(Disposition::kStored, RejectReason::kNone, false);
  page.add(Disposition::kStored, RejectReason::kNone, true);
  page.add(Disposition::kDuplicate, RejectReason::kNone, true);
  page.add(Disposition::kConflict, RejectReason::kNone, true);
  page.add(Disposition::kRejected, RejectReason::kMalformed, false);
  page.add(Disposition::kInFlight, RejectReason::kNone, false);
  CHECK(page.balances());
  CHECK(page.received == 6);
  CHECK(page.count(Disposition::kStored) == 2);
  CHECK(page.late == 1);
  CHECK(page.by_reason[static_cast<size_t>(RejectReason::kMalformed)] == 1);
}

TEST_CASE("I1: a page with a record too many or too few does not balance") {
  const BooksPage right = page_of(Disposition::kRejected, RejectReason::kTooDeep, false);
  BooksPage received = right;
  ++received.received;
  CHECK_FALSE(received.balances());
  BooksPage lost = right;
  --lost.received;
  CHECK_FALSE(lost.balances());
  BooksPage twice = right;
  ++twice.by_disposition[static_cast<size_t>(Disposition::kStored)];
  CHECK_FALSE(twice.balances());
  BooksPage without_reason = right;
  without_reason.by_reason = {};
  CHECK_FALSE(without_reason.balances());
  BooksPage two_reasons = right;
  ++two_reasons.by_reason[static_cast<size_t>(RejectReason::kTooLarge)];
  CHECK_FALSE(two_reasons.balances());
}

TEST_CASE("books add up by log and day, and their total over all") {
  Books books;
  books.page({LogId{1}, 20'000}).add(Disposition::kStored, RejectReason::kNone, true);
  Books other;
  other.page({LogId{1}, 20'000}).add(Disposition::kDuplicate, RejectReason::kNone, false);
  other.page({LogId{1}, 20'001}).add(Disposition::kRejected, RejectReason::kBadTime, false);
  other.page({LogId{2}, 20'000}).add(Disposition::kStored, RejectReason::kNone, false);
  books.add(other);
  REQUIRE(books.pages().size() == 3);
  CHECK(books.page({LogId{1}, 20'000}).received == 2);
  const BooksPage total = books.total();
  CHECK(total.received == 4);
  CHECK(total.count(Disposition::kStored) == 2);
  CHECK(total.late == 1);
  CHECK(total.balances());
}

TEST_CASE("what books said can be taken back, and nothing else") {
  const BooksKey key{LogId{1}, 20'000};
  Books books;
  books.page(key).add(Disposition::kRejected, RejectReason::kBadTime, false);
  books.page(key).add(Disposition::kStored, RejectReason::kNone, true);
  Books rejected;
  rejected.page(key).add(Disposition::kRejected, RejectReason::kBadTime, false);
  CHECK(books.subtract(rejected));
  CHECK(books.total().received == 1);
  CHECK(books.total().late == 1);
  CHECK(books.total().balances());
  CHECK_FALSE(books.subtract(rejected));
  CHECK(books.total().received == 1);
  Books elsewhere;
  elsewhere.page({LogId{2}, 20'000}).add(Disposition::kStored, RejectReason::kNone, false);
  CHECK_FALSE(books.subtract(elsewhere));
}

}  // namespace telltale
