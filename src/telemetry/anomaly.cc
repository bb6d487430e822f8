#include "telemetry/anomaly.h"

#include <array>

namespace telltale {

std::string_view name_of(AnomalyKind kind) {
  constexpr std::array<std::string_view, kAnomalyKindCount> kNames = {"unusual", "stuck", "range",
                                                                      "gap"};
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace telltale
