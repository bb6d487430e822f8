#include "serve/http.h"

#include "tests/catch.h"

namespace telltale::serve {

TEST_CASE("a target becomes a path and parameters, decoded") {
  const HttpTarget target = parse_target("/v1/a%20b/c?x=1+2&y=%2b&z&=e&&").value();
  CHECK(target.path == "/v1/a b/c");
  CHECK(target.query == HttpFields{{"x", "1 2"}, {"y", "+"}, {"z", ""}, {"", "e"}});
  CHECK(parse_target("/").value().path == "/");
  CHECK(parse_target("/?a=/..").value().query == HttpFields{{"a", "/.."}});
}

TEST_CASE("a path that two programs could read differently is none") {
  for (const char* target :
       {"",          "*",      "a",          "http://h/", "//",     "/a//b",
        "/a/",       "/.",     "/..",        "/a/../b",   "/a/./b", "/%2e%2e",
        "/%2E%2e/b", "/a%2fb", "/a%00b",     "/a%0ab",    "/a%7fb", "/%",
        "/%4",       "/%zz",   "/a b",       "/a\\b",     "/a#b",   "/\x01",
        "/\xc3\xa9", "/%ff",   "/%ed%a0%80", "/a?%00",    "/a?x=%", "/a?x=%ff"}) {
    INFO(target);
    CHECK(!parse_target(target));
  }
  CHECK(parse_target("/%c3%a9").value().path == "/é");
  CHECK(parse_target("/a%2eb").value().path == "/a.b");
  CHECK(parse_target("/...").value().path == "/...");
}

TEST_CASE("the key in the path of a ThingsBoard device is taken out of it") {
  const auto taken = [](std::string path) {
    const std::string key = take_path_key(path);
    return std::pair(key, path);
  };
  CHECK(taken("/api/v1/secret/telemetry") ==
        std::pair<std::string, std::string>("secret", "/api/v1/{key}/telemetry"));
  CHECK(taken("/api/v1/secret") == std::pair<std::string, std::string>("secret", "/api/v1/{key}"));
  CHECK(taken("/api/v1/s/gateway/telemetry").second == "/api/v1/{key}/gateway/telemetry");
  CHECK(taken("/v1/keys/abc") == std::pair<std::string, std::string>("", "/v1/keys/abc"));
  CHECK(taken("/api/v1") == std::pair<std::string, std::string>("", "/api/v1"));
}

TEST_CASE("a problem says its status, and its detail as JSON can hold it") {
  const HttpReply reply = problem(404, "there is no \"x\"");
  CHECK(reply.status == 404);
  CHECK(reply.type == "application/problem+json");
  CHECK(reply.body ==
        "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"there is no \\\"x\\\"\"}\n");
  CHECK(reason_phrase(599) == "Status");
}

TEST_CASE("of several fields of one name the first is meant") {
  HttpHead head;
  head.fields = {{"a", "1"}, {"a", "2"}};
  CHECK(head.field("a") == "1");
  CHECK(!head.field("b"));
  CHECK(!head.parameter("a"));
}

}  // namespace telltale::serve
