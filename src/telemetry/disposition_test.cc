#include "telemetry/disposition.h"

#include <set>
#include <string>

#include "tests/catch.h"

namespace telltale {

TEST_CASE("dispositions and reasons keep their numbers and names, which files hold") {
  CHECK(name_of(Disposition::kInFlight) == "in_flight");
  CHECK(static_cast<int>(Disposition::kStored) == 1);
  CHECK(static_cast<int>(Disposition::kConflict) == 3);
  CHECK(static_cast<int>(Disposition::kExpired) == kDispositionCount - 1);
  CHECK(static_cast<int>(RejectReason::kOutOfRange) == 12);
  CHECK(name_of(RejectReason::kTimeWithoutZone) == "time_without_zone");
  CHECK(static_cast<int>(RejectReason::kNotPermitted) == kRejectReasonCount - 1);
}

TEST_CASE("every name is found again, no two are the same, and each reason has advice") {
  std::set<std::string_view> names;
  for (int i = 0; i < kDispositionCount; ++i) {
    const auto disposition = static_cast<Disposition>(i);
    CHECK(disposition_named(name_of(disposition)) == disposition);
    CHECK(names.insert(name_of(disposition)).second);
  }
  names.clear();
  for (int i = 0; i < kRejectReasonCount; ++i) {
    const auto reason = static_cast<RejectReason>(i);
    CHECK(reject_reason_named(name_of(reason)) == reason);
    CHECK(names.insert(name_of(reason)).second);
    CHECK_FALSE(advice_of(reason).empty());
    CHECK(advice_of(reason).back() != '.');
  }
  CHECK_FALSE(disposition_named("").has_value());
  CHECK_FALSE(reject_reason_named("Malformed").has_value());
}

}  // namespace telltale
