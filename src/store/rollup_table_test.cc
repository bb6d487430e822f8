#include "store/rollup_table.h"

#include "base/hash.h"
#include "base/random.h"
#include "store/rollup.h"
#include "telemetry/schema_yaml.h"
#include "tests/catch.h"

namespace telltale {
namespace {

std::shared_ptr<const Schema> schema() {
  return std::make_shared<const Schema>(value_of(parse_schema(
      "schema: s\nversion: 1\ndevice: d\ntime: t\nsignals: [a, b]\nattributes: [note]\n", "s")));
}

struct Reading {
  std::string device;
  int64_t time;
  std::optional<double> a;
  std::optional<double> b;
};

ReadingTable table_of(const std::vector<Reading>& readings) {
  ReadingTable table(schema());
  for (const Reading& reading : readings) {
    const uint64_t hash = hash64(reading.device);
    table.device.codes.push_back(table.device.texts.intern(hash, reading.device));
    table.device_hash.push_back(hash);
    table.event_time.push_back(reading.time);
    table.seq.push_back(0);
    table.present.push_back(uint64_t{reading.a.has_value()} | uint64_t{reading.b.has_value()} << 1);
    table.numbers[0].push_back(reading.a.value_or(0));
    table.numbers[1].push_back(reading.b.value_or(0));
    table.texts[0].codes.push_back(TextTable::kNone);
    table.log.push_back(LogId{1});
    table.offset.push_back(0);
    table.index.push_back(0);
    table.ingest_time.push_back(0);
    table.flags.push_back(reading.b ? kFlagLate : 0);
    table.score.push_back(0);
  }
  return table;
}

void add_all(RollupTable& rollup, const std::vector<Reading>& readings) {
  const ReadingTable table = table_of(readings);
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < table.rows(); ++row) rows.push_back(row);
  rollup.add(table, rows);
}

std::string text_of(const TableColumns& table) {
  std::string text;
  for (size_t row = 0; row < table.rows; ++row) {
    for (const TableColumn& column : table.columns) {
      if (column.name == "_commit") continue;
      text += column.name + "=";
      if (column.is_null(row)) {
        text += "null";
      } else if (const auto* texts = std::get_if<TextValues>(&column.values)) {
        text += texts->at(row);
      } else if (const auto* times = std::get_if<TimeValues>(&column.values)) {
        text += std::to_string(times->micros[row]);
      } else if (const auto* whole = std::get_if<std::vector<int64_t>>(&column.values)) {
        text += std::to_string((*whole)[row]);
      } else {
        text += std::to_string(std::get<std::vector<double>>(column.values)[row]);
      }
      text += ' ';
    }
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("a bucket's sums are those of its readings, and a signal without values has none") {
  RollupTable rollup(kMicrosPerHour);
  add_all(rollup, {{"x", 5, 2, {}}, {"x", kMicrosPerHour - 1, 4, {}}, {"x", kMicrosPerHour, 1, 7}});
  CHECK(text_of(rollup.columns(nullptr)) ==
        "device_id=x event_time=0 schema=s n=2 late=0 simulated=0 first_time=5 "
        "last_time=3599999999 a_n=2 a_sum=6.000000 a_sum_sq=20.000000 a_min=2.000000 "
        "a_max=4.000000 a_last=4.000000 a_last_time=3599999999 b_n=0 b_sum=null b_sum_sq=null "
        "b_min=null b_max=null b_last=null b_last_time=null _interval=3599999994 \n"
        "device_id=x event_time=3600000000 schema=s n=1 late=1 simulated=0 first_time=3600000000 "
        "last_time=3600000000 a_n=1 a_sum=1.000000 a_sum_sq=1.000000 a_min=1.000000 "
        "a_max=1.000000 a_last=1.000000 a_last_time=3600000000 b_n=1 b_sum=7.000000 "
        "b_sum_sq=49.000000 b_min=7.000000 b_max=7.000000 b_last=7.000000 "
        "b_last_time=3600000000 _interval=null \n");
}

TEST_CASE("files of sums of the same signals, and of those only, have the same columns") {
  const auto columns_with = [](const std::vector<std::string>& signals, bool has_interval) {
    TableColumns table;
    for (const std::string& signal : signals) table.add(signal, std::vector<int64_t>());
    if (has_interval) table.add("_interval", std::vector<int64_t>());
    return columns_of_sums(table);
  };
  CHECK(columns_with({"a", "b"}, true) == columns_with({"b", "a"}, true));
  CHECK(columns_with({"a", "b"}, true) != columns_with({"a"}, true));
  CHECK(columns_with({}, true) != 0);
  CHECK(columns_with({"a", "b"}, false) == 0);
}

TEST_CASE("buckets before 1970 begin before their readings too") {
  CHECK(bucket_begin(-1, 60) == -60);
  CHECK(bucket_begin(-60, 60) == -60);
  CHECK(bucket_begin(59, 60) == 0);
}

TEST_CASE("partial sums, added up in any parts, are the sums of all") {
  Random numbers(3);
  std::vector<Reading> all;
  for (int i = 0; i < 500; ++i) {
    const auto value = [&] {
      return numbers.below(3) == 0 ? std::optional<double>()
                                   : static_cast<double>(numbers.below(64));
    };
    all.push_back({"device-" + std::to_string(numbers.below(7)),
                   static_cast<int64_t>(numbers.below(20)) * kMicrosPerHour / 4 + i, value(),
                   value()});
  }
  RollupTable whole(kMicrosPerHour);
  add_all(whole, all);
  RollupTable parts(kMicrosPerHour);
  for (size_t begin = 0; begin < all.size();) {
    const size_t end = std::min(all.size(), begin + 1 + numbers.below(60));
    RollupTable part(kMicrosPerHour);
    add_all(part, {all.begin() + static_cast<ptrdiff_t>(begin),
                   all.begin() + static_cast<ptrdiff_t>(end)});
    for (const auto& [day, columns] : part.columns_by_day()) expect_ok(parts.add(columns));
    begin = end;
  }
  CHECK(text_of(parts.columns(nullptr)) == text_of(whole.columns(nullptr)));
}

TEST_CASE("folding gives a device's rows when another's come, and the last ones at the end") {
  RollupTable first(kMicrosPerHour);
  add_all(first, {{"x", 1, 2, 3}, {"y", 1, 5, {}}});
  const TableColumns rows = first.columns(nullptr);
  RollupFold fold(Table::kRollupsHour);
  CHECK(value_of(fold.fold(&rows)).rows == 0);
  CHECK(value_of(fold.fold(&rows)).rows == 0);
  const TableColumns folded = value_of(fold.fold(nullptr));
  REQUIRE(folded.rows == 2);
  CHECK((*values_of<std::vector<int64_t>>(folded, "n"))[0] == 2);
  CHECK(value_of(fold.fold(nullptr)).rows == 0);
}

TEST_CASE("columns that are no sums are refused") {
  TableColumns wrong;
  wrong.rows = 1;
  RollupTable rollup(kMicrosPerHour);
  message_of(rollup.add(wrong), Code::kCorrupt);
}

}  // namespace telltale
