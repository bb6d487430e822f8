#include "detect/tail_sketch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "base/random.h"

namespace telltale::detect {
namespace {

constexpr size_t kSize = 32;
using Tail = std::array<TailCode, kSize>;

Tail empty_tail() {
  Tail tail;
  tail.fill(kNoCode);
  return tail;
}

Tail tail_of(const std::vector<float>& values) {
  Tail tail = empty_tail();
  for (const float value : values) {
    if (encode(value) > tail.back()) enter(tail, encode(value));
  }
  return tail;
}

}  // namespace

TEST_CASE("codes keep the order of values and lose at most 0.4 percent") {
  Random random(1);
  float before = -1e30F;
  TailCode code_before = encode(before);
  std::vector<float> values;
  for (int i = 0; i < 10'000; ++i) {
    const auto size = static_cast<float>(std::exp((random.uniform() - 0.5) * 80));
    values.push_back(i % 2 == 0 ? size : -size);
  }
  std::sort(values.begin(), values.end());
  for (const float value : values) {
    CHECK(encode(value) >= code_before);
    CHECK(std::abs(decode(encode(value)) - value) <= 0.004F * std::abs(value));
    CHECK(encode(-value) == -encode(value));
    code_before = encode(value);
  }
  CHECK(encode(0.0F) == 0);
  CHECK(encode(-0.0F) == 0);
}

TEST_CASE("a tail holds the largest codes in descending order") {
  Random random(2);
  std::vector<float> values;
  Tail tail = empty_tail();
  for (int i = 0; i < 500; ++i) {
    values.push_back(static_cast<float>(random.uniform() * 100 - 50));
    if (encode(values.back()) > tail.back()) enter(tail, encode(values.back()));
  }
  std::vector<TailCode> codes;
  for (const float value : values) codes.push_back(encode(value));
  std::sort(codes.rbegin(), codes.rend());
  CHECK(std::equal(tail.begin(), tail.end(), codes.begin()));
}

TEST_CASE("a rank counts the codes that are not below") {
  const Tail tail = tail_of({5, 4, 4, 3});
  CHECK(rank_in(tail, encode(6)) == 0);
  CHECK(rank_in(tail, encode(5)) == 1);
  CHECK(rank_in(tail, encode(4)) == 3);
  CHECK(rank_in(tail, encode(1)) == 4);
  CHECK(rank_in(tail_of(std::vector<float>(40, 7.0F)), encode(7)) == 32);
}

TEST_CASE("inside the tail the evidence is the conformal p-value of the rank") {
  const Tail tail = tail_of({5, 4, 4, 3});
  // Of 99 values one is not below 4.5: p = (1 + 1) / (99 + 1).
  CHECK(tail_evidence(tail, encode(4.5F), {2, 0}) == Approx(std::log10(100 / 2.0)).margin(1e-5));
  CHECK(tail_evidence(tail, encode(4), {2, 0}) == Approx(std::log10(100 / 4.0)).margin(1e-5));
}

TEST_CASE("beyond the tail the evidence grows with the excess over the fitted scale") {
  // Excesses over 3 are 2, 1, 1, 0: a mean of 1, so a value 5 beyond the largest is e^-5 / 100.
  const Tail tail = tail_of({5, 4, 4, 3});
  CHECK(tail_evidence(tail, encode(10), {2, 0}) == Approx(2 + 5 * 0.43429448).margin(1e-4));
  CHECK(tail_evidence(tail, encode(10), {2, 5}) == Approx(2 + 0.43429448).margin(1e-4));
  CHECK(tail_evidence(tail, encode(1e20F), {2, 0}) == Approx(32));
}

TEST_CASE("a heavy tail gives less evidence beyond it than an exponential one") {
  std::vector<float> light;
  std::vector<float> heavy;
  for (int i = 1; i <= 32; ++i) {
    const double p = i / 33.0;
    light.push_back(static_cast<float>(-std::log(p)));
    heavy.push_back(static_cast<float>((std::pow(p, -0.4) - 1) / 0.4));
  }
  const float of_light = tail_evidence(tail_of(light), encode(30), {3, 0});
  const float of_heavy = tail_evidence(tail_of(heavy), encode(30), {3, 0});
  CHECK(of_light > 3 + 5);
  CHECK(of_heavy < 3 + 3);
}

TEST_CASE("a tail whose values are all the same takes the sensor's step as its scale") {
  const Tail tail = tail_of(std::vector<float>(40, 20.0F));
  CHECK(tail_evidence(tail, encode(20), {3, 1}) == 0);
  CHECK(tail_evidence(tail, encode(21), {3, 1}) == Approx(3 + 0.4343).margin(1e-3));
}

TEST_CASE("an empty tail has no evidence to give") {
  CHECK(tail_evidence(empty_tail(), encode(1), {2, 0}) == 0);
}

TEST_CASE("forgetting half keeps every second rank") {
  std::vector<float> values;
  for (int i = 1; i <= 32; ++i) values.push_back(static_cast<float>(i));
  Tail tail = tail_of(values);
  halve(tail);
  CHECK(decode(tail[0]) == 31);
  CHECK(decode(tail[15]) == 1);
  CHECK(tail[16] == kNoCode);
}

TEST_CASE("moving the zero moves the codes") {
  Tail tail = tail_of({12, 11, 10});
  shift_codes(tail, 10);
  CHECK(decode(tail[0]) == 2);
  CHECK(decode(tail[2]) == 0);
  CHECK(tail[3] == kNoCode);
}

}  // namespace telltale::detect
