// The SQL of the view `books`: a row for each log, day, disposition and reason. Only text; no
// engine.
#pragma once

#include <string>

#include "telemetry/books.h"

namespace telltale {

// The rows of books.
std::string books_select(const Books& books);

}  // namespace telltale
