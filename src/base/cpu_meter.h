// CpuMeter: how much processor time each part of the work took, summed over threads. Measured
// around whole batches and files, so that measuring costs nothing that shows. Any thread may add.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace telltale {

enum class Work : uint8_t {
  kDigestLog,  // BLAKE3 of a file before it is taken
  kPoll,       // read, decompress, split
  kDecode,
  kRules,
  kLanes,   // state, freshness, judging
  kGather,  // copy into the cut, digest of rows
  kSettle,
  kEncodeRaw,
  kEncodeRows,
  kWrite,  // files, their digests, syncs
  kCommit,
};
constexpr int kWorkCount = 11;
std::string_view name_of(Work work);

class CpuMeter {
 public:
  void add(Work work, int64_t nanos) {
    nanos_[static_cast<size_t>(work)].fetch_add(nanos, std::memory_order_relaxed);
  }
  double seconds(Work work) const {
    return static_cast<double>(nanos_[static_cast<size_t>(work)].load()) * 1e-9;
  }

 private:
  std::array<std::atomic<int64_t>, kWorkCount> nanos_{};
};

// The process's meter.
CpuMeter& cpu_meter();

// Adds the processor time of this thread from its construction to its end.
class MeteredWork {
 public:
  explicit MeteredWork(Work work) : work_(work), begun_(thread_cpu_nanos()) {}
  MeteredWork(const MeteredWork&) = delete;
  MeteredWork& operator=(const MeteredWork&) = delete;
  ~MeteredWork() { cpu_meter().add(work_, thread_cpu_nanos() - begun_); }

 private:
  static int64_t thread_cpu_nanos();
  Work work_;
  int64_t begun_;
};

}  // namespace telltale
