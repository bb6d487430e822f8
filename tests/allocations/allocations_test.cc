// From bytes to columns, a batch asks the heap for nothing once the first batches have gone
// through.
#include <algorithm>

#include <fmt/format.h>

#include "base/memory_env.h"
#include "ingest/log_source.h"
#include "refine/decode_stage.h"
#include "telemetry/schema_yaml.h"
#include "tests/allocations/counted_heap.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr size_t kBatches = 40;
constexpr size_t kWarmUp = 4;

// Records of a producer: mostly alike, now and then one that is wrong, escaped or has a field more.
std::string json_lines() {
  std::string text;
  for (size_t i = 0; i < kBatches * kBatchRows; ++i) {
    if (i % 97 == 5) {
      text += "{broken\n";
      continue;
    }
    fmt::format_to(std::back_inserter(text),
                   R"({{"device_id":"device-{:04}","device_type":"thermostat",)"
                   R"("timestamp":"2025-01-01T{:02}:{:02}:{:02}Z","temperature":{}.{},)"
                   R"("humidity":{},"status":"{}"{}}})",
                   i % 500, i / 3600 % 24, i / 60 % 60, i % 60, i % 40, i % 10, i % 100,
                   i % 31 == 0 ? R"(an \"escaped\" text)" : "ok",
                   i % 53 == 0 ? R"(,"more":[1,2,{"x":null}])" : "");
    text += '\n';
  }
  return text;
}

std::string csv_rows() {
  std::string text = "device_id,timestamp,temperature,humidity,status\n";
  for (size_t i = 0; i < kBatches * kBatchRows; ++i) {
    fmt::format_to(std::back_inserter(text),
                   "device-{:04},2025-01-01T{:02}:{:02}:{:02}Z,{}.{},{},{}\n", i % 500,
                   i / 3600 % 24, i / 60 % 60, i % 60, i % 40, i % 10, i % 71 == 3 ? "wet" : "40",
                   i % 29 == 0 ? R"("quoted, ""twice""")" : "ok");
  }
  return text;
}

// The most requests that any batch made after the first few.
uint64_t most_requests(std::string bytes) {
  const BuiltinSchema& shipped = builtin_schemas().front();
  const auto schema =
      std::make_shared<const Schema>(parse_schema(shipped.yaml, shipped.name).value());
  MemoryEnv env;
  env.put("/log", std::move(bytes));
  ProbedLog probed = probe_log(env.open_stream("/log").value(), *schema).value();
  const auto log = std::make_shared<const LogInfo>(lone_log(probed, schema));
  LogSource source(log, std::move(probed), 0);
  DecodeStage decode;
  const auto batch = std::make_unique<Batch>();
  uint64_t most = 0;
  size_t batches = 0;
  while (true) {
    const uint64_t before = heap_requests();
    if (!source.poll(*batch).value()) break;
    decode.apply(*batch);
    if (++batches > kWarmUp) most = std::max(most, heap_requests() - before);
  }
  REQUIRE(batches >= kBatches);
  return most;
}

}  // namespace

TEST_CASE("the heap is counted") {
  const uint64_t before = heap_requests();
  const auto one = std::make_unique<int>(1);
  CHECK(heap_requests() == before + 1);
  CHECK(*one == 1);
}

TEST_CASE("a batch of JSON records asks the heap for nothing") {
  CHECK(most_requests(json_lines()) == 0);
}

TEST_CASE("a batch of CSV records asks the heap for nothing") {
  CHECK(most_requests(csv_rows()) == 0);
}

}  // namespace telltale
