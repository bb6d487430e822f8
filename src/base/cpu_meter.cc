#include "base/cpu_meter.h"

#include <ctime>

namespace telltale {

std::string_view name_of(Work work) {
  constexpr std::array<std::string_view, kWorkCount> kNames = {
      "digest of the log", "poll",        "decode", "rules", "lanes", "gather", "settle",
      "encode raw",        "encode rows", "write",  "commit"};
  return kNames[static_cast<size_t>(work)];
}

CpuMeter& cpu_meter() {
  static CpuMeter meter;
  return meter;
}

int64_t MeteredWork::thread_cpu_nanos() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000'000L + now.tv_nsec;
}

}  // namespace telltale
