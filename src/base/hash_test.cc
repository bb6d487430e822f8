#include "base/hash.h"

#include "tests/catch.h"

namespace telltale {

TEST_CASE("hashes are the published functions, so files outlive the library") {
  CHECK(hash64("") == 0x2d06800538d394c2);
  CHECK(hash64("telltale") == 0x9296ec3ef6b836c1);
  CHECK(hash128("").hex() == "99aa06d3014798d86001c324468d497f");
  CHECK(hash128("telltale").hex() == "3141ff1ab40f05b4fc2739c756c61021");
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a digest does not depend on the pieces its bytes came in") {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
  for (const size_t piece : {1, 63, 64, 65, 999}) {
    Sha256 hash;
    for (size_t at = 0; at < bytes.size(); at += piece)
      hash.add(std::string_view(bytes).substr(at, piece));
    CHECK(hash.finish() == sha256(bytes));
  }
}

TEST_CASE("a hash is read back from its digits") {
  const Hash128 hash{0x0123456789abcdef, 0x00000000deadbeef};
  CHECK(hash.hex() == "00000000deadbeef0123456789abcdef");
  CHECK(Hash128::from_hex(hash.hex()) == hash);
  CHECK(sha256_from_hex(to_hex(sha256("x"))) == sha256("x"));
}

TEST_CASE("what are not exactly the digits of a hash is none") {
  for (const char* text :
       {"", "00000000deadbeef0123456789abcde", "00000000deadbeef0123456789abcdef0",
        "00000000deadbeeg0123456789abcdef", "0x000000deadbeef0123456789abcdef",
        " 0000000deadbeef0123456789abcdef", "-0000000deadbeef0123456789abcdef",
        "00000000deadbeef 123456789abcdef"}) {
    INFO(text);
    CHECK_FALSE(Hash128::from_hex(text).has_value());
  }
  const std::string digest = to_hex(sha256("x"));
  CHECK_FALSE(sha256_from_hex(digest.substr(1)).has_value());
  CHECK_FALSE(sha256_from_hex(digest + "0").has_value());
  CHECK_FALSE(sha256_from_hex("g" + digest.substr(1)).has_value());
  CHECK_FALSE(sha256_from_hex(digest.substr(0, 63) + " ").has_value());
}

TEST_CASE("BLAKE3 gives the published digests, in one piece or many") {
  // The official vectors: bytes 0, 1, … 250, 0, 1, …
  std::string input;
  for (int i = 0; i < 31'744; ++i) input += static_cast<char>(i % 251);
  const auto hex_of = [](std::string_view bytes, size_t piece) {
    Blake3 hash;
    for (size_t at = 0; at < bytes.size(); at += piece) hash.add(bytes.substr(at, piece));
    return to_hex(hash.finish());
  };
  CHECK(hex_of("", 1) == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
  const std::string whole = hex_of(input, input.size());
  CHECK(whole == "62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47");
  CHECK(hex_of(input, 1000) == whole);
}

TEST_CASE("digests are the same when each byte is") {
  const Sha256Digest digest = sha256("a");
  CHECK(same_digest(digest, digest));
  for (size_t i = 0; i < digest.size(); ++i) {
    Sha256Digest other = digest;
    other[i] ^= 0x80;
    CHECK(!same_digest(digest, other));
  }
}

}  // namespace telltale
