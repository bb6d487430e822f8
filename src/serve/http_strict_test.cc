#include "serve/http_strict.h"

#include "tests/catch.h"

namespace telltale::serve {
namespace {

// The status a head is refused with; 0: it is taken.
int status_of(const std::string& raw) {
  RequestHead request;
  const auto fault = read_head(raw, request);
  if (fault) CHECK(!fault->why.empty());
  return fault ? fault->status : 0;
}

// A head with these lines after its request line and Host.
int status_with(const std::string& lines) {
  return status_of("POST /a HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n");
}

RequestHead request_of(const std::string& raw) {
  RequestHead request;
  REQUIRE(!read_head(raw, request));
  return request;
}

}  // namespace

TEST_CASE("a plain head is read") {
  const RequestHead request = request_of(
      "POST /v1/a?b=c HTTP/1.1\r\nHost: h:8080\r\nX-One:  two \t\r\nContent-Length: 12\r\n\r\n");
  CHECK(request.head.method == "POST");
  CHECK(request.head.path == "/v1/a");
  CHECK(request.head.parameter("b") == "c");
  CHECK(request.head.field("x-one") == "two");
  CHECK(request.length == 12);
  CHECK(!request.is_chunked);
  CHECK(request.keeps);
}

TEST_CASE("a key in a path is not in the path any more") {
  const RequestHead request =
      request_of("POST /api/v1/tt%5fx/telemetry HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(request.head.path == "/api/v1/{key}/telemetry");
  CHECK(request.head.path_key == "tt_x");
}

TEST_CASE("a request line of any other form is refused") {
  for (const char* line : {"",
                           "GET",
                           "GET /",
                           "GET /a",
                           "GET  /a HTTP/1.1",
                           "GET /a  HTTP/1.1",
                           " GET /a HTTP/1.1",
                           "GET /a b HTTP/1.1",
                           "GET /a HTTP/1.1 ",
                           "GET /a HTTP/1.2",
                           "GET /a http/1.1",
                           "GET /a HTTP/1,1",
                           "GET /a HTTP/11",
                           "G(T /a HTTP/1.1",
                           "GET\t/a HTTP/1.1",
                           "GET /a HTTP/x.y",
                           "GET //a HTTP/1.1",
                           "GET * HTTP/1.1",
                           "CONNECT h:80 HTTP/1.1",
                           "GET h/a HTTP/1.1"}) {
    INFO(line);
    CHECK(status_of(std::string(line) + "\r\nHost: h\r\n\r\n") == 400);
  }
  CHECK(status_of("PRI /a HTTP/2.0\r\nHost: h\r\n\r\n") == 505);
  CHECK(status_of("GET /" + std::string(8'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n") == 414);
}

TEST_CASE("the absolute form is taken when it names the same host") {
  CHECK(request_of("GET http://h:1/a?b HTTP/1.1\r\nHost: H:1\r\n\r\n").head.path == "/a");
  CHECK(request_of("GET HTTPS://h HTTP/1.1\r\nHost: h\r\n\r\n").head.path == "/");
  for (const char* target :
       {"http://other/a", "http://u@h/a", "ftp://h/a", "http:///a", "http://"}) {
    INFO(target);
    CHECK(status_of(std::string("GET ") + target + " HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  }
}

TEST_CASE("there is exactly one host, which is one") {
  CHECK(status_of("GET /a HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_of("GET /a HTTP/1.0\r\n\r\n") == 0);
  CHECK(status_with("Host: h\r\n") == 400);
  CHECK(status_of("GET /a HTTP/1.1\r\nHost: h/x\r\n\r\n") == 400);
  CHECK(status_of("GET /a HTTP/1.1\r\nHost: [::1]:80\r\n\r\n") == 0);
}

TEST_CASE("where a body ends is said once and in one way") {
  CHECK(status_with("Content-Length: 5\r\nContent-Length: 5\r\n") == 400);
  CHECK(status_with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: gzip, chunked\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: identity\r\n") == 400);
  CHECK(status_with("Transfer-Encoding: Chunked\r\n") == 0);
  CHECK(status_with("Transfer-Encoding:\x0b"
                    "chunked\r\n") == 400);
  CHECK(status_of("POST /a HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
  for (const char* length : {"", "-1", "+1", "1,1", "1 1", "0x10", "1.0", "a"}) {
    INFO(length);
    CHECK(status_with(std::string("Content-Length: ") + length + "\r\n") == 400);
  }
  CHECK(status_with("Content-Length: 18446744073709551615\r\n") == 0);
  CHECK(status_with("Content-Length: 18446744073709551616\r\n") == 413);
}

TEST_CASE("a header that could be read in two ways is refused") {
  for (const char* line :
       {"X : 1", " X: 1", "\tX: 1", "X", ": 1", "X(: 1", "X: a\x01", "X: a\x7f"}) {
    INFO(line);
    CHECK(status_with(std::string(line) + "\r\n") == 400);
  }
  CHECK(status_with("X: 1\r\n 2\r\n") == 400);  // folded
  CHECK(status_with("X: 1\nY: 2\r\n") == 400);
  CHECK(status_with("X: 1\rY: 2\r\n") == 400);
  CHECK(status_with(std::string("X: a\0b\r\n", 8)) == 400);
  CHECK(status_with("X: \xc3\xa9\r\n") == 0);
}

TEST_CASE("headers have a number that is bounded") {
  std::string lines;
  for (int i = 0; i < 127; ++i) lines += "X: 1\r\n";
  CHECK(status_with(lines) == 0);
  CHECK(status_with(lines + "X: 1\r\n") == 431);
}

TEST_CASE("whether a connection goes on is as its version and its peer say") {
  const auto keeps = [](const std::string& version, const std::string& connection) {
    return request_of("GET /a HTTP/" + version + "\r\nHost: h\r\n" + connection + "\r\n").keeps;
  };
  CHECK(keeps("1.1", ""));
  CHECK(!keeps("1.1", "Connection: Close\r\n"));
  CHECK(!keeps("1.1", "Connection: x , close\r\n"));
  CHECK(!keeps("1.0", ""));
  CHECK(keeps("1.0", "Connection: keep-alive\r\n"));
}

TEST_CASE("what is expected is that a body may be sent, and nothing else") {
  CHECK(request_of("PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\n\r\n").expects_continue);
  CHECK(status_with("Expect: more\r\n") == 417);
  CHECK(!request_of("PUT /a HTTP/1.0\r\nHost: h\r\nExpect: more\r\n\r\n").expects_continue);
}

TEST_CASE("a head ends with its empty line") {
  CHECK(status_of("GET /a HTTP/1.1\r\nHost: h\r\n") == 400);
  CHECK(status_of("GET /a HTTP/1.1\r\nHost: h\r\n\r\nx") == 400);
  CHECK(status_of("") == 400);
}

}  // namespace telltale::serve
