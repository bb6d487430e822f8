#include "serve/parameters.h"

#include "base/instant.h"
#include "serve/media_type.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

HttpHead asked(std::string_view target) {
  HttpHead head;
  const std::optional<HttpTarget> parsed = parse_target(target);
  REQUIRE(parsed);
  head.query = parsed->query;
  return head;
}

TEST_CASE("parameters are read by type, and what is left out has its usual value") {
  const HttpHead head = asked("/x?limit=7&since=2025-01-01T00:00:00Z&raw=true&by=day&score=0.5");
  Parameters parameters(head, {"limit", "since", "raw", "by", "score", "device"});
  CHECK(parameters.number("limit", {100, 1, 1'000}) == 7);
  CHECK(parameters.moment("since") == 1'735'689'600 * kMicrosPerSecond);
  CHECK(parameters.flag("raw"));
  CHECK(parameters.word("by", {"log", "day"}) == "day");
  CHECK(parameters.fraction("score") == 0.5);
  CHECK(parameters.text("device").empty());
  CHECK(parameters.number("device", {3, 1, 9}) == 3);
  CHECK(parameters.status().ok());
}

TEST_CASE("a wrong, unknown, repeated or empty parameter is named") {
  for (const std::string_view query :
       {"limit=0", "limit=1001", "limit=7x", "limit=", "limit=-1", "limits=7", "limit=7&limit=7",
        "limit=99999999999999999999", "limit=%C3%A9"}) {
    INFO(query);
    const HttpHead head = asked("/x?" + std::string(query));
    Parameters parameters(head, {"limit"});
    parameters.number("limit", {100, 1, 1'000});
    CHECK(parameters.status().code() == Code::kInvalid);
    CHECK(parameters.status().message().find("limit") != std::string::npos);
  }
}

TEST_CASE("what must be there is missed") {
  const HttpHead head = asked("/x");
  Parameters parameters(head, {"device", "time"});
  CHECK(parameters.required_text("device").empty());
  CHECK(parameters.status().message() == "the parameter `device` must be there");
}

TEST_CASE("media types are read without their parameters, and those not wanted are left out") {
  CHECK(bare_media_type("text/csv; charset=utf-8") == "text/csv");
  CHECK(media_types_of("text/csv;q=0.5, */*;q=0.1, image/png;q=0, a/b;q=0.0") ==
        std::vector<std::string_view>{"text/csv", "*/*"});
  CHECK(media_types_of("").empty());
}

}  // namespace
}  // namespace telltale::serve
