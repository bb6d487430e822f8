// Media types in the fields of requests (RFC 9110 sections 8.3 and 12.5.1). Pure functions.
#pragma once

#include <string_view>
#include <vector>

#include "serve/http.h"

namespace telltale::serve {

// A media type without its parameters.
std::string_view bare_media_type(std::string_view field);

// Those of an Accept field, in its order; weights other than 0 are not looked at.
std::vector<std::string_view> media_types_of(std::string_view accept);

// Whether the body says that it is JSON, or nothing, or what curl says when nobody says anything.
bool is_json_body(const HttpHead& head);

}  // namespace telltale::serve
