#include "serve/setup_token.h"

#include "serve/key_text.h"

namespace telltale::serve {

std::string SetupToken::make(Instant now) {
  constexpr size_t kCharacters = 32;  // 190 bits
  std::string token = "setup_" + random_text(kCharacters);
  const std::lock_guard lock(mutex_);
  digest_ = sha256(token);
  until_ = now + kLifetime;
  return token;
}

bool SetupToken::fits(std::string_view token, Instant now) const {
  const Sha256Digest digest = sha256(token);
  const std::lock_guard lock(mutex_);
  const bool is_same = same_digest(digest, digest_);
  return is_same && now < until_;
}

void SetupToken::end() {
  const std::lock_guard lock(mutex_);
  digest_ = {};
  until_ = Instant();
}

}  // namespace telltale::serve
