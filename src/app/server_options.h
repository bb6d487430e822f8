// What the options of the program say of the parts of a server.
#pragma once

#include "app/options.h"
#include "base/log.h"
#include "serve/http_server.h"
#include "serve/query_service.h"

namespace telltale {

// Raises the limit of descriptors of the process to what the system gives, and leaves enough of
// them to the lakes.
serve::HttpLimits http_limits(const Options& options);
serve::QueryOptions query_options(const Options& options);
Log::Options log_options(const Options& options);

}  // namespace telltale
