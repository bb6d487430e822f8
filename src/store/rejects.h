// Rejects: every record that was refused, with its reason and its exact bytes: all in the order
// refused, or a page of them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/lake_at.h"

namespace telltale {

struct RejectedRecord {
  Position position;
  CommitId commit{0};  // that refused it
  int64_t ingest_time = 0;
  std::string reason;
  std::string field;
  std::string value;
  std::string device;
  std::string schema;
  uint32_t schema_version = 0;
  std::string bytes;  // empty unless asked for
};

// Gives each, in the order refused, to `take`, which may end the walk with an error.
Status for_each_reject(const LakeAt& lake, bool with_bytes,
                       const std::function<Status(const RejectedRecord&)>& take);

// Reads the exact bytes of these.
Status fill_bytes(const LakeAt& lake, std::vector<RejectedRecord>& rejects);

// A page of rejects, the one refused last first unless the oldest are wanted first.
struct RejectWish {
  std::string reason;
  std::string device;
  std::string schema;
  std::optional<int64_t> since;  // times of receipt: from then on
  std::optional<int64_t> until;  // before then
  bool oldest_first = false;
  // Those that come after this one in that order; nothing: from the first.
  struct Place {
    CommitId commit{0};
    Position position;
    auto operator<=>(const Place&) const = default;
  };
  std::optional<Place> after;
  size_t limit = 100;
  bool with_bytes = false;
};
struct RejectPage {
  std::vector<RejectedRecord> rejects;
  bool has_more = false;
};
Result<RejectPage> find_rejects(const LakeAt& lake, const RejectWish& wish);

}  // namespace telltale
