// GET /v1/books: what became of every record, and whether it adds up.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

void get_books(Api& api, Call call);

}  // namespace telltale::serve
