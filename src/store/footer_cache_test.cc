#include "store/footer_cache.h"

#include <array>

#include "tests/catch.h"

namespace telltale {
namespace {

// Footers that are told apart by where they are; nobody looks into them.
std::array<int, 5> marks;

FooterCache::Footer footer(size_t number) {
  return {std::shared_ptr<void>(), reinterpret_cast<parquet::FileMetaData*>(&marks.at(number))};
}

TEST_CASE("footers that were used last are kept") {
  FooterCache cache(30);
  cache.keep("a", footer(1), 10);
  cache.keep("b", footer(2), 10);
  cache.keep("c", footer(3), 10);
  CHECK(cache.find("a") == footer(1));
  cache.keep("d", footer(4), 15);
  CHECK(cache.find("b") == nullptr);
  CHECK(cache.find("c") == nullptr);
  CHECK(cache.find("a") == footer(1));
  CHECK(cache.find("d") == footer(4));
  CHECK(cache.bytes() == 25);
}

TEST_CASE("a footer larger than all that may be kept is not kept, and one is kept once") {
  FooterCache cache(30);
  cache.keep("a", footer(1), 10);
  cache.keep("huge", footer(2), 31);
  CHECK(cache.find("huge") == nullptr);
  cache.keep("a", footer(3), 10);
  CHECK(cache.find("a") == footer(1));
  CHECK(cache.bytes() == 10);
}

}  // namespace
}  // namespace telltale
