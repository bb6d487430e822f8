#include <chrono>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/stop_signal.h"
#include "base/message_text.h"
#include "simulate/fleet.h"

namespace telltale {
namespace {

// Writes lines to a file and counts them.
class FileLines : public LineSink {
 public:
  explicit FileLines(std::FILE* file) : file_(file) {}
  Status write(std::string_view lines) override {
    for (size_t at = lines.find('\n'); at != std::string_view::npos; at = lines.find('\n', at + 1))
      ++count_;
    return write_text(file_, lines);
  }
  uint64_t count() const { return count_; }

 private:
  std::FILE* file_;
  uint64_t count_ = 0;
};

Status wrong(std::string_view option, std::string_view value, std::string_view todo) {
  return Status::invalid(
      fmt::format("--{} is not understood: {}: {}={}", option, todo, option, printable(value)));
}

Result<FleetOptions> fleet_options(const SimulateArguments& arguments) {
  FleetOptions fleet;
  fleet.devices = arguments.devices;
  const std::optional<Duration> duration = parse_duration(arguments.duration);
  if (!duration) return wrong("duration", arguments.duration, "write 90s, 10min, 6h or 2d");
  fleet.duration = *duration;
  fleet.readings_per_device_minute = arguments.rate;
  fleet.seed = arguments.seed;
  fleet.faults = TRY(parse_fault_kinds(arguments.faults));
  if (arguments.start.empty()) return fleet;
  const std::optional<IsoTime> start = parse_iso_time(arguments.start);
  if (!start) return wrong("start", arguments.start, "write 2025-01-01T00:00:00Z");
  fleet.start = instant_of(start->micros);
  return fleet;
}

}  // namespace

Result<int> run_simulate(CommandContext& context, const SimulateArguments& arguments) {
  end_at_stop_signals();  // whoever reads the other end of a pipe may never go on
  const Fleet fleet(TRY(fleet_options(arguments)));
  OutputFile out = TRY(OutputFile::open(arguments.out, context.out));
  FileLines records(out.file());
  if (arguments.truth.empty()) {
    TRY(fleet.run(records, nullptr));
  } else {
    OutputFile truth = TRY(OutputFile::open(arguments.truth, context.out));
    FileLines labels(truth.file());
    TRY(fleet.run(records, &labels));
    TRY(truth.close());
    std::fprintf(context.messages, "telltale: %s faults written down in %s\n",
                 with_commas(labels.count()).c_str(), arguments.truth.c_str());
  }
  TRY(out.close());
  std::fprintf(context.messages, "telltale: %s simulated records written\n",
               with_commas(records.count()).c_str());
  return kExitDone;
}

}  // namespace telltale
