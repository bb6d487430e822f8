#include "pipeline/settlement.h"

#include <optional>

#include "pipeline/key_group.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// One reading of device `d`; a signal that is missing is not in it.
struct Given {
  int64_t time;
  std::optional<double> v;
  std::optional<double> w;
  const char* device = "d";
};

// Readings at positions that count on from where the last ones ended.
class SettlementTest {
 public:
  ReadingTable table(std::initializer_list<Given> rows) {
    ReadingTable table(schema_);
    batch_.start(log_, 1000);
    std::vector<uint16_t> numbers;
    for (const Given& given : rows) {
      add(given);
      numbers.push_back(static_cast<uint16_t>(numbers.size()));
    }
    table.append(batch_, numbers);
    return table;
  }

  static std::vector<Suspect> all_of(const ReadingTable& table) {
    std::vector<Suspect> suspects;
    for (uint32_t row = 0; row < table.rows(); ++row) suspects.push_back({&table, row});
    return suspects;
  }

 private:
  void add(const Given& given) {
    const size_t row = batch_.add_row({}, offset_, 0);
    offset_ += 100;
    const std::string_view device = given.device;
    batch_.device[row] = {batch_.text.append(device), static_cast<uint32_t>(device.size())};
    batch_.device_hash[row] = hash64(device);
    batch_.event_time[row] = given.time;
    batch_.seq[row] = 0;
    batch_.present[row] = uint64_t{given.v.has_value()} | uint64_t{given.w.has_value()} << 1;
    batch_.numbers[0][row] = given.v.value_or(0);
    batch_.numbers[1][row] = given.w.value_or(0);
  }

  static std::shared_ptr<const Schema> make_schema() {
    return std::make_shared<const Schema>(
        value_of(parse_schema("schema: s\ndevice: d\ntime: t\nsignals: [v, w]\n", "test.yaml")));
  }
  std::shared_ptr<const LogInfo> make_log() const {
    auto log = std::make_shared<LogInfo>();
    log->id = LogId{1};
    log->schema = schema_;
    return log;
  }

  std::shared_ptr<const Schema> schema_ = make_schema();
  std::shared_ptr<const LogInfo> log_ = make_log();
  Batch batch_;
  Offset offset_ = 0;
};

using Dispositions = std::vector<Disposition>;
Dispositions of(const std::vector<Ruling>& rulings) {
  Dispositions all;
  for (const Ruling& ruling : rulings) all.push_back(ruling.disposition);
  return all;
}

}  // namespace

TEST_CASE_METHOD(SettlementTest, "a suspect that nothing kept is like is stored") {
  const ReadingTable kept = table({{10, 1, 2}, {20, 1, 2, "other"}});
  const ReadingTable suspects = table({{20, 1, 2}});
  Settlement settlement(all_of(suspects));
  settlement.offer(kept, KeptAs::kStored);
  CHECK(of(settlement.rule()) == Dispositions{Disposition::kStored});
}

TEST_CASE_METHOD(SettlementTest, "what says nothing new is a duplicate of the first") {
  const ReadingTable kept = table({{10, 1, 2}, {10, 1, std::nullopt}});
  const ReadingTable suspects = table({{10, 1, 2}, {10, std::nullopt, 2}});
  Settlement settlement(all_of(suspects));
  settlement.offer(kept, KeptAs::kStored);
  const std::vector<Ruling> rulings = settlement.rule();
  CHECK(of(rulings) == Dispositions{Disposition::kDuplicate, Disposition::kDuplicate});
  CHECK(rulings[0].first == kept.position(0));
}

TEST_CASE_METHOD(SettlementTest, "another value is a conflict, the same once more its duplicate") {
  const ReadingTable kept = table({{10, 1, 2}});
  const ReadingTable suspects = table({{10, 1, 3}, {10, 1, 3}, {10, 1, 4}});
  Settlement settlement(all_of(suspects));
  settlement.offer(kept, KeptAs::kStored);
  const std::vector<Ruling> rulings = settlement.rule();
  CHECK(of(rulings) ==
        Dispositions{Disposition::kConflict, Disposition::kDuplicate, Disposition::kConflict});
  CHECK(rulings[1].first == suspects.position(0));
}

TEST_CASE_METHOD(SettlementTest, "a conflict kept earlier is met again as a duplicate of it") {
  const ReadingTable kept = table({{10, 1, 2}});
  const ReadingTable conflicts = table({{10, 1, 3}});
  const ReadingTable suspects = table({{10, 1, 3}});
  Settlement settlement(all_of(suspects));
  settlement.offer(conflicts, KeptAs::kConflict);
  settlement.offer(kept, KeptAs::kStored);
  const std::vector<Ruling> rulings = settlement.rule();
  CHECK(of(rulings) == Dispositions{Disposition::kDuplicate});
  CHECK(rulings[0].first == conflicts.position(0));
}

TEST_CASE_METHOD(SettlementTest, "a signal more is stored, and then belongs to what is kept") {
  const ReadingTable kept = table({{10, 1, std::nullopt}});
  const ReadingTable suspects = table({{10, std::nullopt, 2}, {10, 1, 2}, {10, std::nullopt, 3}});
  Settlement settlement(all_of(suspects));
  settlement.offer(kept, KeptAs::kStored);
  CHECK(of(settlement.rule()) ==
        Dispositions{Disposition::kStored, Disposition::kDuplicate, Disposition::kConflict});
}

TEST_CASE_METHOD(SettlementTest, "bounds exclude only what has no suspect's identity") {
  const ReadingTable suspects = table({{10, 1, 2}, {30, 1, 2}});
  const Settlement settlement(all_of(suspects));
  const uint64_t hash = hash64("d");
  const auto group = static_cast<uint32_t>(group_of(hash));
  CHECK(settlement.may_match(0, 10, 0, 255));
  CHECK(settlement.may_match(30, 99, group, group));
  CHECK_FALSE(settlement.may_match(11, 29, 0, 255));
  CHECK_FALSE(settlement.may_match(0, 99, group + 1, 999));
  CHECK(settlement.may_match(hash, 30, 0));
  CHECK_FALSE(settlement.may_match(hash, 20, 0));
  CHECK_FALSE(settlement.may_match(hash, 30, 1));
}

}  // namespace telltale
