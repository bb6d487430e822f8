// Hashes: SHA-256 where an outsider must be able to check it (files of the lake, commits), BLAKE3
// where all bytes that come in are told apart from all others (logs), XXH3 where only we compare
// (rows, frames, tables). They are the published functions, little endian, seed 0.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace telltale {

uint64_t hash64(std::string_view bytes);

struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;
  auto operator<=>(const Hash128&) const = default;

  std::string hex() const;
  static std::optional<Hash128> from_hex(std::string_view text);
};
Hash128 hash128(std::string_view bytes);

using Sha256Digest = std::array<uint8_t, 32>;
std::string to_hex(const Sha256Digest& digest);
std::optional<Sha256Digest> sha256_from_hex(std::string_view text);
// Whether both are the same, in a time that does not tell where they differ: for what proves who
// somebody is.
bool same_digest(const Sha256Digest& a, const Sha256Digest& b);

// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  void add(std::string_view bytes);
  // Ends the computation; the object is done.
  Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};
Sha256Digest sha256(std::string_view bytes);

// BLAKE3 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn: "BLAKE3: one function, fast everywhere", 2021)
// of bytes that come in pieces: as hard to forge as SHA-256 and several times as fast.
using Blake3Digest = std::array<uint8_t, 32>;
class Blake3 {
 public:
  Blake3();
  ~Blake3();
  void add(std::string_view bytes);
  Blake3Digest finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace telltale
