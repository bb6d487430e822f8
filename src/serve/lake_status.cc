#include "serve/lake_status.h"

#include <array>

namespace telltale::serve {

std::string_view name_of(LakeState state) {
  constexpr std::array<std::string_view, kLakeStateCount> kNames = {"starting", "serving",
                                                                    "mending", "stopping", "down"};
  return kNames[static_cast<size_t>(state)];
}

}  // namespace telltale::serve
