// DeliveryFaults: decides which records arrive wrongly, each by its own random bits, and sees to it
// that every wanted kind happens at least once. One owner thread.
#pragma once

#include <array>
#include <optional>

#include "simulate/cadence.h"
#include "simulate/fault_set.h"

namespace telltale::simulate {

constexpr int kDeliveryFaultCount = kFaultKindCount - kDeviceFaultCount;

class DeliveryFaults {
 public:
  DeliveryFaults(FaultSet wanted, double share, const Cadence& cadence);

  // What goes wrong with the reading of that moment, if anything.
  std::optional<FaultKind> draw(const Moment& moment) const {
    const double chance = unit(derive(moment.bits, kForDelivery));
    if (chance < share_) return kind_at(chance);
    return moment.micros < next_promise_ ? std::nullopt : owed(moment.micros);
  }

  // Notes that a fault of that kind is under way: its promise is kept.
  void keep_promise(FaultKind kind);

 private:
  std::optional<FaultKind> kind_at(double chance) const;
  std::optional<FaultKind> owed(int64_t micros) const;

  FaultSet wanted_;
  double share_;
  std::array<int64_t, kDeliveryFaultCount>
      promises_;  // from when a kind is owed; kNever: it is not
  int64_t next_promise_;
};

}  // namespace telltale::simulate
