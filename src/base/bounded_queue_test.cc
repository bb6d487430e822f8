#include "base/bounded_queue.h"

#include <thread>
#include <vector>

#include "tests/catch.h"

namespace telltale {

TEST_CASE("items come out in the order they went in") {
  BoundedQueue<int> queue(3);
  for (int i = 0; i < 3; ++i) CHECK(queue.push(i));
  for (int i = 0; i < 3; ++i) CHECK(queue.pop() == i);
}

TEST_CASE("a closed queue gives out what is left and takes nothing more") {
  BoundedQueue<int> queue(3);
  CHECK(queue.push(1));
  queue.close();
  CHECK_FALSE(queue.push(2));
  CHECK(queue.pop() == 1);
  CHECK_FALSE(queue.pop().has_value());
}

TEST_CASE("a full queue slows its sender and drops nothing") {
  BoundedQueue<int> queue(2);
  constexpr int kItems = 10'000;
  std::thread sender([&] {
    for (int i = 0; i < kItems; ++i) queue.push(i);
    queue.close();
  });
  std::vector<int> got;
  while (const std::optional<int> item = queue.pop()) got.push_back(*item);
  sender.join();
  REQUIRE(got.size() == kItems);
  for (int i = 0; i < kItems; ++i) REQUIRE(got[static_cast<size_t>(i)] == i);
}

TEST_CASE("closing wakes a sender that waits for room") {
  BoundedQueue<int> queue(1);
  CHECK(queue.push(1));
  bool taken = true;
  std::thread sender([&] { taken = queue.push(2); });
  queue.close();
  sender.join();
  // It either waited and was refused, or came after the close and was refused.
  CHECK_FALSE(taken);
}

}  // namespace telltale
