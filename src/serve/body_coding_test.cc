#include "serve/body_coding.h"

#include <zlib.h>
#include <zstd.h>

#include "tests/catch.h"

namespace telltale::serve {
namespace {

constexpr size_t kBytesMax = 1 << 20;

std::string gzip(std::string_view text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

Code code_of(std::string body, std::string_view coding) {
  return decode_body(std::move(body), coding, kBytesMax).status().code();
}

}  // namespace

TEST_CASE("a body is what it was before its coding") {
  const std::string text = "one\ntwo\n" + std::string(300'000, 'x');
  CHECK(value_of(decode_body(text, "", kBytesMax)) == text);
  CHECK(value_of(decode_body(text, "identity", kBytesMax)) == text);
  CHECK(value_of(decode_body(gzip(text), "gzip", kBytesMax)) == text);
  CHECK(value_of(decode_body(zstd(text), "zstd", kBytesMax)) == text);
  CHECK(value_of(decode_body(gzip("a") + gzip("b"), "gzip", kBytesMax)) == "ab");
  CHECK(value_of(decode_body(zstd("a") + zstd("b"), "zstd", kBytesMax)) == "ab");
  CHECK(value_of(decode_body(gzip(""), "gzip", kBytesMax)).empty());
}

TEST_CASE("a few bytes do not become many") {
  const std::string zeros(64 << 20, '\0');
  CHECK(code_of(gzip(zeros), "gzip") == Code::kExhausted);
  CHECK(code_of(zstd(zeros), "zstd") == Code::kExhausted);
  const std::string full(kBytesMax, 'x');
  CHECK(value_of(decode_body(gzip(full), "gzip", kBytesMax)) == full);
  CHECK(value_of(decode_body(zstd(full), "zstd", kBytesMax)) == full);
  CHECK(code_of(gzip(full + "x"), "gzip") == Code::kExhausted);
  CHECK(code_of(zstd(full + "x"), "zstd") == Code::kExhausted);
}

TEST_CASE("a body that is not whole, or not of its coding, is refused") {
  for (const auto& [packed, coding] :
       {std::pair(gzip("some text"), "gzip"), std::pair(zstd("some text"), "zstd")}) {
    for (size_t size = 0; size < packed.size(); ++size) {
      INFO(coding << " " << size);
      CHECK(code_of(packed.substr(0, size), coding) == Code::kInvalid);
    }
    CHECK(code_of(packed + "x", coding) == Code::kInvalid);
    CHECK(code_of("plain", coding) == Code::kInvalid);
  }
  CHECK(code_of("x", "br") == Code::kNotFound);
}

}  // namespace telltale::serve
