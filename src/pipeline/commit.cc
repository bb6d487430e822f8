#include "pipeline/commit.h"

#include <array>

namespace telltale {
namespace {
constexpr std::array<std::string_view, kTableCount> kTableNames = {"raw", "device_metrics",
                                                                   "anomalies", "ledger"};
}  // namespace

std::string_view name_of(Table table) {
  return kTableNames[static_cast<size_t>(table)];
}

std::optional<Table> table_named(std::string_view name) {
  for (size_t i = 0; i < kTableNames.size(); ++i) {
    if (kTableNames[i] == name) return static_cast<Table>(i);
  }
  return std::nullopt;
}

}  // namespace telltale
