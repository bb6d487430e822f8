// Books: how many records have which disposition, and the identity that makes them balance:
// received = stored + duplicate + conflict + rejected + erased + expired + in flight.
// Kept by (log, day received, disposition, reason), so that they can be shown by any of these.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>

#include "telemetry/disposition.h"
#include "telemetry/position.h"

namespace telltale {

// The counts of one log and one day of receipt.
struct BooksPage {
  uint64_t received = 0;
  std::array<uint64_t, kDispositionCount> by_disposition{};
  std::array<uint64_t, kRejectReasonCount> by_reason{};  // of the rejected
  uint64_t late = 0;                                     // of the stored

  uint64_t count(Disposition disposition) const {
    return by_disposition[static_cast<size_t>(disposition)];
  }
  void add(Disposition disposition, RejectReason reason, bool is_late);
  void add(const BooksPage& other);
  // False: it has less of something than `other`, and is not changed.
  [[nodiscard]] bool subtract(const BooksPage& other);
  // Every record received has exactly one disposition, every rejected one exactly one reason.
  bool balances() const;
  bool operator==(const BooksPage&) const = default;
};

struct BooksKey {
  LogId log{0};
  int64_t day = 0;  // days since 1970-01-01 of the ingest time, UTC
  auto operator<=>(const BooksKey&) const = default;
};

class Books {
 public:
  BooksPage& page(BooksKey key) { return pages_[key]; }
  const std::map<BooksKey, BooksPage>& pages() const { return pages_; }
  bool empty() const { return pages_.empty(); }
  void add(const Books& other);
  // Takes back what was said before. False: it was not said, and some of it may be taken back.
  [[nodiscard]] bool subtract(const Books& other);
  BooksPage total() const;
  bool operator==(const Books&) const = default;

 private:
  std::map<BooksKey, BooksPage> pages_;
};

}  // namespace telltale
