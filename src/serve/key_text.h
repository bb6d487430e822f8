// The text of an access key: tt_ID_SECRET. The id is public: it names the key in lists and logs.
// The secret is 256 bits and more, then a checksum of all before it, which tells a key that was
// mistyped or cut off from one that is wrong. Pure but for the entropy of new ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace telltale::serve {

struct KeyText {
  std::string id;
  std::string text;  // all of it: shown once, kept nowhere
  Sha256Digest hash{};
};

// A key that nobody has or can guess.
KeyText make_key_text();

// What can be told of a key by its text alone.
struct KeyParts {
  std::string_view id;
  std::string_view secret;
};
// Nothing: it is no whole key.
std::optional<KeyParts> parse_key_text(std::string_view text);

// What of a secret is kept. A guess is as hard as the secret is long, so it need not be slow.
Sha256Digest hash_of_secret(std::string_view secret);

// So many characters that nobody can guess, 5.95 bits each: 0-9, A-Z, a-z.
std::string random_text(size_t characters);

}  // namespace telltale::serve
