// RetentionPolicy: how long rows of each table are kept, by the defaults and what control records
// say, and when a row's time is over. Time is counted in whole days, by the clock of the log a
// record came in: what is received as it happens by the time of receipt, history that is loaded by
// the times it bears. Raw, and what bears no time, is counted from its receipt. Plain values.
#pragma once

#include <optional>
#include <string>

#include "journal/catalog.h"
#include "pipeline/commit.h"

namespace telltale {

// The default of a table; nothing: its rows stay.
std::optional<Duration> default_keeping(Table table);

class RetentionPolicy {
 public:
  RetentionPolicy(const Catalog& catalog, Instant now) : catalog_(catalog), now_(now) {}

  // Nothing: rows of the table and schema stay.
  std::optional<Duration> keeping(Table table, std::string_view schema) const;
  // Rows that are older have had their time.
  int64_t horizon(Table table, std::string_view schema) const;
  // The least and most horizon of a table over all schemas.
  RangeOf<int64_t> horizons(Table table) const;

  // What a row's age is counted from.
  int64_t age_from(LogId log, int64_t ingest_time, std::optional<int64_t> event_time) const;
  // Whether any log of the lake is of that clock.
  bool has_clock(LogClock clock) const;

 private:
  const Catalog& catalog_;
  const Instant now_;
};

// kInvalid: the table is none that rows leave, or anomalies would leave before the readings they
// are part of; says what to name.
Status check_retention(const Catalog& catalog, const RetentionSet& rule);

}  // namespace telltale
