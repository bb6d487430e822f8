// Checkup: what may be wrong with a lake and the machine it is on, found by looking: each finding
// with its cause and what to do next. Looks only; changes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/options.h"
#include "base/clock.h"
#include "base/env.h"

namespace telltale {

enum class Health : uint8_t { kGood, kNote, kWarning, kProblem };
std::string_view name_of(Health health);

struct Finding {
  std::string check;
  Health health = Health::kGood;
  std::string what;  // one sentence
  std::string todo;  // the command to type, or what to change; empty: nothing
};

struct CheckupPlace {
  Env& env;
  const Clock& clock;
  const Options& options;
};

// Of a lake's folder.
std::vector<Finding> check_lake(const CheckupPlace& place, const std::string& folder);
// Of the machine and the options.
std::vector<Finding> check_machine(const CheckupPlace& place);

}  // namespace telltale
