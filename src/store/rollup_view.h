// The SQL of the rollup views: partial sums that are written, and those of readings that came after
// them, added up. Only text; no engine.
#pragma once

#include <string>

#include "journal/catalog.h"
#include "store/read_columns.h"
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

// The view's definition, without columns that take work and are not read: sums of signals, and what
// looks at all buckets of a device.
std::string rollup_select(const Catalog& catalog, const RollupViewParts& parts,
                          const ReadColumns& read);

}  // namespace telltale
