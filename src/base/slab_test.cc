#include "base/slab.h"

#include "base/state_bytes.h"
#include "tests/catch.h"

namespace telltale {

TEST_CASE("items start as zeros, keep what is written and never move") {
  for (const size_t bytes : {1, 4, 24, 32, 33, 64, 65, 1000, 16 * 1024, 40 * 1024}) {
    INFO("item of " << bytes);
    Slab slab(bytes);
    std::vector<char*> places;
    constexpr uint32_t kItems = 1'000;
    for (uint32_t i = 0; i < kItems; ++i) {
      REQUIRE(slab.add() == i);
      char* item = slab.at(i);
      places.push_back(item);
      REQUIRE(std::all_of(item, item + bytes, [](char byte) { return byte == 0; }));
      std::memset(item, static_cast<int>(i % 250 + 1), slab.item_bytes());
    }
    CHECK(slab.size() == kItems);
    for (uint32_t i = 0; i < kItems; ++i) {
      REQUIRE(slab.at(i) == places[i]);
      REQUIRE(static_cast<unsigned char>(slab.at(i)[0]) == i % 250 + 1);
      REQUIRE(static_cast<unsigned char>(slab.at(i)[bytes - 1]) == i % 250 + 1);
    }
  }
}

TEST_CASE("an item lies across no more cache lines than it must") {
  for (const size_t bytes : {33, 40, 64, 100, 128, 200}) {
    Slab slab(bytes);
    for (uint32_t i = 0; i < 500; ++i) {
      slab.add();
      CHECK(reinterpret_cast<uintptr_t>(slab.at(i)) % 64 == 0);
    }
  }
}

TEST_CASE("a slab is the same after it was saved and loaded") {
  struct Item {
    uint64_t a;
    uint32_t b;
  };
  SlabOf<Item> slab;
  for (uint32_t i = 0; i < 3'000; ++i) slab[slab.add()] = {i * 3ULL, i};
  StateWriter out;
  out.put_slab(slab.bytes());
  SlabOf<Item> loaded;
  StateReader in(out.bytes());
  expect_ok(in.get_slab(loaded.bytes()));
  CHECK(in.at_end());
  REQUIRE(loaded.size() == slab.size());
  for (uint32_t i = 0; i < slab.size(); ++i) REQUIRE((loaded[i].a == i * 3ULL && loaded[i].b == i));
}

TEST_CASE("a slab of other items, or one that ends too early, is not loaded") {
  Slab slab(24);
  slab.add();
  slab.add();
  StateWriter out;
  out.put_slab(slab);
  Slab other(32);
  StateReader all(out.bytes());
  message_of(all.get_slab(other), Code::kCorrupt);
  for (size_t size = 0; size < out.bytes().size(); ++size) {
    Slab same(24);
    StateReader in(out.bytes().substr(0, size));
    message_of(in.get_slab(same), Code::kCorrupt);
  }
}

}  // namespace telltale
