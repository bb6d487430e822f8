// A request's head, read strictly: no form that RFC 9112 leaves to interpretation, and none that
// request smuggling needs. What it says of the body's end is said once, in one way, or the request
// is refused. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "serve/http.h"

namespace telltale::serve {

// Why a request is refused, and with which status.
struct HttpFault {
  int status = 400;
  std::string_view why;
};

// A request up to its body.
struct RequestHead {
  HttpHead head;        // without what only its connection knows
  uint64_t length = 0;  // of the body, unless it is chunked
  bool is_chunked = false;
  bool keeps = true;    // its connection may go on after it
  bool is_old = false;  // HTTP/1.0
  bool expects_continue = false;
};

// What is wrong with the first line, given without its line end.
std::optional<HttpFault> fault_of_request_line(std::string_view line);

// `raw` is everything up to and with the empty line. Nothing: it is right, and in `request`.
std::optional<HttpFault> read_head(std::string_view raw, RequestHead& request);

}  // namespace telltale::serve
