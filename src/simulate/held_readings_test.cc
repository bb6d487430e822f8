#include "simulate/held_readings.h"

#include <catch2/catch.hpp>

namespace telltale::simulate {
namespace {

WrongDelivery arriving_at(int64_t arrival, uint64_t first_line) {
  WrongDelivery delivery;
  delivery.arrival = arrival;
  delivery.first_line = first_line;
  return delivery;
}

TEST_CASE("held readings leave in the order of their arrival, equal ones as they came") {
  HeldReadings held(10);
  CHECK(held.next_arrival() == kNever);
  for (const uint64_t line : {1, 2, 3, 4}) REQUIRE(held.hold(arriving_at(line % 2, line)));
  CHECK(held.next_arrival() == 0);
  for (const uint64_t line : {2, 4, 1, 3}) CHECK(held.take().first_line == line);
  CHECK(held.next_arrival() == kNever);
}

TEST_CASE("held readings have a bound") {
  HeldReadings held(1);
  CHECK(held.hold(arriving_at(1, 1)));
  CHECK_FALSE(held.hold(arriving_at(2, 2)));
  CHECK(held.take().first_line == 1);
  CHECK(held.hold(arriving_at(2, 2)));
}

}  // namespace
}  // namespace telltale::simulate
