#include "app/listen.h"

#include "tests/catch.h"

namespace telltale {
namespace {

Options with_tls() {
  Options options;
  options.tls_certificate = "c.pem";
  options.tls_key = "k.pem";
  return options;
}

}  // namespace

TEST_CASE("only the machine itself reaches its loopback addresses") {
  for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    CHECK(is_loopback(address));
  for (const char* address : {"0.0.0.0", "::", "10.0.0.1", "126.255.255.255", "128.0.0.1",
                              "::ffff:10.0.0.1", "fe80::1", "localhost", "127.1", ""}) {
    INFO(address);
    CHECK(!is_loopback(address));
  }
}

TEST_CASE("elsewhere than on its own machine a server speaks TLS") {
  CHECK(value_of(plan_listen("127.0.0.1:0", Options())).port == 0);
  CHECK(value_of(plan_listen("[::1]:80", Options())).address == "::1");
  CHECK(message_of(plan_listen("0.0.0.0:80", Options()), Code::kInvalid) ==
        "cannot listen: others could read along: set tls_certificate and tls_key, or listen on "
        "127.0.0.1: address=0.0.0.0");
  CHECK(plan_listen("[::]:80", Options()).status().code() == Code::kInvalid);
  CHECK(value_of(plan_listen("0.0.0.0:443", with_tls())).port == 443);
}

TEST_CASE("a certificate and its key go together") {
  Options options;
  options.tls_key = "k.pem";
  CHECK(plan_listen("127.0.0.1:80", options).status().code() == Code::kInvalid);
}

TEST_CASE("a server is open to anybody only on its own machine and without TLS") {
  Options options;
  options.access = "open";
  CHECK(plan_listen("127.0.0.1:80", options).ok());
  CHECK(plan_listen("0.0.0.0:80", options).status().code() == Code::kInvalid);
  options = with_tls();
  options.access = "open";
  CHECK(plan_listen("127.0.0.1:80", options).status().code() == Code::kInvalid);
}

TEST_CASE("where to listen is an address and a port") {
  for (const char* text : {"", "80", "a:", "a:b", "a:65536", "a:-1", "a:80x"}) {
    INFO(text);
    CHECK(plan_listen(text, Options()).status().code() == Code::kInvalid);
  }
}

TEST_CASE("a server's URL is one a client can be given") {
  CHECK(url_of({"127.0.0.1", 0}, 8080, false) == "http://127.0.0.1:8080");
  CHECK(url_of({"::1", 0}, 443, true) == "https://[::1]:443");
}

}  // namespace telltale
