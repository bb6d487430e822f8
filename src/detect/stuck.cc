#include "detect/stuck.h"

#include <algorithm>

#include "base/math.h"

namespace telltale::detect {
namespace {

constexpr uint32_t kMovesMin = 50;  // fewer do not show that the series always moves
constexpr uint32_t kRunMin = 20;    // a sensor may send one measurement several times
constexpr uint32_t kLongestFactor = 3;
constexpr float kDecadesMax = 30;

}  // namespace

float stuck_decades(const Stillness& stillness) {
  const auto [run, longest, moves, rows] = stillness;
  if (run < kRunMin || moves < kMovesMin || run <= kLongestFactor * longest) return 0;
  const double repeats = std::max(0.0F, rows - static_cast<float>(moves) - static_cast<float>(run));
  const double repeat = (repeats + 1) / (repeats + moves + 2);
  const double decades = -math::log10(repeat) * (run - longest) + math::log10(moves + 1.0);
  return std::min(kDecadesMax, static_cast<float>(decades));
}

}  // namespace telltale::detect
