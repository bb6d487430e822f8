// What people said of an anomaly, and what its status is by that.
#pragma once

#include <optional>
#include <string_view>

#include "base/json.h"
#include "journal/catalog.h"

namespace telltale::serve {

enum class AnomalyStatus : uint8_t { kOpen, kAcknowledged, kConfirmed, kRejected };
std::string_view name_of(AnomalyStatus status);

// As of when the control log had `control_to` records: the last that settled something counts.
AnomalyStatus status_of(const Catalog& catalog, std::string_view anomaly, Offset control_to);

// Adds `status` and `feedback`, a list in the order said.
void add_feedback(const Catalog& catalog, std::string_view anomaly, Offset control_to, Json& json);

}  // namespace telltale::serve
