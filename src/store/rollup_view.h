// The SQL of the rollup views: partial sums that are written, and those of readings that came after
// them, added up. Only text; no engine.
#pragma once

#include <array>
#include <string>

#include "journal/catalog.h"
#include "store/rollup_table.h"

namespace telltale {

struct RollupViewParts {
  std::string apart;  // a select of the rows of rollup files that say each bucket once
  std::string plain;  // of such rows of files without a column `_interval`; empty: there are none
  std::string partials;  // of the rows of all others; empty: there are none, and no readings
  std::string readings;  // of the readings that no file sums
  std::string time;      // what the view calls the beginning of a bucket
  int64_t bucket = kMicrosPerHour;
};

struct RollupSelects {
  std::string whole;
  std::string narrow;  // without the columns for which all buckets of a device are read
};
constexpr std::array<const char*, 2> kColumnsOfAllBuckets = {"expected", "completeness"};

RollupSelects rollup_selects(const Catalog& catalog, const RollupViewParts& parts);

}  // namespace telltale
