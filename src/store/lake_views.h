// LakeViews: the SQL views of a lake as of one commit: device_metrics, anomalies, feedback, ledger
// (rejects, duplicates, conflicts), raw, books, rollups, a view for each schema under the user's
// own names, and the star schema that analysts expect (fact_device_metrics, dim_devices). Only
// text; no engine.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/lake_at.h"
#include "store/read_columns.h"

namespace telltale {

struct SqlView {
  std::string name;
  std::string select;              // its definition
  std::vector<std::string> needs;  // views it is made of
  std::vector<FileEntry> files;    // files it reads itself
  std::vector<Table> tables;       // whose rows it shows
  CommitId shows_after{0};         // of them those of later commits than this
  // The same rows with those of its columns that are read, which is less work than `select`. Some
  // views have none. What the lake refers to must outlive it.
  std::function<std::string(const ReadColumns&)> narrow;
  // A table of sums that as of then is summed from readings.
  std::optional<Table> summed_again;
  // What its definition is: `select`, or books_select() or feedback_select() as of then.
  enum class Of : uint8_t { kSelect, kBooks, kFeedback } of = Of::kSelect;
};

// What an engine is given of a view.
struct ViewDefinition {
  std::string name;
  std::string select;
  std::string narrow;  // with those columns only that a query reads; empty: there is none
};

// Views in an order in which each comes after those it needs.
std::vector<SqlView> lake_views(const LakeAt& lake);

// The rows of feedback, as of when the control log had `control_to` records.
std::string feedback_select(const Catalog& catalog, Offset control_to);

}  // namespace telltale
