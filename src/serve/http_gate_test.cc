#include "serve/http_gate.h"

#include <vector>

#include "tests/catch.h"

namespace telltale::serve {
namespace {

HttpReply no_room() {
  return problem(kTooMany, "there is no room");
}

TEST_CASE("a gate is passed by while there is room and nobody waits") {
  std::optional<HttpReply> refusal;
  HttpGate gate([&] { return refusal; });
  CHECK((!gate.arrive(1).waits && !gate.arrive(1).refusal));
  const HttpGate::Place place = gate.join({100, [](const auto&) {}});
  CHECK(gate.arrive(2).waits);  // who comes later does not pass by
  CHECK(!gate.arrive(1).waits);
  gate.leave(place);
  CHECK(!gate.arrive(1).waits);
  refusal = no_room();
  CHECK(gate.arrive(1).waits);
  CHECK((!gate.arrive(0).waits && gate.arrive(0).refusal->status == kTooMany));
  CHECK(gate.refusal()->status == kTooMany);
  refusal = problem(507, "the disk is full");
  CHECK((!gate.arrive(1).waits && gate.arrive(1).refusal->status == 507));
}

TEST_CASE("who does not wait any more is not called") {
  HttpGate gate([] { return std::nullopt; });
  int called = 0;
  const HttpGate::Place place = gate.join({100, [&](auto) { ++called; }});
  CHECK(gate.waiting() == 1);
  gate.leave(place);
  gate.turn();
  CHECK(gate.waiting() == 0);
  CHECK(called == 0);
}

TEST_CASE("what does not pass by itself is told at once to all who wait") {
  std::optional<HttpReply> refusal = no_room();
  HttpGate gate([&] { return refusal; });
  std::vector<int> told;
  for (int i = 0; i < 3; ++i) {
    gate.join({HttpGate::kTurnBytes,
               [&](std::optional<HttpReply> why) { told.push_back(why ? why->status : 0); }});
  }
  gate.turn();
  CHECK(told.empty());
  refusal = problem(507, "the disk is full");
  gate.turn();
  CHECK(told == std::vector<int>{507, 507, 507});
  CHECK(gate.waiting() == 0);
}

TEST_CASE("those that wait pass in their order, in a turn as many as are read in a moment") {
  bool has_room = false;
  HttpGate gate([&] { return has_room ? std::nullopt : std::optional(no_room()); });
  std::vector<int> passed;
  for (int i = 0; i < 6; ++i) {
    const size_t bytes = i == 4 ? 10 * HttpGate::kTurnBytes : HttpGate::kTurnBytes / 4;
    gate.join({bytes, [&passed, i](const auto& why) {
                 CHECK(!why);
                 passed.push_back(i);
               }});
  }
  gate.turn();
  CHECK(passed.empty());
  has_room = true;
  gate.turn();
  CHECK(passed == std::vector<int>{0, 1, 2, 3});
  gate.turn();
  CHECK(passed.back() == 4);
  CHECK(gate.waiting() == 1);
  gate.turn();
  CHECK(gate.waiting() == 0);
}

TEST_CASE("no more pass than there is room for") {
  int room = 2;
  HttpGate gate([&] { return room > 0 ? std::nullopt : std::optional(no_room()); });
  for (int i = 0; i < 3; ++i) gate.join({1, [&room](const auto&) { --room; }});
  gate.turn();
  CHECK(gate.waiting() == 1);
}

}  // namespace
}  // namespace telltale::serve
