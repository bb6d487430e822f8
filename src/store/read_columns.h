// ReadColumns: the columns that a query may read, of whatever it reads from. One that is not among
// them is surely not read.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "telemetry/schema.h"

namespace telltale {

struct ReadColumns {
  bool all = true;
  std::vector<std::string> names = {};  // where it is not all

  bool has(std::string_view column) const {
    return all || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
             return same_column_name(name, column);
           });
  }
};

}  // namespace telltale
