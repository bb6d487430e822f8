#include "simulate/delivery_faults.h"

#include <algorithm>

#include "simulate/fault.h"

namespace telltale::simulate {
namespace {

FaultKind kind_of(size_t index) {
  return static_cast<FaultKind>(kDeviceFaultCount + index);
}

// After which part of the run a kind is owed: out_of_order first, since it needs time.
constexpr std::array<double, kDeliveryFaultCount> kOwedAfter = {0.4, 0.3, 0.15, 0.5};

}  // namespace

DeliveryFaults::DeliveryFaults(FaultSet wanted, double share, const Cadence& cadence)
    : wanted_(wanted), share_(share) {
  const auto duration = static_cast<double>(cadence.end - cadence.start);
  for (size_t i = 0; i < promises_.size(); ++i) {
    const int64_t due = cadence.start + static_cast<int64_t>(duration * kOwedAfter[i]);
    promises_[i] = wanted.has(kind_of(i)) ? due : kNever;
  }
  next_promise_ = *std::min_element(promises_.begin(), promises_.end());
}

// Each kind has its own part of the chances, so that refusing one moves no other.
std::optional<FaultKind> DeliveryFaults::kind_at(double chance) const {
  const auto index = static_cast<size_t>(chance / share_ * kDeliveryFaultCount);
  const FaultKind kind = kind_of(std::min<size_t>(index, kDeliveryFaultCount - 1));
  return wanted_.has(kind) ? std::optional(kind) : std::nullopt;
}

std::optional<FaultKind> DeliveryFaults::owed(int64_t micros) const {
  for (size_t i = 0; i < promises_.size(); ++i) {
    if (promises_[i] <= micros) return kind_of(i);
  }
  return std::nullopt;
}

void DeliveryFaults::keep_promise(FaultKind kind) {
  promises_[static_cast<size_t>(kind) - kDeviceFaultCount] = kNever;
  next_promise_ = *std::min_element(promises_.begin(), promises_.end());
}

}  // namespace telltale::simulate
