#include "simulate/fault_planner.h"

#include <algorithm>
#include <array>

#include "simulate/exact_math.h"

namespace telltale::simulate {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;
constexpr int64_t kFortnight = 14 * kMicrosPerDay;
constexpr int64_t kReadingsLeast = 3;  // of a fault that lasts
constexpr int64_t kSkewLeast = 10 * kMicrosPerSecond;
constexpr int64_t kSkewMost = 50 * kMinute;  // the platform refuses readings an hour ahead

struct KindTraits {
  double weight;  // among the device faults; they sum to 1
  int64_t shortest;
  int64_t longest;
  double smallest;  // in sigmas of the signal
  double largest;
};

constexpr std::array<KindTraits, kDeviceFaultCount> kKinds = {{
    {0.28, 0, 0, 8, 30},                                     // spike: counted in readings
    {0.12, kMicrosPerHour, 8 * kMicrosPerHour, 5, 25},       // shift
    {0.10, 2 * kMicrosPerHour, 12 * kMicrosPerHour, 8, 30},  // drift: at its end
    {0.15, kMicrosPerHour, 10 * kMicrosPerHour, 0, 0},       // stuck
    {0.10, 30 * kMinute, 6 * kMicrosPerHour, 4, 12},         // noise: its own sigma
    {0.15, 10 * kMinute, 4 * kMicrosPerHour, 0, 0},          // gap
    {0.05, 2 * kMicrosPerHour, 10 * kMicrosPerHour, 0, 0},   // battery_cliff: by its level
    {0.05, kMicrosPerHour, 8 * kMicrosPerHour, 0, 0},        // clock_skew: minutes
}};

FaultKind draw_kind(double share) {
  int kind = 0;
  while (kind + 1 < kDeviceFaultCount && share >= kKinds[static_cast<size_t>(kind)].weight) {
    share -= kKinds[static_cast<size_t>(kind)].weight;
    ++kind;
  }
  return static_cast<FaultKind>(kind);
}

// Devices that draw next to nothing have no energy reading to be wrong.
Signal draw_signal(FaultKind kind, const Device& device, Random& random) {
  const double share = random.uniform();
  if (kind == FaultKind::kBatteryCliff) return Signal::kBatteryLevel;
  if (kind == FaultKind::kGap || kind == FaultKind::kClockSkew) return Signal::kNone;
  const bool may_be_energy = kind != FaultKind::kDrift && kind != FaultKind::kStuck;
  if (share < 0.2 && may_be_energy && traits_of(device.type).meters_energy)
    return Signal::kEnergyConsumption;
  return share < 0.65 ? Signal::kTemperature : Signal::kHumidity;
}

int64_t draw_length(FaultKind kind, int64_t interval, Random& random) {
  const double share = random.uniform();
  if (kind == FaultKind::kSpike) return interval * (1 + floor_of(share * 3));
  const KindTraits& traits = kKinds[static_cast<size_t>(kind)];
  const auto more = static_cast<double>(traits.longest - traits.shortest);
  const int64_t length = traits.shortest + static_cast<int64_t>(more * share * share);
  return std::max(length, kReadingsLeast * interval);
}

// Small errors are more common than large ones. The sign is settled when it begins.
float draw_size(const Fault& fault, const Device& device, Random& random) {
  const double share = random.uniform();
  const KindTraits& traits = kKinds[static_cast<size_t>(fault.kind)];
  if (traits.largest == 0) return 0;
  const double sigma = traits_of(device.type).sigma[static_cast<size_t>(fault.signal)];
  const double size = traits.smallest + (traits.largest - traits.smallest) * share * share;
  return static_cast<float>((random.next() & 1) != 0 ? size * sigma : -size * sigma);
}

}  // namespace

