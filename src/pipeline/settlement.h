// Settlement: decides, exactly, what becomes of a cut's suspects: readings that are not newer than
// their series. It is offered every kept reading that may have the identity (device, event time,
// sequence number) of a suspect, then rules in the order the suspects were taken:
//
//   nothing new among its values                     duplicate of the first
//   another value for a signal or attribute we have  conflict, or duplicate of the same conflict
//   something new and nothing against it             stored, late
//
// A pure function of what it is given. One owner thread; lives for one cut.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "telemetry/reading_table.h"

namespace telltale {

struct Ruling {
  Disposition disposition = Disposition::kInFlight;
  Position first;  // of a duplicate: what it repeats
};

// A row of one of the cut's tables of suspects, in the order taken.
struct Suspect {
  const ReadingTable* table;
  uint32_t row;
};

// What is already kept and may be met again.
enum class KeptAs : uint8_t { kStored, kConflict };

// A number that equal identities share.
uint64_t identity_hash(uint64_t device_hash, int64_t event_time, int64_t seq);

class Settlement {
 public:
  // The tables must stay as they are until rule() has returned.
  explicit Settlement(std::vector<Suspect> suspects);

  // False: no row within these bounds (inclusive) has the identity of a suspect.
  bool may_match(int64_t time_min, int64_t time_max, uint32_t group_min, uint32_t group_max) const;
  bool may_match(uint64_t device_hash, int64_t event_time, int64_t seq) const;

  // Takes what matches a suspect from a table of readings that are kept. The order of offers and
  // rows does not matter.
  void offer(const ReadingTable& kept, KeptAs as);
  void offer(const ReadingTable& kept, size_t row, KeptAs as);

  // One ruling a suspect, in their order.
  std::vector<Ruling> rule();

 private:
  struct Kept {
    const ReadingTable* table;
    uint32_t row;
    KeptAs as;
  };
  // The suspects and kept readings of one identity.
  struct Identity {
    std::vector<uint32_t> suspects;
    std::vector<Kept> kept;
  };

  static constexpr uint32_t kNone = 0xffffffff;
  uint32_t find(uint64_t hash, const ReadingTable& table, size_t row) const;
  void index_suspect(uint32_t number);
  Ruling rule_one(const Suspect& suspect, const Identity& identity) const;
  ReadingTable& copies_of(const std::shared_ptr<const Schema>& schema);

  std::vector<Suspect> suspects_;
  std::vector<Identity> identities_;
  std::vector<uint32_t> slots_;  // open addressing by identity hash; a place in identities_
  uint64_t mask_;
  // Event times with the groups at them, by time.
  std::vector<std::pair<int64_t, uint32_t>> bounds_;
  // Rows offered may not outlive the offer, so those that match are copied.
  std::map<const Schema*, ReadingTable> copies_;
};

}  // namespace telltale
