#include "pipeline/commit.h"

#include <array>

namespace telltale {
namespace {

constexpr std::array<std::string_view, kTableCount> kTableNames = {
    "raw", "device_metrics", "anomalies", "ledger", "superseded", "rollups_hour", "rollups_minute"};
constexpr std::array<std::string_view, kPartKindCount> kPartKindNames = {
    "ingest", "compaction", "retention", "redrive", "rollup", "takeover"};

template <typename Kind, size_t count>
std::optional<Kind> find_name(const std::array<std::string_view, count>& names,
                              std::string_view name) {
  for (size_t i = 0; i < count; ++i) {
    if (names[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Table table) {
  return kTableNames[static_cast<size_t>(table)];
}

std::optional<Table> table_named(std::string_view name) {
  return find_name<Table>(kTableNames, name);
}

std::string_view name_of(PartKind kind) {
  return kPartKindNames[static_cast<size_t>(kind)];
}

std::optional<PartKind> part_kind_named(std::string_view name) {
  return find_name<PartKind>(kPartKindNames, name);
}

}  // namespace telltale
