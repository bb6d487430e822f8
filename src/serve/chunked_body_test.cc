#include "serve/chunked_body.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

struct Undone {
  std::string data;
  std::string rest;
  bool is_done;
  bool is_broken;
};

// Undoes the coding of bytes that come in pieces of that size.
Undone undo(std::string_view bytes, size_t piece) {
  ChunkedBody body;
  Undone undone;
  size_t at = 0;
  while (at < bytes.size() && !body.is_done() && !body.is_broken())
    at += body.take(bytes.substr(at, piece), undone.data);
  undone.rest = bytes.substr(at);
  undone.is_done = body.is_done();
  undone.is_broken = body.is_broken();
  return undone;
}

}  // namespace

TEST_CASE("chunks are put together, in whatever pieces they come") {
  const std::string_view bytes =
      "4\r\nabcd\r\n1;x=\"y\"\r\ne\r\n00A\r\n0123456789\r\n0\r\nX: 1\r\n\r\nnext";
  for (size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Undone undone = undo(bytes, piece);
    CHECK(undone.data == "abcde0123456789");
    CHECK(undone.is_done);
    CHECK(undone.rest == "next");
  }
}

TEST_CASE("a body that has not ended is neither done nor broken") {
  for (const char* bytes : {"", "4", "4\r", "4\r\n", "4\r\nab", "4\r\nabcd", "4\r\nabcd\r\n",
                            "0\r\n", "0\r\nX: 1\r\n", "0\r\n\r"}) {
    INFO(bytes);
    const Undone undone = undo(bytes, 3);
    CHECK(!undone.is_done);
    CHECK(!undone.is_broken);
  }
}

TEST_CASE("what is not written as chunks are is broken") {
  for (const char* bytes : {"\r\n", "x\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", " 1\r\n", "1 \r\nx\r\n",
                            "1\nx\r\n", "1\rx", "4\r\nabcdX", "4\r\nabcd\n", "4\r\nabcde\r\n",
                            "1000000000000000\r\n", "ffffffffffffffffff\r\n", "1;\x01\r\n",
                            "0\r\nno colon\r\n", "0\r\nX: 1\n", "0\r\nX: \x01\r\n"}) {
    INFO(bytes);
    for (size_t piece = 1; piece < 5; ++piece) CHECK(undo(bytes, piece).is_broken);
  }
}

TEST_CASE("extensions and trailers are bounded") {
  CHECK(undo("1;" + std::string(2'000, 'a') + "\r\nx\r\n0\r\n\r\n", 100).is_broken);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 100; ++i) trailers += "X: " + std::string(100, 'a') + "\r\n";
  CHECK(undo(trailers + "\r\n", 100).is_broken);
}

}  // namespace telltale::serve
