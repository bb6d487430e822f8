#include "base/random.h"

#include "tests/catch.h"

namespace telltale {

TEST_CASE("a seed gives the same numbers on every machine") {
  Random random(0);
  CHECK(random.next() == 0x99ec5f36cb75f2b4);
  CHECK(random.next() == 0xbf6e1f784956452a);
  Random other(1);
  CHECK(other.next() == 0xb3f2af6d0fc710c5);
}

TEST_CASE("numbers stay in their bounds and reach all of them") {
  Random random(7);
  std::array<int, 3> seen{};
  for (int i = 0; i < 300; ++i) {
    ++seen.at(random.below(3));
    const double real = random.uniform();
    CHECK((real >= 0 && real < 1));
  }
  for (const int count : seen) CHECK(count > 50);
}

}  // namespace telltale
