// ApplyRules: the stage after decoding. Refuses rows that break the schema's rules, column by
// column: a missing required field, a number outside its range, a text that is not allowed, a time
// further ahead than is plausible. Pure.
#pragma once

#include "pipeline/stage.h"

namespace telltale {

class ApplyRules : public Stage {
 public:
  void apply(Batch& batch) override;
  Work work() const override { return Work::kRules; }
};

}  // namespace telltale
