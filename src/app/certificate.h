// What a certificate says of how long it is good. The library behind it (OpenSSL) appears in the
// .cc file only.
#pragma once

#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace telltale {

// The end of the first certificate in a PEM text. kInvalid: there is none in it.
Result<Instant> certificate_end(std::string_view pem);

}  // namespace telltale
