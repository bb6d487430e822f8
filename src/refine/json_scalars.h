// Reading one JSON scalar in place, when it has the plain form that nearly all have: a text of
// ASCII without escapes, a number whose digits fit a double exactly. Anything else is left to the
// full parser. No function reads at or past `end`.
#pragma once

#include <cstdint>
#include <cstring>

#include "refine/values.h"

namespace telltale {

// Each returns the place after the value, or null when the value is not plain.
const char* read_plain_text(const char* at, const char* end, TextRef& text);
const char* read_plain_number(const char* at, const char* end, double& number);
// Any of text, number, true, false; null leaves `is_null` set and `value` as it was.
const char* read_plain_scalar(const char* at, const char* end, Value& value, bool& is_null);

}  // namespace telltale
