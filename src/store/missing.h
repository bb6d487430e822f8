// What a look back cannot tell: rows that a lake showed as of a commit and that have left since. A
// question they cannot be part of is answered as it was then; any other says what it lacks, or is
// refused.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/lake_at.h"

namespace telltale {

// Which rows a question may be about.
struct AskedRows {
  // Event times: from then on, and before then; rows without one are always asked for.
  std::optional<int64_t> since = std::nullopt;
  std::optional<int64_t> until = std::nullopt;
  std::optional<int64_t> received_since = std::nullopt;
  std::optional<int64_t> received_until = std::nullopt;
  CommitId after = CommitId{0};  // of later commits than this
  std::optional<CommitId> up_to = std::nullopt;
};

// Those of a table that left since, together; nothing: all that is asked for is there.
std::optional<Departure> find_missing(const LakeAt& lake, Table table, const AskedRows& asked);

// kInvalid: some are missing, so that what was shown then cannot be told. `name` is what a person
// asked for.
Status check_told(const LakeAt& lake, Table table, std::string_view name, const AskedRows& asked);

// Sums of readings of the commits up to `summed_to`, of buckets that began before `before`, had
// left the table of sums with the commit `by`; the readings may still be there.
struct GoneSums {
  CommitId by{0};
  CommitId summed_to{0};
  int64_t before = 0;
};
std::vector<GoneSums> sums_gone_before(const LakeAt& lake, Table table);

// Of buckets that begin before this, all sums that there are were made by the lake's commit, and
// none has left since, so that they are those of then although readings have left; nothing: there
// is no need of it, or it is not so.
std::optional<int64_t> sums_stand_before(const LakeAt& lake, Table table);

// kInvalid: what the table of sums showed then follows neither from these nor from the readings of
// then.
Status check_summed_again(const LakeAt& lake, Table table);

}  // namespace telltale
