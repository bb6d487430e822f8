// Measures the simulator alone: records per second on one core, bytes, and memory.
//   simulate_bench [devices] [hours] [rate] [file]
// Without a file the lines are counted and dropped.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <sys/resource.h>

#include <fmt/format.h>

#include "base/env.h"
#include "simulate/fleet.h"

namespace telltale {
namespace {

class Meter : public LineSink {
 public:
  explicit Meter(std::unique_ptr<AppendFile> file) : file_(std::move(file)) {}

  Status write(std::string_view lines) override {
    bytes_ += lines.size();
    for (const char byte : lines) lines_ += byte == '\n';
    return file_ ? file_->append(lines) : Status();
  }

  uint64_t lines() const { return lines_; }
  uint64_t bytes() const { return bytes_; }

 private:
  std::unique_ptr<AppendFile> file_;
  uint64_t lines_ = 0;
  uint64_t bytes_ = 0;
};

double seconds_now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

Status measure(const FleetOptions& options, const std::string& path) {
  std::unique_ptr<AppendFile> file;
  if (!path.empty()) file = TRY(posix_env().create_file(path));
  Meter records(std::move(file));
  Meter truth(nullptr);
  const long kib_before = peak_kib();
  const double begin = seconds_now();
  TRY(Fleet(options).run(records, &truth));
  const double wall = seconds_now() - begin;
  fmt::print("devices={} records={} labels={} bytes={} bytes_per_record={:.1f}\n", options.devices,
             records.lines(), truth.lines(), records.bytes(),
             static_cast<double>(records.bytes()) / static_cast<double>(records.lines()));
  fmt::print("wall_s={:.2f} cpu_s={:.2f} records_per_s={:.0f} peak_kib={} before_kib={}\n", wall,
             cpu_seconds(), static_cast<double>(records.lines()) / wall, peak_kib(), kib_before);
  return {};
}

}  // namespace
}  // namespace telltale

int main(int count, char** words) {
  telltale::FleetOptions options;
  if (count > 1) options.devices = static_cast<uint32_t>(std::atoi(words[1]));
  if (count > 2) options.duration = std::chrono::hours(std::atoi(words[2]));
  if (count > 3) options.readings_per_device_minute = std::atof(words[3]);
  const telltale::Status status = telltale::measure(options, count > 4 ? words[4] : "");
  if (!status.ok()) fmt::print(stderr, "{}\n", status.message());
  return status.ok() ? 0 : 1;
}
