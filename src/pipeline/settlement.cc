#include "pipeline/settlement.h"

#include <algorithm>
#include <bit>

#include "pipeline/key_group.h"

namespace telltale {
namespace {

bool same_identity(const ReadingTable& a, size_t i, const ReadingTable& b, size_t j) {
  return a.event_time[i] == b.event_time[j] && a.seq[i] == b.seq[j] &&
         a.device_hash[i] == b.device_hash[j] && a.device.at(i) == b.device.at(j);
}

uint64_t hash_of(const ReadingTable& table, size_t row) {
  return identity_hash(table.device_hash[row], table.event_time[row], table.seq[row]);
}

// The place in `schema` of the lake's column `field` names, or kFieldsMax.
size_t field_of(const Schema& schema, const Field& field) {
  const std::string name = field.lake_name();
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    if (same_column_name(schema.fields[i].lake_name(), name)) return i;
  }
  return kFieldsMax;
}

enum class Match : uint8_t { kAbsent, kEqual, kDifferent };

// Compares one field of a reading with what another reading says of the same column.
Match compare_field(const Suspect& suspect, size_t field, const ReadingTable& other,
                    size_t other_row) {
  const ReadingTable& table = *suspect.table;
  const Field& mine = table.schema().fields[field];
  const bool same_schema = &table.schema() == &other.schema();
  const size_t place = same_schema ? field : field_of(other.schema(), mine);
  if (place == kFieldsMax || !other.has(other_row, place)) return Match::kAbsent;
  const Field& theirs = other.schema().fields[place];
  if (mine.is_text() != theirs.is_text()) return Match::kDifferent;
  const bool equal =
      mine.is_text()
          ? table.texts[mine.slot].at(suspect.row) == other.texts[theirs.slot].at(other_row)
          : table.numbers[mine.slot][suspect.row] == other.numbers[theirs.slot][other_row];
  return equal ? Match::kEqual : Match::kDifferent;
}

// What a kept reading says to a suspect.
struct Comparison {
  uint64_t equal = 0;      // fields of the suspect it has with the same value
  uint64_t different = 0;  // fields of the suspect it has with another value
};

Comparison compare(const Suspect& suspect, const ReadingTable& kept, size_t row) {
  Comparison comparison;
  const uint64_t present = suspect.table->present[suspect.row];
  for (uint64_t left = present; left != 0; left &= left - 1) {
    const auto field = static_cast<size_t>(std::countr_zero(left));
    const Match match = compare_field(suspect, field, kept, row);
    comparison.equal |= uint64_t{match == Match::kEqual} << field;
    comparison.different |= uint64_t{match == Match::kDifferent} << field;
  }
  return comparison;
}

}  // namespace

uint64_t identity_hash(uint64_t device_hash, int64_t event_time, int64_t seq) {
  constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  uint64_t mixed = device_hash ^ std::rotl(static_cast<uint64_t>(event_time) * kMultiplier, 29);
  mixed = (mixed ^ static_cast<uint64_t>(seq)) * kMultiplier;
  return mixed ^ (mixed >> 32);
}

Settlement::Settlement(std::vector<Suspect> suspects) : suspects_(std::move(suspects)) {
  // Nearly all that is offered matches nobody, and should meet an empty slot.
  constexpr size_t kSlotsPerSuspect = 8;
  slots_.assign(std::bit_ceil(suspects_.size() * kSlotsPerSuspect + 1), kNone);
  mask_ = slots_.size() - 1;
  bounds_.reserve(suspects_.size());
  for (uint32_t i = 0; i < suspects_.size(); ++i) {
    index_suspect(i);
    const auto& [table, row] = suspects_[i];
    bounds_.emplace_back(table->event_time[row], group_of(table->device_hash[row]));
  }
  std::sort(bounds_.begin(), bounds_.end());
  bounds_.erase(std::unique(bounds_.begin(), bounds_.end()), bounds_.end());
}

