#include "serve/key_text.h"

#include <algorithm>
#include <array>

#include "base/random.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kPrefix = "tt_";
constexpr std::string_view kLetters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// Without those that look like others: ids are read out and typed in.
constexpr std::string_view kIdLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t kIdSize = 12;      // 60 bits
constexpr size_t kSecretSize = 43;  // 256.03 bits
constexpr size_t kSumSize = 6;
constexpr size_t kKeySize = kPrefix.size() + kIdSize + 1 + kSecretSize + kSumSize;

std::string checksum(std::string_view text) {
  uint64_t number = hash64(text);
  std::string sum;
  for (size_t i = 0; i < kSumSize; ++i) {
    sum += kLetters[number % kLetters.size()];
    number /= kLetters.size();
  }
  return sum;
}

// Draws bytes and leaves those out that would make some letters likelier than others.
std::string draw(std::string_view letters, size_t characters) {
  const size_t fair = 256 - 256 % letters.size();
  std::string text;
  std::array<uint8_t, 64> bytes;
  while (text.size() < characters) {
    fill_with_entropy(bytes);
    for (const uint8_t byte : bytes) {
      if (byte < fair && text.size() < characters) text += letters[byte % letters.size()];
    }
  }
  return text;
}

bool has_only(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

KeyText make_key_text() {
  KeyText key;
  key.id = draw(kIdLetters, kIdSize);
  const std::string secret = draw(kLetters, kSecretSize);
  key.text.append(kPrefix).append(key.id).append("_").append(secret);
  key.text += checksum(key.text);
  key.hash = hash_of_secret(secret);
  return key;
}

std::optional<KeyParts> parse_key_text(std::string_view text) {
  if (text.size() != kKeySize || !text.starts_with(kPrefix)) return std::nullopt;
  const std::string_view before_sum = text.substr(0, kKeySize - kSumSize);
  const std::string_view id = text.substr(kPrefix.size(), kIdSize);
  const std::string_view secret = before_sum.substr(kKeySize - kSumSize - kSecretSize);
  if (text[kPrefix.size() + kIdSize] != '_' || !has_only(id, kIdLetters)) return std::nullopt;
  if (!has_only(secret, kLetters) || checksum(before_sum) != text.substr(before_sum.size()))
    return std::nullopt;
  return KeyParts{id, secret};
}

Sha256Digest hash_of_secret(std::string_view secret) {
  return sha256(secret);
}

std::string random_text(size_t characters) {
  return draw(kLetters, characters);
}

}  // namespace telltale::serve
