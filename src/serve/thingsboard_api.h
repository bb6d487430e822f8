// ThingsBoard's device API over HTTP, as its devices and gateways speak it: their key is in the
// path, and an empty 200 says that what they sent is durable.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void post_thingsboard_telemetry(Api& api, Call call);
void post_thingsboard_gateway(Api& api, Call call);
void post_thingsboard_attributes(Api& api, Call call);

}  // namespace telltale::serve
