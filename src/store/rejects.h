// Rejects: every record that was refused, with its reason and its exact bytes, in the order
// refused.
#pragma once

#include <functional>
#include <string>

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

// Gives each to `take`, which may end the walk with an error.
Status for_each_reject(const LakeAt& lake, bool with_bytes,
                       const std::function<Status(const RejectedRecord&)>& take);

}  // namespace telltale
