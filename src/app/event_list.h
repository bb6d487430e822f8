// Every kind of event there is, in the order in which the reference shows what they count.
#pragma once

#include <span>

#include "base/events.h"

namespace telltale {

std::span<const EventKind* const> all_event_kinds();

}  // namespace telltale
