#include "tests/simulation/model.h"

#include <algorithm>

namespace telltale::simulation {
namespace {

// Whether `kept` says another value for something that `reading` says too.
template <typename Reading>
bool contradicts(const Reading& kept, const Reading& reading) {
  return (kept.v && reading.v && *kept.v != *reading.v) ||
         (kept.w && reading.w && *kept.w != *reading.w);
}

// Whether the kept conflict says all that `reading` does.
template <typename Reading>
bool repeats(const Reading& kept, const Reading& reading) {
  return (!reading.v || kept.v == reading.v) && (!reading.w || kept.w == reading.w);
}

}  // namespace

Disposition Model::take(const SentRecord& record) {
  if (!record.is_good) return Disposition::kRejected;
  Identity& identity = identities_[{record.device, record.time}];
  const Reading reading{record.v, record.w};
  const auto& stored = identity.stored;
  if (std::any_of(stored.begin(), stored.end(),
                  [&](const Reading& kept) { return contradicts(kept, reading); })) {
    const bool is_known = std::any_of(identity.conflicts.begin(), identity.conflicts.end(),
                                      [&](const Reading& kept) { return repeats(kept, reading); });
    if (is_known) return Disposition::kDuplicate;
    identity.conflicts.push_back(reading);
    return Disposition::kConflict;
  }
  const auto is_kept = [&](std::optional<double> Reading::* signal) {
    return !(reading.*signal) ||
           std::any_of(stored.begin(), stored.end(),
                       [&](const Reading& kept) { return (kept.*signal).has_value(); });
  };
  if (!stored.empty() && is_kept(&Reading::v) && is_kept(&Reading::w))
    return Disposition::kDuplicate;
  identity.stored.push_back(reading);
  return Disposition::kStored;
}

}  // namespace telltale::simulation
