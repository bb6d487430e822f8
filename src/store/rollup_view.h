// The SQL of the rollup views: partial sums that are written, and those of readings that came after
// them, added up. Only text; no engine.
#pragma once

#include <string>

#include "journal/catalog.h"
#include "store/rollup_table.h"

namespace telltale {

struct RollupViewParts {
  std::string apart;     // a select of the rows of rollup files that say each bucket once
  std::string partials;  // a select of the rows of all others
  std::string readings;  // a select of the readings that no file sums
  std::string time;      // what the view calls the beginning of a bucket
  int64_t bucket = kMicrosPerHour;
};

std::string rollup_select(const Catalog& catalog, const RollupViewParts& parts);

}  // namespace telltale
