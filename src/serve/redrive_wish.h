// What is asked of a lake when rejects are to be taken again, and what came of it. Plain data.
#pragma once

#include <string>
#include <vector>

#include "telemetry/disposition.h"
#include "telemetry/position.h"

namespace telltale::serve {

struct RedriveWish {
  struct Reject {
    Position position;
    std::string schema;  // it was refused under
    uint32_t schema_version = 0;
  };
  std::vector<Reject> rejects;
  std::string schema;  // to be taken under; empty: the newest version of their own
};

struct RedriveReport {
  // What would become of so many records, of a preview.
  struct Change {
    RejectReason before = RejectReason::kNone;
    Disposition becomes = Disposition::kInFlight;
    RejectReason reason = RejectReason::kNone;  // when it is still refused
    uint64_t records = 0;
  };
  std::vector<Change> changes;
  // What became of them.
  uint64_t taken = 0;
  uint64_t stored = 0;
  uint64_t duplicate = 0;
  uint64_t conflict = 0;
  uint64_t still_rejected = 0;
  std::vector<std::string> notes;  // for who asked, of what was not taken and why
};

}  // namespace telltale::serve
