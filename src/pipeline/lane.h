// Lane: one thread's share of a batch. Finds the state of each of its rows, then applies the lane
// stages in order.
#pragma once

#include <array>

#include "pipeline/key_group.h"

namespace telltale {

class Lane {
 public:
  // The groups this lane owns are those whose number modulo the number of lanes is `lane`.
  Lane(size_t lane, KeyGroups& groups) : lane_(lane), groups_(groups) {}

  void apply(Batch& batch);

 private:
  size_t lane_;
  KeyGroups& groups_;
  std::array<KeyGroup*, kBatchRows> row_groups_;
  std::array<uint32_t, kBatchRows> bindings_;
};

// Gives each row that names a device to the lane that owns it, in log order.
void scatter_rows(Batch& batch, size_t lanes);

}  // namespace telltale
