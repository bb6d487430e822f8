#include "detect/judge_stage.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "detect/judged_schema.h"
#include "pipeline/key_group.h"

namespace telltale {
namespace {

// The judge's state of a key group, and which of its series each of the group's series is.
class JudgeStageState : public StageState {
 public:
  SeriesId find_or_add(uint32_t series, JudgeTier tier) {
    if (series >= ids_.size()) ids_.resize(series + 1);
    if (ids_[series].tier != tier) ids_[series] = judge_.add(tier);
    return ids_[series];
  }
  JudgeState& judge() { return judge_; }

  void save(StateWriter& out) const override {
    out.put(static_cast<uint32_t>(ids_.size()));
    for (const SeriesId& id : ids_) {
      out.put(id.tier);
      out.put(id.slot);
    }
    judge_.save(out);
  }

  Status load(StateReader& in) override {
    uint32_t count = 0;
    TRY(in.get(count));
    for (uint32_t i = 0; i < count; ++i) {
      SeriesId id;
      TRY(in.get(id.tier));
      TRY(in.get(id.slot));
      ids_.push_back(id);
    }
    return judge_.load(in);
  }

 private:
  std::vector<SeriesId> ids_;  // by series of the group; kOff: not judged yet
  JudgeState judge_;
};

// One value to judge.
struct Item {
  JudgeState* state;
  SeriesId id;
  uint16_t row;
  uint16_t field;
};

JudgeOptions options_for(const Schema& schema, const JudgeStageOptions& options) {
  JudgeOptions judge = options.judge;
  judge.signals_per_device = judged_signals(schema, options.tier_max);
  return judge;
}

// A silence ends for all signals of a reading at once; the most certain of its gaps tells of it.
bool is_known_gap(std::vector<Anomaly>& anomalies, Anomaly& anomaly) {
  if (anomaly.kind != AnomalyKind::kGap) return false;
  for (auto known = anomalies.rbegin(); known != anomalies.rend(); ++known) {
    if (known->row != anomaly.row) return false;
    if (known->kind != AnomalyKind::kGap) continue;
    if (anomaly.score > known->score) std::swap(*known, anomaly);
    return true;
  }
  return false;
}

// Judges values in the order given, a few at a time, so that the memory of each is on its way while
// others are worked on.
class Walk {
 public:
  Walk(Batch& batch, size_t lane, const JudgeOptions& options)
      : batch_(batch), anomalies_(batch.anomalies[lane]), judge_(options) {}

  void add(const Item& item) {
    judge_.prefetch(*item.state, item.id);
    __builtin_prefetch(&value(item));  // another thread decoded it
    items_[count_++] = item;
    if (count_ == items_.size()) finish();
  }

  void finish() {
    for (size_t i = 0; i < count_; ++i) {
      const bool is_same = i > 0 && items_[i].row == items_[i - 1].row;
      places_[i] = is_same ? places_[i - 1] : detect::day_place(batch_.event_time[items_[i].row]);
      judge_.prefetch_parts(*items_[i].state, items_[i].id, places_[i]);
    }
    for (size_t i = 0; i < count_; ++i) look(i);
    judge_looked_at(count_);
    count_ = 0;
    judged_ = 0;
  }

 private:
  static constexpr size_t kAhead = 32;
  // Values between the look at one and its judgement.
  static constexpr size_t kBetween = 8;

  void look(size_t number) {
    const Item& item = items_[number];
    if (number - judged_ == kBetween || is_looked_at(number)) judge_looked_at(number);
    const Observation seen{batch_.event_time[item.row], value(item)};
    looks_[number % kBetween] =
        judge_.look(*item.state, item.id, {seen, places_[number]}, subject(item));
  }

  const double& value(const Item& item) const {
    return batch_.numbers[batch_.schema().fields[item.field].slot][item.row];
  }

  // Whether a value of the same series waits for its judgement.
  bool is_looked_at(size_t number) const {
    const Item& item = items_[number];
    for (size_t i = judged_; i < number; ++i) {
      if (items_[i].id.slot == item.id.slot && items_[i].state == item.state) return true;
    }
    return false;
  }

  void judge_looked_at(size_t end) {
    for (; judged_ < end; ++judged_) judge(items_[judged_], looks_[judged_ % kBetween]);
  }

  SeriesJudge::Subject subject(const Item& item) const {
    const Field& field = batch_.schema().fields[item.field];
    return {{field.name, field.unit, field.resolution}, batch_.device[item.row].view()};
  }

  void judge(const Item& item, SeriesJudge::Look& look) {
    found_.clear();
    const float score = judge_.judge(*item.state, item.id, look, subject(item), found_);
    batch_.score[item.row] = std::max(batch_.score[item.row], score);
    for (Anomaly& anomaly : found_) keep(item, anomaly);
  }

  void keep(const Item& item, Anomaly& anomaly) {
    anomaly.row = item.row;
    anomaly.field = item.field;
    batch_.flags[item.row] |= kFlagAnomalous;
    if (!is_known_gap(anomalies_, anomaly)) anomalies_.push_back(std::move(anomaly));
  }

  Batch& batch_;
  std::vector<Anomaly>& anomalies_;
  SeriesJudge judge_;
  std::array<Item, kAhead> items_{};
  std::array<detect::DayPlace, kAhead> places_{};
  size_t count_ = 0;
  std::array<SeriesJudge::Look, kBetween> looks_{};
  size_t judged_ = 0;  // of the items
  std::vector<Anomaly> found_;
};

uint64_t signal_bits(const Schema& schema) {
  return schema.signal_count() == 64 ? ~0ULL : (1ULL << schema.signal_count()) - 1;
}

}  // namespace

std::unique_ptr<StageState> JudgeStage::new_state() const {
  return std::make_unique<JudgeStageState>();
}

void JudgeStage::apply(Batch& batch, const LaneRows& rows) const {
  const Schema& schema = batch.schema();
  Walk walk(batch, rows.lane, options_for(schema, options_));
  for (size_t i = 0; i < rows.rows.size(); ++i) {
    const uint16_t row = rows.rows[i];
    if (batch.state[row] != RowState::kFresh) continue;
    auto& state = static_cast<JudgeStageState&>(rows.groups[i]->state(place_));
    for (uint64_t left = batch.present[row] & signal_bits(schema); left != 0; left &= left - 1) {
      const auto field = static_cast<uint16_t>(std::countr_zero(left));
      const JudgeTier tier = tier_of(schema.fields[field], options_.tier_max);
      if (tier == JudgeTier::kOff) continue;
      const SeriesId id = state.find_or_add(rows.groups[i]->series(rows.bindings[i], field), tier);
      walk.add({&state.judge(), id, row, field});
    }
  }
  walk.finish();
}

}  // namespace telltale
