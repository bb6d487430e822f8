#include "pipeline/key_group.h"

#include "tests/catch.h"

namespace telltale {
namespace {

LogInfo log_of(uint32_t schema_number, std::vector<uint16_t> signals) {
  LogInfo log;
  log.schema_number = schema_number;
  log.signal_numbers = std::move(signals);
  return log;
}

uint32_t binding_of(KeyGroup& group, std::string_view device, const LogInfo& log) {
  return group.bind(hash64(device), device, log);
}

}  // namespace

TEST_CASE("a device and a schema are one binding, however often it comes") {
  KeyGroup group({});
  const LogInfo log = log_of(1, {0, 1});
  const uint32_t first = binding_of(group, "a", log);
  CHECK(binding_of(group, "b", log) != first);
  CHECK(binding_of(group, "a", log) == first);
  CHECK(group.device_id(group.device(first)) == "a");
  CHECK(group.device_count() == 2);
}

TEST_CASE("a device's signal is one series whatever schema carries it") {
  KeyGroup group({});
  const uint32_t narrow = binding_of(group, "a", log_of(1, {7, 9}));
  const uint32_t wide = binding_of(group, "a", log_of(2, {5, 9, 7}));
  CHECK(group.series(wide, 2) == group.series(narrow, 0));
  CHECK(group.series(wide, 1) == group.series(narrow, 1));
  CHECK(group.attribute_series(wide) == group.attribute_series(narrow));
  const uint32_t other = binding_of(group, "b", log_of(1, {7, 9}));
  CHECK(group.series(other, 0) != group.series(narrow, 0));
  // Two signals and a third for `a`, two for `b`, and the attributes of each.
  CHECK(group.series_count() == 7);
}

TEST_CASE("a group that was saved goes on with the same numbers") {
  KeyGroup group({});
  const LogInfo log = log_of(1, {0, 1});
  const uint32_t known = binding_of(group, "a", log);
  binding_of(group, "b", log_of(2, {1, 2}));
  StateWriter out;
  group.save(out);
  const std::string bytes(out.bytes());

  KeyGroups groups({});
  expect_ok(groups.load(3, bytes));
  KeyGroup& loaded = groups.at(3);
  CHECK(binding_of(loaded, "a", log) == known);
  CHECK(loaded.series(known, 1) == group.series(known, 1));
  CHECK(loaded.series_count() == group.series_count());
  CHECK(groups.device_count() == 2);
}

TEST_CASE("state that is cut off or too long is refused") {
  KeyGroup group({});
  binding_of(group, "a", log_of(1, {0, 1}));
  StateWriter out;
  group.save(out);
  const std::string bytes(out.bytes());
  KeyGroups groups({});
  for (size_t size = 0; size < bytes.size(); ++size) {
    INFO("of " << bytes.size() << " bytes: " << size);
    CHECK_FALSE(groups.load(0, std::string_view(bytes).substr(0, size)).ok());
  }
  CHECK(groups.load(0, bytes + "x").code() == Code::kCorrupt);
}

}  // namespace telltale
