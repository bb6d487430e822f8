// POST /v1/anomalies/{id}/feedback: what somebody says of an anomaly becomes part of the lake.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

constexpr size_t kFeedbackBodyBytesMax = 64UL << 10;

void post_feedback(Api& api, Call call);

}  // namespace telltale::serve
