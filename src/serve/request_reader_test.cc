#include "serve/request_reader.h"

#include <cstring>

#include "base/random.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

constexpr size_t kBodyBytesMax = 1'000;

// What a connection's bytes are, in words: each request, then how it ends.
std::string read_all(std::string_view bytes, size_t piece, size_t head_bytes_max = 4'096) {
  RequestReader reader(head_bytes_max);
  std::string told;
  bool is_in_body = false;
  while (true) {
    const auto step = is_in_body ? reader.read_body(kBodyBytesMax) : reader.read_head();
    if (step == RequestReader::Step::kFault) return told + std::to_string(reader.fault().status);
    if (step == RequestReader::Step::kDone) {
      is_in_body = !is_in_body;
      if (is_in_body) continue;
      const HttpHead head = reader.take_head();
      told += head.method + " " + head.path + " [" + reader.take_body() + "] ";
      continue;
    }
    if (bytes.empty()) return told + (reader.has_begun() ? "more" : "end");
    const std::span<char> room = reader.make_room();
    const size_t size = std::min({piece, room.size(), bytes.size()});
    std::memcpy(room.data(), bytes.data(), size);
    reader.keep(size);
    bytes.remove_prefix(size);
  }
}

// The same in every size of pieces.
std::string read_pieces(std::string_view bytes) {
  const std::string whole = read_all(bytes, bytes.size() + 1);
  for (size_t piece = 1; piece <= std::min<size_t>(bytes.size(), 200); ++piece)
    CHECK(read_all(bytes, piece) == whole);
  return whole;
}

const std::string kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string kPost = "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
const std::string kChunked =
    "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n";

}  // namespace

TEST_CASE("requests after each other are told apart, in whatever pieces they come") {
  CHECK(read_pieces("") == "end");
  CHECK(read_pieces(kGet) == "GET /a [] end");
  CHECK(read_pieces(kPost + kChunked + kGet) == "POST /b [abc] POST /c [de] GET /a [] end");
  CHECK(read_pieces(kPost + "\r\n" + kGet) == "POST /b [abc] GET /a [] end");
  CHECK(read_pieces(kGet.substr(0, kGet.size() - 1)) == "more");
  CHECK(read_pieces(kPost.substr(0, kPost.size() - 1)) == "more");
}

TEST_CASE("what follows a body is the next request, and only that") {
  CHECK(read_pieces(kPost + "d" + kGet) == "POST /b [abc] dGET /a [] end");
  CHECK(read_pieces(kPost + "\r\n\r\n" + kGet) == "POST /b [abc] 400");
  CHECK(read_pieces(kChunked + "0\r\n\r\n") == "POST /c [de] 400");
}

TEST_CASE("what can become no request is refused before it ends") {
  CHECK(read_pieces("GET /a\r\n") == "400");
  CHECK(read_pieces("GET /a HTTP/1.1\n") == "400");
  CHECK(read_pieces("GET /a HTTP/1.1\r\nHost: h\n") == "400");
  CHECK(read_pieces("\n") == "400");
  CHECK(read_pieces("\r\n\r\n") == "400");
}

TEST_CASE("heads and bodies are bounded") {
  const std::string endless(5'000, 'a');
  CHECK(read_pieces("GET /" + endless) == "414");
  CHECK(read_pieces("GET /a HTTP/1.1\r\nHost: h\r\nX: " + endless) == "431");
  CHECK(read_pieces("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n") == "413");
  CHECK(read_pieces("POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                    endless) == "413");
}

TEST_CASE("a client that asks before it sends is invited once") {
  RequestReader reader(4'096);
  const std::string head =
      "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
  std::memcpy(reader.make_room().data(), head.data(), head.size());
  reader.keep(head.size());
  REQUIRE(reader.read_head() == RequestReader::Step::kDone);
  CHECK(reader.read_body(10) == RequestReader::Step::kMore);
  CHECK(reader.take_invitation());
  CHECK(!reader.take_invitation());
}

TEST_CASE("a waiting connection gives back what a large request needed") {
  RequestReader reader(4'096);
  const std::string head = "PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";
  std::memcpy(reader.make_room().data(), head.data(), head.size());
  reader.keep(head.size());
  REQUIRE(reader.read_head() == RequestReader::Step::kDone);
  size_t sent = 0;
  while (reader.read_body(100'000) == RequestReader::Step::kMore) {
    const std::span<char> room = reader.make_room();
    const size_t size = std::min(room.size(), 100'000 - sent);
    std::memset(room.data(), 'x', size);
    reader.keep(size);
    sent += size;
  }
  CHECK(reader.take_body().size() == 100'000);
  CHECK(reader.make_room().size() == 4'096);
}

TEST_CASE("any bytes give the same requests in any pieces") {
  const uint64_t seed = system_entropy();
  INFO("seed " << seed);
  Random random(seed);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes = kPost + kChunked + kGet;
    for (uint64_t i = random.below(4); i > 0; --i)
      bytes[random.below(bytes.size())] = " \r\n:;\0a1%/"[random.below(10)];
    const std::string whole = read_all(bytes, bytes.size());
    CHECK(read_all(bytes, 1 + random.below(7)) == whole);
  }
}

}  // namespace telltale::serve
