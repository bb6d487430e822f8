#include "serve/web_pages.h"

#include <array>

#include "serve/route.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

using namespace std::string_view_literals;

// The line `page`, by gzip.
constexpr std::string_view kGzip =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x2b\x48\x4c"
    "\x4f\xe5\x02\x00\xed\x2c\xad\x09\x05\x00\x00\x00"sv;
constexpr std::array kAssets = {
    WebAsset{"/assets/a-1.js", "text/javascript", "d1", "", kGzip, "brotli of a"},
    WebAsset{"/assets/f-2.woff2", "font/woff2", "d2", "font", "", ""},
    WebAsset{"/index.html", "text/html", "d3", "", kGzip, "brotli of index"},
};

HttpHead asking(std::string path, std::string accept = "gzip, br", std::string method = "GET") {
  HttpHead head;
  head.method = std::move(method);
  head.path = std::move(path);
  head.fields.emplace_back("accept-encoding", std::move(accept));
  return head;
}

std::string field_of(const HttpReply& reply, std::string_view wanted) {
  for (const auto& [name, value] : reply.fields) {
    if (name == wanted) return value;
  }
  return "";
}

TEST_CASE("each page is answered with the index, which is asked about again") {
  for (const char* path :
       {"/", "/anomalies", "/devices", "/devices/pump-7", "/explore", "/boards", "/quality", "/sql",
        "/platform", "/keys", "/users", "/audit", "/account"}) {
    INFO(path);
    const auto reply = web_reply(asking(path), kAssets);
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->type == "text/html");
    CHECK(reply->body == "brotli of index");
    CHECK(field_of(*reply, "Content-Encoding") == "br");
    CHECK(field_of(*reply, "Cache-Control") == "no-cache");
    CHECK(field_of(*reply, "Vary") == "Accept-Encoding");
    const std::string policy = field_of(*reply, "Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("unsafe") == std::string::npos);
  }
}

TEST_CASE("a file with a digest in its name is kept for ever") {
  const auto reply = web_reply(asking("/assets/f-2.woff2"), kAssets);
  REQUIRE(reply);
  CHECK(reply->body == "font");
  CHECK(field_of(*reply, "Content-Encoding").empty());
  CHECK(field_of(*reply, "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("a client gets the coding that it takes, or none") {
  const auto body_for = [](std::string accept) {
    return web_reply(asking("/assets/a-1.js", std::move(accept)), kAssets)->body;
  };
  CHECK(body_for("gzip, deflate, br, zstd") == "brotli of a");
  CHECK(body_for("BR;q=0.5") == "brotli of a");
  CHECK(body_for("gzip, br;q=0") == kGzip);
  CHECK(body_for("br; q=0.00, gzip") == kGzip);
  CHECK(body_for("") == "page\n");
  CHECK(body_for("gzip;q=0") == "page\n");
}

TEST_CASE("who has the bytes already is told so") {
  HttpHead head = asking("/");
  const std::string tag = field_of(*web_reply(head, kAssets), "ETag");
  CHECK(tag == "\"d3br\"");
  head.fields.emplace_back("if-none-match", "\"other\", W/" + tag);
  const auto reply = web_reply(head, kAssets);
  CHECK(reply->status == 304);
  CHECK(reply->body.empty());
  head.fields.back().second = "\"other\"";
  CHECK(web_reply(head, kAssets)->status == 200);
}

TEST_CASE("pages and files are read, never written") {
  CHECK(web_reply(asking("/", "", "HEAD"), kAssets)->status == 200);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    const auto reply = web_reply(asking("/assets/a-1.js", "", method), kAssets);
    CHECK(reply->status == 405);
    CHECK(field_of(*reply, "Allow") == "GET, HEAD");
  }
}

TEST_CASE("what is no page or file is left to whoever says that there is nothing") {
  for (const char* path :
       {"/none", "/v1", "/v1/none", "/v1/status/none", "/api/v1/none", "/metricsx", "/livez/none",
        "/assets/none.js", "/assets", "/devicesx", "/sql/none"}) {
    INFO(path);
    CHECK_FALSE(web_reply(asking(path), kAssets));
    CHECK_FALSE(web_reply(asking(path, "", "POST"), kAssets));
    CHECK_FALSE(web_reply(asking(path), {}));
  }
}

TEST_CASE("no route stands where a page does") {
  for (const Route& route : all_routes()) {
    INFO(route.path);
    CHECK_FALSE(web_reply(asking(std::string(route.path)), kAssets));
    CHECK_FALSE(web_reply(asking(std::string(route.path)), web_assets()));
  }
}

TEST_CASE("a build without a dashboard says so, at the start page alone") {
  const auto reply = web_reply(asking("/"), {});
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(reply->type == "text/plain");
  CHECK(reply->body.find("/v1/openapi.yaml") != std::string::npos);
  CHECK(web_reply(asking("/", "", "POST"), {})->status == 405);
  CHECK_FALSE(web_reply(asking("/devices"), {}));
  CHECK_FALSE(web_reply(asking("/index.html"), {}));
}

}  // namespace
}  // namespace telltale::serve
