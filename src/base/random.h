// Random: a seeded stream of numbers, the same on every machine. Not for secrets. One owner.
// The generator is xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number
// generators", 2021), seeded by SplitMix64 as its authors advise.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace telltale {

class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state_) word = split_mix(seed);
  }

  uint64_t next() {
    const uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate_left(state_[3], 45);
    return result;
  }

  // Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  // Uniform in [0, bound); bound > 0. The bias is below bound / 2^64.
  uint64_t below(uint64_t bound) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
  }

 private:
  static constexpr uint64_t rotate_left(uint64_t value, int by) {
    return (value << by) | (value >> (64 - by));
  }

  static constexpr uint64_t split_mix(uint64_t& state) {
    state += 0x9e3779b97f4a7c15;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
  }

  std::array<uint64_t, 4> state_;
};

// Bytes nobody can guess, from the operating system: secrets.
void fill_with_entropy(std::span<uint8_t> out);

// A number nobody can guess, from the operating system: names of files, ids of lakes.
uint64_t system_entropy();

}  // namespace telltale
