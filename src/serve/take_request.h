// Hands a request's records to the lake and answers when they are durable, or are refused.
#pragma once

#include <functional>

#include "serve/inbox.h"
#include "serve/route.h"

namespace telltale::serve {

// `answer` makes the answer to a request that was taken; it is called by another thread.
void take_request(const Call& call, InboxRequest request,
                  std::function<HttpReply(const TakenRequest& taken)> answer);

}  // namespace telltale::serve
