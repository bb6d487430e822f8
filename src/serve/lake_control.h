// LakeControl: what readers and operators may change of a running lake. Outcomes are told later, by
// any thread. Any thread may call.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace telltale::serve {

class LakeControl {
 public:
  virtual ~LakeControl() = default;
  // Makes a schema part of the lake, at a barrier over all lanes. kInvalid: it is wrong, or does
  // not fit those there are. kExists: it is part of the lake already.
  virtual void add_schema(std::string yaml, std::function<void(const Status& outcome)> told) = 0;
};

}  // namespace telltale::serve
