#include "app/upkeeper.h"

#include "app/lake_engine.h"
#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake";
constexpr const char* kSchema = "schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [v]\n";

// A lake of small commits, as two-second cuts leave it.
void fill(LakeWriter& writer, int commits) {
  for (int i = 0; i < commits; ++i) {
    Cut nothing(writer.catalog(), writer.catalog().epoch().number, writer.view()->lake);
    expect_ok(writer.commit(nothing, nullptr));
  }
}

TEST_CASE("upkeep goes on until it is stopped, and can be started again") {
  MemoryEnv env;
  ManualClock clock{instant_of(20'000 * kMicrosPerDay)};
  expect_ok(create_lake(env, clock, kFolder, {kSchema, JudgeTier::kBasic}));
  const auto engine = value_of(LakeEngine::open(env, clock, kFolder, {}));
  fill(engine->writer(), 1'100);  // history to be packed
  const size_t before = value_of(env.list_folder("/lake/_commits")).size();
  Upkeeper::Options options;
  options.idle_pause = std::chrono::milliseconds(1);
  Upkeeper upkeeper(std::move(options));
  for (int round = 0; round < 2; ++round) {
    upkeeper.start(engine->writer());
    const Duration patience = std::chrono::seconds(60);
    const Duration begun = system_clock().running();
    while (system_clock().running() - begun < patience &&
           value_of(env.list_folder("/lake/_commits")).size() >= before)
      std::this_thread::yield();
    upkeeper.stop();
  }
  CHECK(value_of(env.list_folder("/lake/_commits")).size() < before);
}

TEST_CASE("who is asked to stop stops, and stopping twice is stopping") {
  MemoryEnv env;
  ManualClock clock{instant_of(20'000 * kMicrosPerDay)};
  expect_ok(create_lake(env, clock, kFolder, {kSchema, JudgeTier::kBasic}));
  const auto engine = value_of(LakeEngine::open(env, clock, kFolder, {}));
  Upkeeper upkeeper{Upkeeper::Options()};
  upkeeper.stop();
  upkeeper.start(engine->writer());
  upkeeper.ask_to_stop();
  upkeeper.stop();
  upkeeper.stop();
  CHECK(engine->writer().view()->commit >= CommitId{1});
}

}  // namespace
}  // namespace telltale
