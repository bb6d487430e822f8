// RollupTable: sums of readings by device, schema and bucket of time (an hour, a minute): what
// rollup files hold. Partial sums of one bucket may lie in several rows; added up they are the
// bucket's. Of each numeric signal of the lake: how many values, their sum and sum of squares, the
// least, the most, the newest and its time. One owner thread.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "journal/catalog.h"
#include "pipeline/commit.h"
#include "store/table_columns.h"
#include "telemetry/reading_table.h"

namespace telltale {

constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;

// What the columns of one signal are called: its name and these.
struct RollupColumn {
  std::string_view ending;
  std::string_view sql_type;
};
constexpr std::array<RollupColumn, 7> kRollupColumns = {{{"_n", "BIGINT"},
                                                         {"_sum", "DOUBLE"},
                                                         {"_sum_sq", "DOUBLE"},
                                                         {"_min", "DOUBLE"},
                                                         {"_max", "DOUBLE"},
                                                         {"_last", "DOUBLE"},
                                                         {"_last_time", "TIMESTAMPTZ"}}};

// Whether a column of the lake is summed.
bool is_rolled_up(const Catalog::LakeColumn& column);

class RollupTable {
 public:
  // `bucket` is in microseconds.
  explicit RollupTable(int64_t bucket) : bucket_(bucket) {}
  RollupTable(RollupTable&&) = default;
  RollupTable& operator=(RollupTable&&) = default;

  // Adds rows of readings.
  void add(const ReadingTable& readings, std::span<const uint32_t> rows);
  // Adds the partial sums of a rollup file's columns. kCorrupt: they are none.
  Status add(const TableColumns& partials);

  size_t rows() const { return rows_.size(); }
  // About how much memory they take.
  size_t bytes() const { return bytes_; }

  // The buckets' days since 1970, and for each the rows, sorted by device and time. Columns:
  // device_id · event_time (when the bucket begins) · schema · n · late · simulated · first_time ·
  // last_time · of each signal those above · _interval (between its readings on average, in whole
  // microseconds; null of one reading) · _commit.
  std::map<int64_t, TableColumns> columns_by_day() const;
  // All rows, of whatever day; those of the last device go to `rest` instead, when it is given.
  TableColumns columns(RollupTable* rest) const;

 private:
  struct Sums {
    int64_t n = 0;
    double sum = 0;
    double sum_sq = 0;
    double min = 0;
    double max = 0;
    double last = 0;
    int64_t last_time = 0;

    void add(double value, int64_t time);
    void add(const Sums& other);
  };
  struct Key {
    uint64_t device_hash;
    std::string device;
    int64_t begin;
    std::string schema;
    auto operator<=>(const Key&) const = default;
  };
  struct Row {
    int64_t n = 0;
    int64_t late = 0;
    int64_t simulated = 0;
    int64_t first_time = 0;
    int64_t last_time = 0;
    std::vector<Sums> signals;  // by number of `signals_`
  };

  using Rows = std::vector<const std::pair<const Key, Row>*>;
  Row& row_of(Key key);
  size_t number_of(const std::string& signal);
  void note_times(Row& row, int64_t first, int64_t last) const;
  TableColumns columns_of(const Rows& rows) const;
  void add_interval(const Rows& rows, TableColumns& table) const;
  void add_signal(const Rows& rows, size_t number, TableColumns& table) const;

  int64_t bucket_;
  std::vector<std::string> signals_;
  std::map<Key, Row> rows_;
  size_t bytes_ = 0;
};

// Which columns sums have, as a file's entry says it (FileEntry::columns). 0: not all of those that
// are written, as in files of before.
uint32_t columns_of_sums(const TableColumns& table);

// The length of a rollup table's buckets, in microseconds; 0: it is none.
int64_t bucket_of(Table table);

// When the bucket that holds a time begins.
int64_t bucket_begin(int64_t time, int64_t bucket);

}  // namespace telltale
