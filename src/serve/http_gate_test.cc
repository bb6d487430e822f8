#include "serve/http_gate.h"

#include <vector>

#include "tests/catch.h"

namespace telltale::serve {
namespace {

TEST_CASE("a gate is passed by while there is room and nobody waits") {
  std::optional<HttpReply> refusal;
  HttpGate gate([&] { return refusal; });
  CHECK(gate.is_open());
  const HttpGate::Place place = gate.join({100, [] {}});
  CHECK(!gate.is_open());  // who comes later does not pass by
  gate.leave(place);
  CHECK(gate.is_open());
  refusal = problem(kTooMany, "there is no room");
  CHECK(!gate.is_open());
  CHECK(gate.refusal()->status == kTooMany);
}

TEST_CASE("those that wait pass in their order, in a turn as many as are read in a moment") {
  bool has_room = false;
  HttpGate gate([&] {
    return has_room ? std::nullopt : std::optional(problem(kTooMany, "there is no room"));
  });
  std::vector<int> passed;
  for (int i = 0; i < 6; ++i) {
    const size_t bytes = i == 4 ? 10 * HttpGate::kTurnBytes : HttpGate::kTurnBytes / 4;
    gate.join({bytes, [&passed, i] { passed.push_back(i); }});
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
  CHECK(gate.is_open());
}

TEST_CASE("no more pass than there is room for") {
  int room = 2;
  HttpGate gate([&] {
    return room > 0 ? std::nullopt : std::optional(problem(kTooMany, "there is no room"));
  });
  for (int i = 0; i < 3; ++i) gate.join({1, [&room] { --room; }});
  gate.turn();
  CHECK(gate.waiting() == 1);
}

}  // namespace
}  // namespace telltale::serve
