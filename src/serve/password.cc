#include "serve/password.h"

#include <array>
#include <mutex>
#include <sodium.h>

#include "base/check.h"

namespace telltale::serve {
namespace {

constexpr unsigned long long kPasses = 3;  // with kBytes: RFC 9106 section 4, second choice
constexpr size_t kBytes = 64UL << 20;

std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

void prepare_library() {
  static const int kReady = ::sodium_init();
  CHECK(kReady >= 0);
}

Result<std::string> make_hash(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const int failed = ::crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kPasses,
                                             kBytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return Status::exhausted("there is no memory to keep a password");
  return std::string(text.data());
}

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  const std::lock_guard lock(one_at_a_time());
  prepare_library();
  return make_hash(password);
}

bool is_password_of(std::string_view password, const std::string& hash) {
  const std::lock_guard lock(one_at_a_time());
  prepare_library();
  static const Result<std::string> kNobodys = make_hash("nobody's");
  const std::string& kept = hash.empty() && kNobodys.ok() ? kNobodys.value() : hash;
  const bool is_same =
      ::crypto_pwhash_str_verify(kept.c_str(), password.data(), password.size()) == 0;
  return is_same && !hash.empty();
}

}  // namespace telltale::serve
