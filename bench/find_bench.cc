// Measures how long it takes to find things in a lake that is open, as a server has it: one record
// by its receipt, one by device and time, and one device's day.
//   find_bench FOLDER DEVICE TIME
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "store/device_readings.h"
#include "store/lake.h"
#include "store/record_finder.h"

namespace {

using namespace telltale;  // NOLINT

template <typename T>
T must(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  std::fprintf(stderr, "find_bench: %s\n", result.status().message().c_str());
  std::exit(1);
}

void measure(const char* what, const std::function<uint64_t()>& find) {
  constexpr int kRounds = 7;
  double best = 1e9;
  uint64_t found = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto begun = std::chrono::steady_clock::now();
    found = find();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    best = std::min(best, took.count());
  }
  std::printf("%s: %.1f ms, %llu found\n", what, best * 1e3,
              static_cast<unsigned long long>(found));
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return 2;
  const OpenLake lake = must(open_lake(posix_env(), words[1]));
  const std::string device = words[2];
  const std::optional<IsoTime> time = parse_iso_time(words[3]);
  if (!time) return 2;
  const LakeAt at = lake.at(posix_env());
  const RecordFinder finder(at);
  const std::vector<FoundRecord> records = must(finder.find(device, time->micros));
  if (records.empty()) return 1;
  measure("a record by device and time",
          [&] { return must(finder.find(device, time->micros)).size(); });
  measure("a record by its receipt",
          [&] { return uint64_t{must(finder.find(records.front().position)).has_value()}; });
  const int64_t day = day_number(time->micros) * kMicrosPerDay;
  measure("one device's day", [&] {
    uint64_t rows = 0;
    const Status read = for_each_reading(at, {device, {day, day + kMicrosPerDay - 1}},
                                         [&](const ReadingTable& readings) {
                                           rows += readings.rows();
                                           return Status();
                                         });
    return read.ok() ? rows : 0;
  });
  return 0;
}
