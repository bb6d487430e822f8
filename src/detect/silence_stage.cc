#include "detect/silence_stage.h"

#include <algorithm>

#include "base/hash.h"
#include "detect/explain.h"
#include "detect/gap.h"
#include "detect/score.h"
#include "pipeline/key_group.h"

namespace telltale {
namespace {

constexpr uint16_t kArrivalsKnown = 0xffff;
// Steps between arrivals are taken to be random: a mean over fewer would be too short too often.
constexpr float kArrivalsInMean = 256;

struct Arrivals {
  int64_t last_micros = 0;      // 0: none yet
  int64_t last_event_time = 0;  // of its newest reading then
  detect::Cadence cadence;      // of the steps between arrivals at different times
  uint32_t schema_number = 0;   // of the last
  uint16_t count = 0;           // of arrivals, as far as kArrivalsKnown
  uint8_t is_told = 0;          // that it is silent
  uint8_t is_simulated = 0;
};
static_assert(sizeof(Arrivals) == 32);

class SilenceState : public StageState {
 public:
  bool listens() const { return listening_since_ != 0; }
  void begin_listening(int64_t at_micros) { listening_since_ = at_micros; }

  void prefetch(uint32_t device) const {
    if (device < devices_.size()) devices_.prefetch(device);
  }
  uint32_t device_count() const { return devices_.size(); }
  Arrivals& at(uint32_t device) {
    while (device >= devices_.size()) devices_.add();
    return devices_[device];
  }

  void arrive(Arrivals& device, int64_t at_micros) const {
    if (at_micros <= device.last_micros) return;
    const bool was_heard = device.last_micros >= listening_since_ || at_micros < listening_since_;
    if (device.last_micros != 0 && was_heard) {
      const auto seconds =
          static_cast<float>(detect::seconds_between(device.last_micros, at_micros));
      const float weight = 1 / std::min(kArrivalsInMean, static_cast<float>(device.count));
      detect::learn_step(device.cadence, seconds, weight);
    }
    if (device.count < kArrivalsKnown) ++device.count;
    device.last_micros = at_micros;
    device.is_told = 0;
  }

  // How long it has been silent by then while somebody listened.
  double silent_seconds(const Arrivals& device, int64_t at_micros) const {
    return detect::seconds_between(std::max(device.last_micros, listening_since_), at_micros);
  }

  // The score of a silence up to then; 0: it is none to tell of.
  float score(uint32_t number, int64_t at_micros, float chances_per_row_of_month) const {
    const Arrivals& device = devices_[number];
    if (device.is_told != 0 || device.count < detect::kRowsBeforeAlarms) return 0;
    const auto seconds = static_cast<float>(silent_seconds(device, at_micros));
    const float decades = detect::gap_decades(device.cadence, seconds, device.count);
    if (decades <= 0) return 0;
    const float chances =
        detect::rows_per_month(device.cadence.typical_seconds) * chances_per_row_of_month;
    const float score = detect::score_of(decades, chances);
    return score < detect::kAlarmLine ? 0 : score;
  }

  void save(StateWriter& out) const override {
    out.put(listening_since_);
    out.put_slab(devices_.bytes());
  }
  Status load(StateReader& in) override {
    TRY(in.get(listening_since_));
    return in.get_slab(devices_.bytes());
  }

 private:
  int64_t listening_since_ = 0;  // 0: nobody listens yet
  SlabOf<Arrivals> devices_;     // by the device's number in its group
};

Silence silence_of(std::string_view id, const Arrivals& device, double silent_seconds,
                   float score) {
  Silence silence;
  silence.device = id;
  silence.device_hash = hash64(id);
  silence.schema_number = device.schema_number;
  silence.is_simulated = device.is_simulated != 0;
  const detect::SilenceFacts facts{device.last_event_time, silent_seconds,
                                   static_cast<double>(device.cadence.typical_seconds),
                                   static_cast<double>(device.cadence.longest_seconds)};
  silence.anomaly = detect::explain_silence(facts, static_cast<double>(score), id);
  return silence;
}

// Whose signals nobody wants judged, his silence is not judged either.
bool is_judged(const Schema& schema) {
  return std::any_of(schema.fields.begin(), schema.fields.end(), [](const Field& field) {
    return field.role == FieldRole::kSignal && field.judge != JudgeTier::kOff;
  });
}

}  // namespace

std::unique_ptr<StageState> SilenceStage::new_state() const {
  return std::make_unique<SilenceState>();
}

void SilenceStage::apply(Batch& batch, const LaneRows& rows) const {
  if (batch.log().clock != LogClock::kArrival || batch.is_redriven) return;
  if (rows.rows.empty() || !is_judged(batch.schema())) return;
  constexpr size_t kAhead = 16;
  const auto state_of = [&](size_t i) -> SilenceState& {
    return static_cast<SilenceState&>(rows.groups[i]->state(place_));
  };
  for (size_t i = 0; i < rows.rows.size(); ++i) {
    if (i + kAhead < rows.rows.size())
      state_of(i + kAhead).prefetch(rows.groups[i + kAhead]->device(rows.bindings[i + kAhead]));
    const uint16_t row = rows.rows[i];
    SilenceState& state = state_of(i);
    if (!state.listens() || batch.state[row] == RowState::kRejected) continue;
    Arrivals& device = state.at(rows.groups[i]->device(rows.bindings[i]));
    const bool is_newest = batch.ingest_time[row] > device.last_micros;
    if (is_newest || batch.event_time[row] > device.last_event_time)
      device.last_event_time = batch.event_time[row];
    state.arrive(device, batch.ingest_time[row]);
    device.schema_number = batch.log().schema_number;
    device.is_simulated = (batch.flags[row] & kFlagSimulated) != 0;
  }
}

void SilenceStage::tick(const ClockTick& tick, KeyGroup& group, std::vector<Silence>& found) const {
  auto& state = static_cast<SilenceState&>(group.state(place_));
  if (tick.begins_listening) return state.begin_listening(tick.at_micros);
  for (uint32_t i = 0; i < state.device_count() && found.size() < kSilencesMax; ++i) {
    const float score = state.score(i, tick.at_micros, chances_per_row_of_month_);
    if (score <= 0) continue;
    Arrivals& device = state.at(i);
    device.is_told = 1;
    const double seconds = state.silent_seconds(device, tick.at_micros);
    found.push_back(silence_of(group.device_id(i), device, seconds, score));
  }
}

bool SilenceStage::would_find(const KeyGroup& group, int64_t at_micros) const {
  const auto& state = static_cast<const SilenceState&>(group.state(place_));
  for (uint32_t i = 0; i < state.device_count(); ++i) {
    if (state.score(i, at_micros, chances_per_row_of_month_) > 0) return true;
  }
  return false;
}

}  // namespace telltale
