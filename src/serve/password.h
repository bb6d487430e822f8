// Passwords as they are kept: Argon2id (RFC 9106) with a salt of each, as text that says its own
// cost. Any thread may call; one hash is made at a time, as each takes 64 MiB and a core for a
// while, so that who tries many at once costs the server no more than one.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace telltale::serve {

// kExhausted: there is no memory for it.
Result<std::string> hash_password(std::string_view password);

// Whether it is that of the hash. An empty hash is nobody's, and takes as long.
bool is_password_of(std::string_view password, const std::string& hash);

}  // namespace telltale::serve
