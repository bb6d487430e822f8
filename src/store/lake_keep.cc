#include "store/lake_keep.h"

namespace telltale {

Status LakeKeep::take(Batch& batch) {
  if (cut_->is_empty()) cut_begun_ = clock_.now();
  cut_->take(batch);
  unsaved_records_ += batch.rows();
  if (cut_->is_empty()) return {};
  if (batch.is_message_open || !is_due()) return {};
  return commit(false);
}

void LakeKeep::start_cut(size_t expected) {
  cut_.emplace(writer_.catalog(), writer_.catalog().epoch().number, writer_.view()->lake);
  cut_->expect(expected);
}

bool LakeKeep::is_due() const {
  return cut_->raw_bytes() >= options_.cut_bytes ||
         clock_.now() - cut_begun_ >= options_.cut_interval;
}

bool LakeKeep::is_snapshot_due() const {
  const std::optional<SnapshotEntry> last = writer_.view()->snapshot;
  const uint64_t for_bytes = last ? last->bytes / options_.snapshot_bytes_per_record : 0;
  return unsaved_records_ >= options_.snapshot_records + for_bytes;
}

Status LakeKeep::barrier(bool) {
  const bool with_snapshot = is_snapshot_due();
  if (cut_->is_empty() && !with_snapshot) return {};
  return commit(with_snapshot);
}

Status LakeKeep::commit(bool with_snapshot) {
  commit_begun_ = clock_.running();
  const size_t records = cut_->records();
  TRY(writer_.commit(*cut_, with_snapshot ? &groups_ : nullptr));
  // As many as before and a twentieth more: what turns out to be larger moves once.
  start_cut(records + records / 20);
  if (with_snapshot) unsaved_records_ = 0;
  return {};
}

}  // namespace telltale
