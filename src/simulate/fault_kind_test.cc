#include "simulate/fault_kind.h"

#include <catch2/catch.hpp>

namespace telltale {
namespace {

TEST_CASE("a list of faults is all, none or names") {
  CHECK(parse_fault_kinds("all").value() == all_fault_kinds());
  CHECK(parse_fault_kinds("none").value().empty());
  CHECK(parse_fault_kinds("gap,spike,gap").value() ==
        std::vector<FaultKind>{FaultKind::kGap, FaultKind::kSpike});
}

TEST_CASE("every fault's name is read back") {
  for (const FaultKind kind : all_fault_kinds())
    CHECK(parse_fault_kinds(name_of(kind)).value() == std::vector<FaultKind>{kind});
}

TEST_CASE("an unknown fault is refused and named") {
  for (const char* list : {"", "spike,", ",", "spikes", "all,gap"}) {
    const auto parsed = parse_fault_kinds(list);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.status().code() == Code::kInvalid);
  }
  CHECK(parse_fault_kinds("gap,glitch").status().message().find("`glitch`") != std::string::npos);
}

}  // namespace
}  // namespace telltale
