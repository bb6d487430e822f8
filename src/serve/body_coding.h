// Content codings of request bodies (RFC 9110 section 8.4): gzip and zstd, undone up to a limit, so
// that a few bytes cannot become gigabytes. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace telltale::serve {

// The body without its coding; `coding` is the value of Content-Encoding, empty for none.
// kNotFound: a coding that is not known. kExhausted: the body is longer than `bytes_max`.
// kInvalid: it is not what its coding says.
Result<std::string> decode_body(std::string body, std::string_view coding, size_t bytes_max);

}  // namespace telltale::serve