// A window is a day, or longer for slow devices, so that some dozen readings lie in it; or as much
// shorter as it takes to have a place for each kind.
FaultPlanner::FaultPlanner(const FaultPlannerOptions& options) : options_(options) {
  const int64_t duration = options.cadence.end - options.cadence.start;
  const int64_t windows_least = (kDeviceFaultCount + options.devices - 1) / options.devices;
  const int64_t wanted = std::max(kMicrosPerDay, 32 * options.cadence.interval);
  window_ = std::max<int64_t>(std::min(wanted, duration / windows_least), 1);
  chance_ = options.per_fortnight * static_cast<double>(window_) / static_cast<double>(kFortnight);
  promise_each();
}

void FaultPlanner::promise_each() {
  const auto windows =
      static_cast<uint64_t>((options_.cadence.end - options_.cadence.start) / window_);
  const uint64_t places = windows * options_.devices;
  const uint64_t first = derive(options_.root, kForMinimum) % places;
  for (int i = 0; i < kDeviceFaultCount; ++i) {
    const auto kind = static_cast<FaultKind>(i);
    if (!options_.wanted.has(kind)) continue;
    const uint64_t place =
        (first + static_cast<uint64_t>(i) * (places / kDeviceFaultCount)) % places;
    promises_.push_back({static_cast<uint32_t>(place % options_.devices),
                         static_cast<int64_t>(place / options_.devices), kind});
  }
}

void FaultPlanner::open_window(Device& device, int64_t micros) const {
  const int64_t window = (micros - options_.cadence.start) / window_;
  device.window_end = options_.cadence.start + (window + 1) * window_;
  device.fault = plan(device, window);
}

Fault FaultPlanner::plan(const Device& device, int64_t window) const {
  Random random(derive(derive(device.key, kForFaults), static_cast<uint64_t>(window)));
  const bool happens = random.uniform() < chance_;
  FaultKind kind = draw_kind(random.uniform());
  bool is_wanted = happens && options_.wanted.has(kind);
  for (const Promise& promise : promises_) {
    if (promise.device != device.number || promise.window != window) continue;
    kind = promise.kind;
    is_wanted = true;
  }
  return is_wanted ? make(kind, device, random, window) : Fault{};
}

// A fault that does not fit its window between two quiet margins is shortened, or does not happen.
Fault FaultPlanner::make(FaultKind kind, const Device& device, Random& random,
                         int64_t window) const {
  const Cadence& cadence = options_.cadence;
  const int64_t margin = std::max(window_ / 20, 2 * cadence.interval);
  const int64_t from = cadence.start + window * window_ + margin;
  int64_t most = std::min(cadence.start + (window + 1) * window_, cadence.end) - margin - from;
  Fault fault;
  fault.kind = kind;
  fault.signal = draw_signal(kind, device, random);
  int64_t length = draw_length(kind, cadence.interval, random);
  fault.size = draw_size(fault, device, random);
  if (kind == FaultKind::kClockSkew) {
    if (most < 4 * kSkewLeast) return {};
    set_clock(fault, random, std::min(kSkewMost, most / 4));
    most -= most / 4 + 2 * cadence.interval;  // time for the true clock to catch up
  }
  const int64_t least = kind == FaultKind::kSpike ? length : kReadingsLeast * cadence.interval;
  if (most < least) return {};
  length = std::min(length, most);
  fault.start = from + static_cast<int64_t>(random.uniform() * static_cast<double>(most - length));
  fault.end = fault.start + length;
  return fault;
}

// Ahead or behind by minutes, never so that two readings of the device could show the same time:
// the skew stays further from a multiple of the interval than two jitters reach.
void FaultPlanner::set_clock(Fault& fault, Random& random, int64_t most) const {
  const Cadence& cadence = options_.cadence;
  const int64_t apart = 4 * cadence.jitter + 2'000;
  const int64_t least = std::min(2 * kMinute, most / 2);
  int64_t skew = least + static_cast<int64_t>(random.uniform() * static_cast<double>(most - least));
  const int64_t beyond = skew % cadence.interval;
  if (beyond < apart) skew += apart;
  if (beyond > cadence.interval - apart) skew -= apart;
  const bool is_ahead = random.uniform() < 0.6;
  fault.size = static_cast<float>((is_ahead ? skew : -skew) / 1000);
}

}  // namespace telltale::simulate
