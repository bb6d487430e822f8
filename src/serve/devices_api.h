// Devices: which there are and how they are (GET /v1/devices), one of them (GET /v1/devices/{id}),
// and one of its signals over time (GET /v1/devices/{id}/series, or GET /v1/series).
#pragma once

#include "serve/route.h"

namespace telltale::serve {

// The register is behind the lake while a server starts: how that is said; nothing: it is not.
std::optional<HttpReply> refuse_while_reading(const Tenant& tenant);

// The number among the lake's columns of the one of that name and type, or nothing.
std::optional<uint16_t> typed_column(const Catalog& catalog, std::string_view name, FieldType type);

void get_devices(Api& api, Call call);
void get_device(Api& api, Call call);
void get_series(Api& api, Call call);

}  // namespace telltale::serve
