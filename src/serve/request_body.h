// A request's body on its way to records: its coding undone, and what is wrong with it as an
// answer.
#pragma once

#include <string>

#include "base/result.h"
#include "serve/http_server.h"

namespace telltale::serve {

// The body without its content coding.
Result<std::string> take_decoded_body(HttpExchange& exchange);

// What is wrong with a body: 400, 413 or 415.
HttpReply problem_of_body(const Status& status);

// Whether to undo and split it takes so long that others should not wait for it meanwhile.
bool is_heavy(const HttpExchange& exchange);

}  // namespace telltale::serve
