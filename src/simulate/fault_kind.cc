#include "simulate/fault_kind.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace telltale {
namespace {

constexpr std::array<std::string_view, kFaultKindCount> kNames = {
    "spike",         "shift",      "drift",     "stuck",    "noise",        "gap",
    "battery_cliff", "clock_skew", "duplicate", "conflict", "out_of_order", "malformed"};

std::optional<FaultKind> fault_kind_named(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<FaultKind>(found - kNames.begin());
}

}  // namespace

std::string_view name_of(FaultKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

std::vector<FaultKind> all_fault_kinds() {
  std::vector<FaultKind> kinds;
  for (int kind = 0; kind < kFaultKindCount; ++kind) kinds.push_back(static_cast<FaultKind>(kind));
  return kinds;
}

Result<std::vector<FaultKind>> parse_fault_kinds(std::string_view list) {
  std::vector<FaultKind> kinds;
  if (list == "all") return all_fault_kinds();
  if (list == "none") return kinds;
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view name = list.substr(begin, end - begin);
    const std::optional<FaultKind> kind = fault_kind_named(name);
    if (!kind)
      return Status::invalid(
          fmt::format("cannot read the list of faults: `{}` is none: use all, none or some of {}",
                      name, fmt::join(kNames, ", ")));
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) kinds.push_back(*kind);
    begin = end + 1;
  }
  return kinds;
}

}  // namespace telltale
