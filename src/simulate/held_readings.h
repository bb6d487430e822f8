// HeldReadings: readings that arrive later than they should, soonest first. Bounded: when it is
// full, nothing more is held. One owner thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "simulate/device.h"

namespace telltale::simulate {

// One delivery that goes wrong, from the decision to its label.
struct WrongDelivery {
  int64_t sent = 0;     // micros: when it was due
  int64_t arrival = 0;  // micros: when it comes
  Device* device = nullptr;
  Reading reading;
  uint64_t first_line = 0;  // the line it repeats or contradicts; 0: none
  int32_t first_value = 0;  // what that line said of `signal`, in steps
  FaultKind kind = FaultKind::kDuplicate;
  Signal signal = Signal::kNone;
};

class HeldReadings {
 public:
  explicit HeldReadings(size_t count_max) : count_max_(count_max) {}

  // False: there is no room and nothing was taken.
  bool hold(const WrongDelivery& delivery) {
    if (heap_.size() == count_max_) return false;
    heap_.push_back({delivery, ++order_});
    std::push_heap(heap_.begin(), heap_.end(), is_later);
    next_arrival_ = heap_.front().delivery.arrival;
    return true;
  }

  // kNever: nothing is held.
  int64_t next_arrival() const { return next_arrival_; }

  // Something must be held.
  WrongDelivery take() {
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    const WrongDelivery delivery = heap_.back().delivery;
    heap_.pop_back();
    next_arrival_ = heap_.empty() ? kNever : heap_.front().delivery.arrival;
    return delivery;
  }

 private:
  struct Held {
    WrongDelivery delivery;
    uint64_t order;  // equal arrivals leave as they came: no two are equal, so any heap agrees
  };
  static bool is_later(const Held& a, const Held& b) {
    if (a.delivery.arrival != b.delivery.arrival) return a.delivery.arrival > b.delivery.arrival;
    return a.order > b.order;
  }

  size_t count_max_;
  std::vector<Held> heap_;
  uint64_t order_ = 0;
  int64_t next_arrival_ = kNever;
};

}  // namespace telltale::simulate
