// Reads a password from standard input: typed twice and not shown where it is a terminal, else the
// first line.
#pragma once

#include <cstdio>
#include <string>

#include "base/result.h"

namespace telltale {

// `messages` is where it is asked for. kInvalid: there is none, or it was typed differently.
Result<std::string> read_password(std::FILE* messages);

}  // namespace telltale
