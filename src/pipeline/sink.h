// Sink: folds commits, each once and in order; its state is a function of a prefix of the list.
// Called by the thread that commits, after the commit is durable.
#pragma once

#include "base/result.h"
#include "pipeline/commit.h"

namespace telltale {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual Status fold(const Commit& commit) = 0;
};

}  // namespace telltale
