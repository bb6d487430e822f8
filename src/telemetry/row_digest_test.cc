// The encoding of rows is for ever: two lakes are compared by it. What is pinned here may not
// change.
#include "telemetry/row_digest.h"

#include <cstring>

#include "tests/catch.h"

namespace telltale {
namespace {

// Writes the encoding by hand, as the header's comment gives it.
class Bytes {
 public:
  template <typename T>
  Bytes& put(T value) {
    const size_t at = bytes_.size();
    bytes_.resize(at + sizeof(T));
    std::memcpy(bytes_.data() + at, &value, sizeof(T));
    return *this;
  }
  Bytes& text(std::string_view value) {
    put(static_cast<uint32_t>(value.size()));
    bytes_ += value;
    return *this;
  }
  Hash128 hash() const { return hash128(bytes_); }

 private:
  std::string bytes_;
};

constexpr Hash128 kKey{0x1111111111111111, 0x2222222222222222};
constexpr Hash128 kFirstKey{3, 4};

Bytes head(uint8_t disposition) {
  return Bytes().put(kKey.low).put(kKey.high).put(uint64_t{77}).put(uint32_t{5}).put(disposition);
}

}  // namespace

TEST_CASE("a log is known by its digest and pass") {
  LogInfo log;
  log.digest = "abc";
  CHECK(log_key(log) == hash128("abc#1"));
  log.pass = 12;
  CHECK(log_key(log) == hash128("abc#12"));
  log.name = "another name";
  log.id = LogId{9};
  CHECK(log_key(log) == hash128("abc#12"));
}

TEST_CASE("each disposition has its encoding") {
  RowEncoder encoder;
  encoder.begin(kKey, 77, 5, Disposition::kRejected);
  encoder.rejected(RejectReason::kOutOfRange, 3);
  CHECK(encoder.finish() == head(4).put(uint8_t{12}).put(uint16_t{3}).hash());

  encoder.begin(kKey, 77, 5, Disposition::kDuplicate);
  encoder.identity("d1", -5, 9);
  encoder.first(kFirstKey, 8, 1);
  CHECK(encoder.finish() == head(2)
                                .text("d1")
                                .put(int64_t{-5})
                                .put(int64_t{9})
                                .put(kFirstKey.low)
                                .put(kFirstKey.high)
                                .put(uint64_t{8})
                                .put(uint32_t{1})
                                .hash());

  encoder.begin(kKey, 77, 5, Disposition::kStored);
  encoder.identity("d1", 1, 0);
  encoder.values(5, [](RowEncoder::Values& values) {
    values.number(1.5);
    values.text("on");
  });
  encoder.judged(kFlagLate, 0.25F);
  encoder.anomaly(AnomalyKind::kGap, 2, 0.75F);
  CHECK(encoder.finish() == head(1)
                                .text("d1")
                                .put(int64_t{1})
                                .put(int64_t{0})
                                .put(uint64_t{5})
                                .put(1.5)
                                .text("on")
                                .put(uint8_t{1})
                                .put(0.25F)
                                .put(uint8_t{3})
                                .put(uint16_t{2})
                                .put(0.75F)
                                .hash());
}

TEST_CASE("the encoding is pinned") {
  RowEncoder encoder;
  encoder.begin(kKey, 77, 5, Disposition::kConflict);
  encoder.identity("pump-7", 1'735'689'600'000'000, 3);
  encoder.values(3, [](RowEncoder::Values& values) {
    values.number(-0.0);
    values.text("");
  });
  CHECK(encoder.finish().hex() == "73de2c33bdc6b6d8d2953ef83466ca3b");
  LogInfo log;
  log.digest = std::string(64, 'a');
  CHECK(log_key(log).hex() == "9b417ae02e12d47d01a46910dd2301d5");
}

TEST_CASE("a row that was begun again is another row") {
  RowEncoder encoder;
  encoder.begin(kKey, 1, 0, Disposition::kRejected);
  encoder.rejected(RejectReason::kBadTime, 0);
  const Hash128 first = encoder.finish();
  encoder.begin(kKey, 2, 0, Disposition::kRejected);
  encoder.rejected(RejectReason::kBadTime, 0);
  CHECK(encoder.finish() != first);
  encoder.begin(kKey, 1, 0, Disposition::kRejected);
  encoder.rejected(RejectReason::kBadTime, 0);
  CHECK(encoder.finish() == first);
}

TEST_CASE("texts next to each other cannot be confused") {
  const auto hash_of = [](std::string_view one, std::string_view other) {
    RowEncoder encoder;
    encoder.begin(kKey, 0, 0, Disposition::kConflict);
    encoder.values(3, [&](RowEncoder::Values& values) {
      values.text(one);
      values.text(other);
    });
    return encoder.finish();
  };
  CHECK(hash_of("ab", "c") != hash_of("a", "bc"));
}

TEST_CASE("a text of any length is encoded whole, and what follows it too") {
  for (const size_t size : {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 40, 5'000, 100'000}) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text += static_cast<char>('a' + i % 23);
    RowEncoder encoder;
    encoder.begin(kKey, 77, 5, Disposition::kConflict);
    encoder.identity(text, 1, 0);
    encoder.values(7, [&](RowEncoder::Values& values) {
      values.number(1.5);
      values.text(text);
      values.number(2.5);
    });
    CHECK(encoder.finish() == head(3)
                                  .text(text)
                                  .put(int64_t{1})
                                  .put(int64_t{0})
                                  .put(uint64_t{7})
                                  .put(1.5)
                                  .text(text)
                                  .put(2.5)
                                  .hash());
  }
}

TEST_CASE("I3: a digest of rows does not depend on their order or on how they were gathered") {
  const Hash128 a{~0ULL, ~0ULL};
  const Hash128 b{1, 0};
  const Hash128 c{5, 7};
  RowDigest one;
  for (const Hash128& row : {a, b, c}) one.add(row);
  RowDigest left;
  left.add(c);
  RowDigest right;
  right.add(b);
  right.add(a);
  left.add(right);
  CHECK(one == left);
  CHECK(one.value() == Hash128{5, 7});  // a + b is 2^128, which counts as nothing
  CHECK(RowDigest::of(one.value()) == one);
  left.add(c);
  CHECK_FALSE(one == left);
}

}  // namespace telltale
