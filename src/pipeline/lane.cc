#include "pipeline/lane.h"

namespace telltale {

void Lane::apply(Batch& batch) {
  const std::span<const uint16_t> rows = batch.rows_of_lane(lane_);
  // One pass ahead of its use, each device's slot is asked for, so that the second pass finds it,
  // and its text, which another thread decoded.
  for (size_t i = 0; i < rows.size(); ++i) {
    const uint64_t hash = batch.device_hash[rows[i]];
    row_groups_[i] = &groups_.at(group_of(hash));
    row_groups_[i]->prefetch(hash);
    __builtin_prefetch(batch.device[rows[i]].data);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const size_t row = rows[i];
    bindings_[i] =
        row_groups_[i]->bind(batch.device_hash[row], batch.device[row].view(), batch.log());
  }
  const LaneRows lane_rows{lane_, rows, std::span(row_groups_).first(rows.size()),
                           std::span(bindings_).first(rows.size())};
  for (const LaneStage* stage : groups_.stages()) stage->apply(batch, lane_rows);
}

void scatter_rows(Batch& batch, size_t lanes) {
  CHECK(lanes > 0 && lanes <= kLanesMax);
  std::array<uint16_t, kLanesMax + 1> counts{};
  const auto lane_of = [&](size_t row) { return group_of(batch.device_hash[row]) % lanes; };
  // Where records are counted, a rejected one counts too.
  const bool takes_rejects = batch.log().time_rule().kind == TimeRule::Kind::kStep;
  const auto is_taken = [&](size_t row) {
    return !batch.device[row].is_null() &&
           (takes_rejects || batch.state[row] != RowState::kRejected);
  };
  for (size_t row = 0; row < batch.rows(); ++row) counts[lane_of(row) + 1] += is_taken(row);
  for (size_t lane = 1; lane <= lanes; ++lane) counts[lane] += counts[lane - 1];
  batch.lane_begin = counts;
  for (size_t row = 0; row < batch.rows(); ++row) {
    if (is_taken(row)) batch.order[counts[lane_of(row)]++] = uint16_t(row);
  }
}

}  // namespace telltale
