// Runs the simulation: seeds one after another; each fails or passes by itself, and one seed fails
// the same way every time.
//
// usage: simulation [--seeds FROM TO] [--operations N] [--counts] [--expect-failure]
//   --counts          fails when any kind of fault came less than a hundred times over all seeds
//   --expect-failure  ends well at the first seed that fails, and fails when none does
#include <charconv>
#include <cstdio>
#include <cstring>

#include "tests/simulation/world.h"

namespace telltale::simulation {
namespace {

constexpr uint64_t kEachFaultLeast = 100;

struct Arguments {
  uint64_t from = 1;
  uint64_t to = 1000;
  uint64_t operations = 200;
  bool checks_counts = false;
  bool expects_failure = false;
};

uint64_t number(const char* text) {
  uint64_t value = 0;
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

Arguments read(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--seeds" && i + 2 < argc) {
      arguments.from = number(argv[++i]);
      arguments.to = number(argv[++i]);
    } else if (word == "--operations" && i + 1 < argc) {
      arguments.operations = number(argv[++i]);
    } else if (word == "--counts") {
      arguments.checks_counts = true;
    } else if (word == "--expect-failure") {
      arguments.expects_failure = true;
    }
  }
  return arguments;
}

bool print_counts(const WorldCounts& counts) {
  bool is_enough = true;
  std::printf("%lu operations, %lu starts, %lu turns of strands\n", counts.operations,
              counts.starts, counts.turns);
  for (int i = 0; i < kFaultCount; ++i) {
    const uint64_t count = counts.faults[static_cast<size_t>(i)];
    is_enough = is_enough && count >= kEachFaultLeast;
    std::printf("%-12s %lu\n", name_of(static_cast<Fault>(i)).data(), count);
  }
  return is_enough;
}

int run(const Arguments& arguments) {
  WorldCounts total;
  uint64_t failed = 0;
  for (uint64_t seed = arguments.from; seed <= arguments.to; ++seed) {
    WorldCounts counts;
    const std::string difference = World(seed, arguments.operations).run(counts);
    total.add(counts);
    if (difference.empty()) continue;
    ++failed;
    std::printf("FAILED: seed %lu: %s: simulation --seeds %lu %lu --operations %lu\n", seed,
                difference.c_str(), seed, seed, arguments.operations);
    if (arguments.expects_failure) return 0;
  }
  const bool is_enough = print_counts(total);
  std::printf("%lu of %lu seeds failed\n", failed, arguments.to - arguments.from + 1);
  if (arguments.checks_counts && !is_enough) std::printf("a fault came too rarely\n");
  if (arguments.expects_failure) return 1;
  return failed > 0 || (arguments.checks_counts && !is_enough) ? 1 : 0;
}

}  // namespace
}  // namespace telltale::simulation

int main(int argc, char** argv) {
  return telltale::simulation::run(telltale::simulation::read(argc, argv));
}
