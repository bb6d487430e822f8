// What a request's head must look like before anything reads it: no form that RFC 9112 leaves to
// interpretation, and none that request smuggling needs. Pure.
#pragma once

#include <string_view>

namespace telltale::serve {

// `head` is everything up to and with the empty line. Empty: it is right; else what is wrong.
std::string_view fault_of_head(std::string_view head);

}  // namespace telltale::serve
