// Sine and exponential by our own polynomials: only + - * / of doubles, which every machine rounds
// alike, where libm's functions differ in the last bit. Pure; good to about 1e-7, far below the
// step of any sensor.
#pragma once

#include <bit>
#include <cstdint>

namespace telltale::simulate {

// Rounds down; the value must fit 64 bits.
constexpr int64_t floor_of(double value) {
  const auto whole = static_cast<int64_t>(value);
  return value < static_cast<double>(whole) ? whole - 1 : whole;
}

// Rounds to the nearest whole number, halves away from zero.
constexpr int64_t nearest(double value) {
  return static_cast<int64_t>(value < 0 ? value - 0.5 : value + 0.5);
}

constexpr double clamped(double value, double least, double most) {
  return value < least ? least : (value > most ? most : value);
}

// The sine of an angle in turns: 0.25 is a right angle.
constexpr double sine_of_turn(double turns) {
  double part = turns - static_cast<double>(floor_of(turns + 0.5));  // -0.5 .. 0.5
  if (part > 0.25) part = 0.5 - part;
  if (part < -0.25) part = -0.5 - part;
  const double x = part * 6.283185307179586;
  const double y = x * x;  // Taylor's series to x^11: the next term is below 6e-8 at a right angle
  return x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72 * (1 - y / 110)))));
}

constexpr double cosine_of_turn(double turns) {
  return sine_of_turn(turns + 0.25);
}

// e to the power of `value`, which must lie within -700 and 700.
constexpr double exponential(double value) {
  const int64_t doublings = nearest(value * 1.4426950408889634);
  const double x = value - static_cast<double>(doublings) * 0.6931471805599453;  // |x| < 0.35
  double sum = 1;
  for (int term = 9; term > 0; --term) sum = 1 + x / term * sum;
  return sum * std::bit_cast<double>(static_cast<uint64_t>(doublings + 1023) << 52);
}

}  // namespace telltale::simulate
