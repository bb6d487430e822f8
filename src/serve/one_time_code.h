// The second factor: codes of six digits that a phone makes of a shared secret and the time (TOTP,
// RFC 6238: SHA-1, steps of 30 s). Pure but for the entropy of new secrets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace telltale::serve {

// 160 bits as 32 letters of base 32 (RFC 4648 section 6), as people type them in.
std::string make_code_secret();

// The code of one step. The secret is as make_code_secret gives it.
std::string code_of_step(std::string_view secret, int64_t step);

// The step that the code is of, if it is of the present one or a neighbour, as clocks differ, and
// younger than `used`: a code counts once.
std::optional<int64_t> step_of_code(std::string_view secret, std::string_view code, Instant now,
                                    int64_t used);

// What a phone reads from a picture: otpauth://totp/…
std::string code_uri(std::string_view secret, std::string_view lake, std::string_view user);

}  // namespace telltale::serve
