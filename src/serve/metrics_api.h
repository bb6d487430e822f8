// GET /metrics for Prometheus, GET /v1/status for people: what the server and its lakes are doing.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_metrics(Api& api, Call call);
void get_status(Api& api, Call call);

// The reference of all metrics, as docs/reference/metrics.md holds it.
std::string metrics_reference(std::span<const EventKind* const> kinds);

}  // namespace telltale::serve
