#include "serve/attempt_limit.h"

#include "tests/catch.h"

namespace telltale::serve {

using std::chrono::seconds;

TEST_CASE("so many failures are answered at once, then one a pause") {
  AttemptLimit limit({.at_once = 3, .pause = seconds(2)}, 1);
  const Duration start = seconds(100);
  for (int i = 0; i < 3; ++i) CHECK(limit.count("a", start) == Duration(0));
  CHECK(limit.count("a", start) == seconds(2));
  CHECK(limit.count("a", start + seconds(1)) == seconds(1));
  CHECK(limit.count("a", start + seconds(2)) == Duration(0));
  CHECK(limit.count("a", start + seconds(2)) == seconds(2));
  CHECK(limit.count("b", start) == Duration(0));
}

TEST_CASE("nobody is kept out for good, however often they fail") {
  AttemptLimit limit({.at_once = 3, .pause = seconds(2)}, 1);
  for (int i = 0; i < 10'000; ++i) limit.count("a", seconds(1));
  CHECK(limit.count("a", seconds(7)) == Duration(0));
}

TEST_CASE("addresses of one network are one origin") {
  CHECK(attempt_origin("10.0.0.1") == "10.0.0.1");
  CHECK(attempt_origin("2001:db8::1") == attempt_origin("2001:db8::ffff:1"));
  CHECK(attempt_origin("2001:db8::1") != attempt_origin("2001:db8:0:1::1"));
  CHECK(attempt_origin("::ffff:10.0.0.1") != attempt_origin("::ffff:10.0.0.2"));
}

}  // namespace telltale::serve
