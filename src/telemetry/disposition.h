// Disposition: what became of a record, exactly one at a time; and why a rejected one was refused.
// The numbers are part of the digest and of files, so they never change.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace telltale {

enum class Disposition : uint8_t {
  kInFlight = 0,   // received, not committed
  kStored = 1,     // a row of the facts
  kDuplicate = 2,  // same identity, nothing new; points to the first
  kConflict = 3,   // same identity, another value; kept beside the first
  kRejected = 4,   // undecodable or refused by a rule; kept with its reason, can be redriven
  kErased = 5,     // removed, with a certificate
  kExpired = 6,    // its retention is over
};
constexpr int kDispositionCount = 7;

enum class RejectReason : uint8_t {
  kNone = 0,
  kMalformed = 1,         // not JSON, not a CSV row
  kInvalidUtf8 = 2,       // bytes that are no UTF-8 text
  kTooDeep = 3,           // nested deeper than kNestingMax
  kTooLarge = 4,          // longer than kRecordBytesMax
  kTruncated = 5,         // the log ended inside the record
  kNotAnObject = 6,       // JSON, but no object
  kDuplicateKey = 7,      // one field twice
  kRaggedRow = 8,         // more or fewer columns than the header
  kMissingField = 9,      // a required field is absent or null
  kWrongType = 10,        // a text where a number belongs, and so on
  kNotFinite = 11,        // a number too large to hold
  kOutOfRange = 12,       // outside the schema's range
  kNotAllowed = 13,       // not one of the schema's values
  kBadTime = 14,          // no time we can read
  kTimeWithoutZone = 15,  // a local time, and the schema names no zone
  kInFuture = 16,         // further ahead of its receipt than is plausible
  kBadDevice = 17,        // an empty or overlong device id, or one with control characters
  kUnknownSignal = 18,    // long form: a signal the schema does not name
  kNotPermitted = 19,     // the sender's key is not for this device
};
constexpr int kRejectReasonCount = 20;

std::string_view name_of(Disposition disposition);
std::string_view name_of(RejectReason reason);
std::optional<Disposition> disposition_named(std::string_view name);
std::optional<RejectReason> reject_reason_named(std::string_view name);

// What the reason means and what to do, for people: ends without a full stop.
std::string_view advice_of(RejectReason reason);

// Marks of a stored reading, a bit each. Part of files.
enum ReadingFlag : uint8_t {
  kFlagLate = 1,       // not newer than its device's newest: kept, never scored or learned
  kFlagAhead = 2,      // ahead of its receipt by more than is usual
  kFlagSimulated = 4,  // made by the simulator
  kFlagAnomalous = 8,  // at least one anomaly starts at this reading
};

}  // namespace telltale
