#include "refine/freshness.h"

#include <bit>
#include <limits>
#include <vector>

#include "pipeline/key_group.h"

namespace telltale {
namespace {

// The newest identity of a series, whatever became of the reading that brought it.
struct Newest {
  int64_t event_time = std::numeric_limits<int64_t>::min();
  int64_t seq = std::numeric_limits<int64_t>::min();

  // Whether the identity is newer; it becomes the newest if so.
  bool advance(const Newest& to) {
    if (event_time > to.event_time || (event_time == to.event_time && seq >= to.seq)) return false;
    *this = to;
    return true;
  }
};

class FreshnessState : public StageState {
 public:
  void resize(uint32_t series) {
    if (newest_.size() < series) newest_.resize(series);
  }
  Newest& at(uint32_t series) { return newest_[series]; }

  void save(StateWriter& out) const override {
    out.put(static_cast<uint32_t>(newest_.size()));
    for (const Newest& newest : newest_) out.put(newest);
  }

  Status load(StateReader& in) override {
    uint32_t count = 0;
    TRY(in.get(count));
    newest_.resize(count);
    for (Newest& newest : newest_) TRY(in.get(newest));
    return {};
  }

 private:
  std::vector<Newest> newest_;  // by series
};

}  // namespace

std::unique_ptr<StageState> Freshness::new_state() const {
  return std::make_unique<FreshnessState>();
}

// Every series a reading carries advances, also of a suspect: else a later reading could pass for
// fresh at an identity that is already kept.
void Freshness::apply(Batch& batch, const LaneRows& rows) const {
  const uint64_t attribute_bits = batch.schema().attribute_bits();
  for (size_t i = 0; i < rows.rows.size(); ++i) {
    const size_t row = rows.rows[i];
    if (batch.state[row] == RowState::kRejected) continue;
    KeyGroup& group = *rows.groups[i];
    auto& state = static_cast<FreshnessState&>(group.state(place_));
    state.resize(group.series_count());
    const Newest identity{batch.event_time[row], batch.seq[row]};
    const uint64_t present = batch.present[row];
    bool is_fresh = !batch.is_redriven;
    for (uint64_t left = present & ~attribute_bits; left != 0; left &= left - 1) {
      const auto field = static_cast<size_t>(std::countr_zero(left));
      is_fresh &= state.at(group.series(rows.bindings[i], field)).advance(identity);
    }
    if ((present & attribute_bits) != 0 || present == 0)
      is_fresh &= state.at(group.attribute_series(rows.bindings[i])).advance(identity);
    batch.state[row] = is_fresh ? RowState::kFresh : RowState::kSuspect;
    if (!is_fresh) batch.flags[row] |= kFlagLate;
  }
}

}  // namespace telltale
