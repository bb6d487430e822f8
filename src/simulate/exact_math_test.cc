#include "simulate/exact_math.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "simulate/noise.h"
#include "simulate/vapour.h"

namespace telltale::simulate {
namespace {

TEST_CASE("sine of a turn agrees with the library to a ten-millionth") {
  for (int i = -3000; i <= 3000; ++i) {
    const double turns = i / 997.0;
    CHECK(std::abs(sine_of_turn(turns) - std::sin(turns * 2 * M_PI)) < 1e-7);
    CHECK(std::abs(cosine_of_turn(turns) - std::cos(turns * 2 * M_PI)) < 1e-7);
  }
}

TEST_CASE("exponential agrees with the library to a billionth") {
  for (int i = -5000; i <= 5000; ++i) {
    const double power = i / 100.0;
    CHECK(std::abs(exponential(power) / std::exp(power) - 1) < 1e-9);
  }
}

TEST_CASE("rounding goes to the nearest and halves go away from zero") {
  CHECK(nearest(2.5) == 3);
  CHECK(nearest(-2.5) == -3);
  CHECK(nearest(2.4) == 2);
  CHECK(floor_of(-0.5) == -1);
  CHECK(floor_of(3.0) == 3);
  CHECK(floor_of(-3.0) == -3);
}

TEST_CASE("the bell has mean zero and variance one") {
  double sum = 0;
  double squares = 0;
  constexpr int kCount = 100'000;
  for (uint64_t i = 0; i < kCount; ++i) {
    const double value = bell(derive(7, i));
    sum += value;
    squares += value * value;
  }
  CHECK(std::abs(sum / kCount) < 0.02);
  CHECK(std::abs(squares / kCount - 1) < 0.02);
}

TEST_CASE("smooth noise moves little in a small step and stays within one") {
  double before = smooth_noise(9, 1'000'000'000, 60'000);
  for (int64_t i = 1; i < 10'000; ++i) {
    const double now = smooth_noise(9, 1'000'000'000 + i * 600, 60'000);
    CHECK(std::abs(now - before) < 0.031);  // 1.5 times the straight slope of 2 in 100 steps
    CHECK(std::abs(now) <= 1);
    before = now;
  }
}

TEST_CASE("the same air is drier when it is warmer") {
  const double vapour = saturation_pressure(10);
  CHECK(relative_humidity(vapour, 20) == Approx(52.5).margin(1));
  CHECK(relative_humidity(vapour, 30) < relative_humidity(vapour, 20));
  CHECK(relative_humidity(vapour, 5) < 99);
}

}  // namespace
}  // namespace telltale::simulate
