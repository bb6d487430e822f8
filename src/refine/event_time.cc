#include "refine/event_time.h"

#include <cmath>

namespace telltale {
namespace {

int64_t micros_per_unit(TimeRule::Form form) {
  switch (form) {
    case TimeRule::Form::kSeconds:
      return kMicrosPerSecond;
    case TimeRule::Form::kMillis:
      return 1'000;
    default:
      return 1;
  }
}

RejectReason read_epoch(const TimeRule& rule, const Value& value, int64_t& micros) {
  if (value.kind != Value::Kind::kNumber) return RejectReason::kWrongType;
  // Doubles hold microseconds exactly until the year 2255; beyond, to the nearest they can.
  const double scaled = value.number * static_cast<double>(micros_per_unit(rule.form));
  // The bounds themselves are no doubles, so they are compared once the number is whole.
  if (!(std::fabs(scaled) < 1e18)) return RejectReason::kBadTime;
  const int64_t whole = std::llround(scaled);
  if (!is_instant(whole)) return RejectReason::kBadTime;
  micros = whole;
  return RejectReason::kNone;
}

}  // namespace

RejectReason read_event_time(const TimeRule& rule, const Value& value, int64_t& micros) {
  if (rule.form != TimeRule::Form::kIso) return read_epoch(rule, value, micros);
  if (value.kind != Value::Kind::kText) return RejectReason::kWrongType;
  const std::optional<IsoTime> time = parse_iso_time(value.text.view());
  if (!time) return RejectReason::kBadTime;
  if (!time->has_zone && !rule.zone) return RejectReason::kTimeWithoutZone;
  const int64_t utc = time->has_zone ? time->micros : time->micros - rule.zone->count();
  if (!is_instant(utc)) return RejectReason::kBadTime;
  micros = utc;
  return RejectReason::kNone;
}

void check_ahead(Batch& batch, size_t row) {
  const int64_t ahead = batch.event_time[row] - batch.ingest_time[row];
  if (ahead > batch.schema().ahead_rejected.count()) {
    batch.reject(row, RejectReason::kInFuture, Batch::kTimeField);
  } else if (ahead > batch.schema().ahead_flagged.count()) {
    batch.flags[row] |= kFlagAhead;
  }
}

}  // namespace telltale
