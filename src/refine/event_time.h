// Reading an event time in the form a schema says. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "refine/values.h"
#include "telemetry/disposition.h"
#include "telemetry/schema.h"

namespace telltale {

// Sets `micros` to the event time; else says why it cannot be read.
RejectReason read_event_time(const TimeRule& rule, const Value& value, int64_t& micros);

// Marks a row whose event time is ahead of its receipt, and rejects it when that is implausible.
void check_ahead(Batch& batch, size_t row);

}  // namespace telltale
