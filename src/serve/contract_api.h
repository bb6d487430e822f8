// GET /v1/openapi.yaml: the contract of all routes (api/openapi.yaml), as this program was built.
#pragma once

#include <string_view>

#include "serve/route.h"

namespace telltale::serve {

std::string_view openapi_text();
void get_contract(Api& api, Call call);

}  // namespace telltale::serve
