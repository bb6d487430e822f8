#include "app/lake_meter.h"

#include <algorithm>

#include "pipeline/events.h"
#include "store/events.h"

namespace telltale {

void LakeMeter::see(const Batch& batch) {
  if (passes_over_.load(std::memory_order_relaxed)) return;
  if (batch.rows() > 0) note(batch);
  if (!batch.silences.empty()) events_.emit(BatchJudged{0, batch.silences.size()});
  if (next_ != nullptr) next_->see(batch);
}

void LakeMeter::note(const Batch& batch) {
  BatchJudged judged{batch.rows(), 0};
  for (const auto& anomalies : batch.anomalies) judged.anomalies += anomalies.size();
  events_.emit(judged);
  Arrival arrival{batch.to, batch.rows(), batch.ingest_time[0], batch.ingest_time[0]};
  int64_t newest = kInstantMicrosMin;
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (batch.state[row] != RowState::kRejected) newest = std::max(newest, batch.event_time[row]);
  }
  if (newest > kInstantMicrosMin) arrival.measured = newest;
  const std::lock_guard lock(mutex_);
  under_way_.push_back(arrival);
}

void LakeMeter::count_committed(Offset to) {
  const int64_t now = micros(clock_.now());
  const std::lock_guard lock(mutex_);
  while (!under_way_.empty() && under_way_.front().to <= to) {
    const Arrival& arrival = under_way_.front();
    events_.emit(BatchCommitted{arrival.records, Duration(now - arrival.received),
                                Duration(now - arrival.measured)});
    under_way_.pop_front();
  }
}

void LakeMeter::forget() {
  const std::lock_guard lock(mutex_);
  under_way_.clear();
}

}  // namespace telltale
