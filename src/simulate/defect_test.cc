#include "simulate/defect.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "simulate/captured_lines.h"

namespace telltale::simulate {
namespace {

std::string some_line() {
  FleetOptions options;
  options.devices = 1;
  options.duration = std::chrono::minutes(1);
  options.faults = {};
  return capture(options).records.bytes();
}

std::string spoiled(const Defect& defect, uint64_t seed) {
  std::string line = some_line();
  Random random(seed);
  spoil(line, defect, random);
  return line;
}

TEST_CASE("every defect changes the line, keeps it one line and keeps its mark") {
  for (const Defect& defect : all_defects()) {
    for (uint64_t seed = 0; seed < 30; ++seed) {
      const std::string line = spoiled(defect, seed);
      CHECK(line != some_line());
      CHECK(line.find('\n') + 1 == line.size());
      CHECK(line.ends_with(",\"simulated\":true}\n"));
    }
  }
}

TEST_CASE("lost bytes never leave JSON behind") {
  for (uint64_t seed = 0; seed < 100; ++seed)
    CHECK_FALSE(Json::parse(spoiled(all_defects()[0], seed)).ok());
}

TEST_CASE("names of defects are distinct") {
  std::set<std::string_view> names;
  for (const Defect& defect : all_defects()) names.insert(defect.name);
  CHECK(names.size() == all_defects().size());
}

}  // namespace
}  // namespace telltale::simulate
