// What users change about themselves: their password, their second factor.
#pragma once

#include "serve/people_api.h"

namespace telltale::serve {

void post_password(Api& api, Call call);
void post_second_factor(Api& api, Call call);
void post_second_factor_code(Api& api, Call call);

}  // namespace telltale::serve
