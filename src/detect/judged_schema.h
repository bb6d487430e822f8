// How a schema has its signals judged, within what a lake lets at most. Pure.
#pragma once

#include "telemetry/schema.h"

namespace telltale {

JudgeTier tier_of(const Field& field, JudgeTier most);
// How many of them are: a device's allowed false alarms are shared among these. At least 1.
int judged_signals(const Schema& schema, JudgeTier most);

}  // namespace telltale