uint32_t Settlement::find(uint64_t hash, const ReadingTable& table, size_t row) const {
  for (uint64_t at = hash & mask_; slots_[at] != kNone; at = (at + 1) & mask_) {
    const Suspect& known = suspects_[identities_[slots_[at]].suspects.front()];
    if (same_identity(*known.table, known.row, table, row)) return slots_[at];
  }
  return kNone;
}

void Settlement::index_suspect(uint32_t number) {
  const auto& [table, row] = suspects_[number];
  const uint64_t hash = hash_of(*table, row);
  const uint32_t known = find(hash, *table, row);
  if (known != kNone) {
    identities_[known].suspects.push_back(number);
    return;
  }
  uint64_t at = hash & mask_;
  while (slots_[at] != kNone) at = (at + 1) & mask_;
  slots_[at] = static_cast<uint32_t>(identities_.size());
  identities_.push_back({{number}, {}});
}

bool Settlement::may_match(int64_t time_min, int64_t time_max, uint32_t group_min,
                           uint32_t group_max) const {
  auto at = std::lower_bound(bounds_.begin(), bounds_.end(), std::pair(time_min, 0U));
  for (; at != bounds_.end() && at->first <= time_max; ++at) {
    if (at->second >= group_min && at->second <= group_max) return true;
  }
  return false;
}

bool Settlement::may_match(uint64_t device_hash, int64_t event_time, int64_t seq) const {
  const uint64_t hash = identity_hash(device_hash, event_time, seq);
  for (uint64_t at = hash & mask_; slots_[at] != kNone; at = (at + 1) & mask_) {
    const auto& [table, row] = suspects_[identities_[slots_[at]].suspects.front()];
    if (table->event_time[row] == event_time && table->seq[row] == seq &&
        table->device_hash[row] == device_hash)
      return true;
  }
  return false;
}

void Settlement::offer(const ReadingTable& kept, KeptAs as) {
  for (size_t row = 0; row < kept.rows(); ++row) offer(kept, row, as);
}

void Settlement::offer(const ReadingTable& kept, size_t row, KeptAs as) {
  const uint32_t number = find(hash_of(kept, row), kept, row);
  if (number == kNone) return;
  ReadingTable& copies = copies_of(kept.shared_schema());
  identities_[number].kept.push_back({&copies, static_cast<uint32_t>(copies.rows()), as});
  copies.append(kept, row);
}

ReadingTable& Settlement::copies_of(const std::shared_ptr<const Schema>& schema) {
  return copies_.try_emplace(schema.get(), schema).first->second;
}

std::vector<Ruling> Settlement::rule() {
  std::vector<Ruling> rulings(suspects_.size());
  for (Identity& identity : identities_) {
    for (const uint32_t number : identity.suspects) {
      const Suspect& suspect = suspects_[number];
      rulings[number] = rule_one(suspect, identity);
      const Disposition disposition = rulings[number].disposition;
      if (disposition == Disposition::kDuplicate) continue;
      const bool stored = disposition == Disposition::kStored;
      identity.kept.push_back(
          {suspect.table, suspect.row, stored ? KeptAs::kStored : KeptAs::kConflict});
    }
  }
  return rulings;
}

Ruling Settlement::rule_one(const Suspect& suspect, const Identity& identity) const {
  const uint64_t present = suspect.table->present[suspect.row];
  Comparison stored;
  std::optional<Position> first;
  std::optional<Position> same_conflict;
  for (const Kept& kept : identity.kept) {
    const Comparison one = compare(suspect, *kept.table, kept.row);
    const Position position = kept.table->position(kept.row);
    if (kept.as == KeptAs::kConflict) {
      if (one.equal == present)
        same_conflict = std::min(same_conflict.value_or(position), position);
      continue;
    }
    first = std::min(first.value_or(position), position);
    stored.equal |= one.equal;
    stored.different |= one.different;
  }
  if (!first) return {Disposition::kStored, {}};
  if (stored.different != 0) {
    if (same_conflict) return {Disposition::kDuplicate, *same_conflict};
    return {Disposition::kConflict, {}};
  }
  if (stored.equal == present) return {Disposition::kDuplicate, *first};
  return {Disposition::kStored, {}};
}

}  // namespace telltale
