#include "journal/request_keys.h"

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake/_journal/0001";
const Instant kNoon = instant_of(1'700'000'000'000'000);

Hash128 key(uint64_t number) {
  return {number, 1};
}

TakenRequest taken(uint64_t number, Duration after = Duration(0)) {
  return {LogId{1}, number * 100, 5, kNoon + after};
}

RequestKeys keys_in(MemoryEnv& env, size_t count_max = 1000) {
  return {env, kFolder, Hash128{5, 6}, {.kept = std::chrono::hours(1), .count_max = count_max}};
}

void put_folder(MemoryEnv& env) {
  env.put(std::string(kFolder) + "/_lock", "");
}

}  // namespace

TEST_CASE("a key is found with what its request was given first") {
  MemoryEnv env;
  put_folder(env);
  RequestKeys keys = keys_in(env);
  CHECK_FALSE(keys.find(key(1)).has_value());
  keys.add(key(1), taken(1));
  keys.add(key(1), taken(2));
  CHECK(keys.find(key(1)) == taken(1));
  keys.add(Hash128(), taken(3));
  CHECK_FALSE(keys.find(Hash128()).has_value());
}

TEST_CASE("keys leave by age and by number, the oldest first") {
  MemoryEnv env;
  put_folder(env);
  RequestKeys few = keys_in(env, 3);
  for (uint64_t i = 0; i < 5; ++i) few.add(key(i), taken(i));
  CHECK_FALSE(few.find(key(1)).has_value());
  CHECK(few.find(key(2)).has_value());

  RequestKeys aging = keys_in(env);
  aging.add(key(1), taken(1));
  aging.add(key(2), taken(2, std::chrono::minutes(59)));
  CHECK(aging.find(key(1)).has_value());
  aging.add(key(3), taken(3, std::chrono::minutes(61)));
  CHECK_FALSE(aging.find(key(1)).has_value());
  CHECK(aging.find(key(2)).has_value());
}

TEST_CASE("saved keys come back, each once, and only those that are not too old") {
  MemoryEnv env;
  put_folder(env);
  {
    RequestKeys keys = keys_in(env);
    for (uint64_t i = 0; i < 10; ++i) keys.add(key(i), taken(i, std::chrono::minutes(i)));
    expect_ok(keys.save_below(500));
    expect_ok(keys.save_below(500));
    expect_ok(keys.save_below(800));
    env.lose_power();
  }
  RequestKeys keys = keys_in(env);
  expect_ok(keys.load(kNoon + std::chrono::minutes(62)));
  for (uint64_t i = 0; i < 10; ++i) {
    INFO("key " << i);
    CHECK(keys.find(key(i)).has_value() == (i >= 2 && i < 8));
  }
  // What the journal still holds is added again, and saved where the files end.
  for (uint64_t i = 6; i < 10; ++i) keys.add(key(i), taken(i, std::chrono::minutes(i)));
  expect_ok(keys.save_below(1000));
  RequestKeys again = keys_in(env);
  expect_ok(again.load(kNoon + std::chrono::minutes(62)));
  CHECK(again.find(key(9)) == taken(9, std::chrono::minutes(9)));
}

TEST_CASE("files of old keys are removed") {
  MemoryEnv env;
  put_folder(env);
  RequestKeys keys = keys_in(env);
  keys.add(key(1), taken(1));
  expect_ok(keys.save_below(200));
  const size_t files = env.all_files().size();
  keys.add(key(2), taken(2, std::chrono::hours(3)));
  expect_ok(keys.save_below(300));
  CHECK(env.all_files().size() == files);
}

}  // namespace telltale
