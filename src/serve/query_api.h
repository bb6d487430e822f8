// POST /v1/query: one SELECT over the lake as of one commit.
#pragma once

#include "serve/route.h"

namespace telltale::serve {

class QueryService;

constexpr size_t kQueryBytesMax = 256 << 10;

void post_query(Api& api, Call call);

// Why a call whose body is JSON with SQL of a user in it is refused, if it is.
std::optional<HttpReply> why_no_sql(const QueryService& queries, const HttpHead& head);

}  // namespace telltale::serve
