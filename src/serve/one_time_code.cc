#include "serve/one_time_code.h"

#include <array>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <openssl/hmac.h>

#include "base/random.h"
#include "base/same_bytes.h"
#include "serve/http.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr size_t kSecretBytes = 20;
constexpr int64_t kStepMicros = 30'000'000;
constexpr uint32_t kCodes = 1'000'000;

// Five bits a letter; all of them are known to be in the alphabet.
std::vector<uint8_t> bytes_of(std::string_view letters) {
  std::vector<uint8_t> bytes;
  uint32_t bits = 0;
  int held = 0;
  for (const char letter : letters) {
    bits = bits << 5 | static_cast<uint32_t>(kLetters.find(letter) & 31);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<uint8_t>(bits >> held));
  }
  return bytes;
}

std::string letters_of(std::span<const uint8_t> bytes) {
  std::string letters;
  uint32_t bits = 0;
  int held = 0;
  for (const uint8_t byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 5; held -= 5) letters += kLetters[bits >> (held - 5) & 31];
  }
  return letters;
}

}  // namespace

std::string make_code_secret() {
  std::array<uint8_t, kSecretBytes> bytes;
  fill_with_entropy(bytes);
  return letters_of(bytes);
}

// RFC 4226 section 5.3.
std::string code_of_step(std::string_view secret, int64_t step) {
  const std::vector<uint8_t> key = bytes_of(secret);
  std::array<uint8_t, 8> message;
  for (size_t i = 0; i < message.size(); ++i)
    message[i] = static_cast<uint8_t>(static_cast<uint64_t>(step) >> (56 - 8 * i));
  std::array<uint8_t, 20> digest;
  ::HMAC(::EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
         digest.data(), nullptr);
  const size_t at = digest.back() & 15;
  const uint32_t number =
      (digest[at] & 0x7fU) << 24 | digest[at + 1] << 16 | digest[at + 2] << 8 | digest[at + 3];
  return fmt::format("{:06}", number % kCodes);
}

std::optional<int64_t> step_of_code(std::string_view secret, std::string_view code, Instant now,
                                    int64_t used) {
  const int64_t present = micros(now) / kStepMicros;
  std::optional<int64_t> found;
  for (const int64_t step : {present - 1, present, present + 1}) {
    if (same_text(code, code_of_step(secret, step)) && step > used) found = step;
  }
  return found;
}

std::string code_uri(std::string_view secret, std::string_view lake, std::string_view user) {
  return fmt::format("otpauth://totp/Telltale%20{}:{}?secret={}&issuer=Telltale%20{}",
                     encode_percent(lake), encode_percent(user), secret, encode_percent(lake));
}

}  // namespace telltale::serve
