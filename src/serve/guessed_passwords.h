// The passwords that guessers try first: serve/guessed_passwords.txt, which the build makes part of
// the program. Pure.
#pragma once

#include <string_view>

namespace telltale::serve {

// One a line, in small letters, sorted by their bytes.
std::string_view guessed_passwords_text();

bool is_guessed_password(std::string_view small_letters);

}  // namespace telltale::serve
