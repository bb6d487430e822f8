#include "store/rollup_table.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/hash.h"

namespace telltale {
namespace {

constexpr const char* kIntervalColumn = "_interval";

// The columns of one signal in a rollup file; complete or none.
struct SignalColumns {
  const std::vector<int64_t>* n;
  const std::vector<double>* sum;
  const std::vector<double>* sum_sq;
  const std::vector<double>* min;
  const std::vector<double>* max;
  const std::vector<double>* last;
  const TimeValues* last_time;
  const TableColumn* newest;  // null where a bucket has no value of the signal

  static SignalColumns of(const TableColumns& table, const std::string& signal) {
    const auto doubles = [&](const char* ending) {
      return values_of<std::vector<double>>(table, signal + ending);
    };
    return {values_of<std::vector<int64_t>>(table, signal + "_n"),
            doubles("_sum"),
            doubles("_sum_sq"),
            doubles("_min"),
            doubles("_max"),
            doubles("_last"),
            values_of<TimeValues>(table, signal + "_last_time"),
            table.find(signal + "_last_time")};
  }
  bool is_complete() const {
    return n != nullptr && sum != nullptr && sum_sq != nullptr && min != nullptr &&
           max != nullptr && last != nullptr && last_time != nullptr;
  }
};

// The signals of a rollup file: whatever has a column of times of the newest.
std::vector<std::string> signals_in(const TableColumns& table) {
  constexpr std::string_view kEnding = "_last_time";
  std::vector<std::string> signals;
  for (const TableColumn& column : table.columns) {
    if (column.name.size() > kEnding.size() && column.name.ends_with(kEnding))
      signals.push_back(column.name.substr(0, column.name.size() - kEnding.size()));
  }
  return signals;
}

Status no_rollup() {
  return Status::corrupt("file of rollups has other columns than it should");
}

}  // namespace

uint32_t columns_of_sums(const TableColumns& table) {
  if (table.find(kIntervalColumn) == nullptr) return 0;
  std::set<std::string> names;
  for (const TableColumn& column : table.columns) names.insert(column.name);
  return static_cast<uint32_t>(hash64(fmt::format("{}", fmt::join(names, "\n")))) | 1;
}

bool is_rolled_up(const Catalog::LakeColumn& column) {
  return column.role == FieldRole::kSignal &&
         (column.type == FieldType::kNumber || column.type == FieldType::kInteger);
}

int64_t bucket_of(Table table) {
  if (table == Table::kRollupsHour) return kMicrosPerHour;
  return table == Table::kRollupsMinute ? kMicrosPerMinute : 0;
}

int64_t bucket_begin(int64_t time, int64_t bucket) {
  const int64_t into = time % bucket;
  return time - (into < 0 ? into + bucket : into);
}

void RollupTable::Sums::add(double value, int64_t time) {
  add({1, value, value * value, value, value, value, time});
}

void RollupTable::Sums::add(const Sums& other) {
  if (other.n == 0) return;
  if (n == 0) {
    *this = other;
    return;
  }
  n += other.n;
  sum += other.sum;
  sum_sq += other.sum_sq;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  if (other.last_time < last_time) return;
  last = other.last;
  last_time = other.last_time;
}

size_t RollupTable::number_of(const std::string& signal) {
  const auto known = std::find(signals_.begin(), signals_.end(), signal);
  if (known != signals_.end()) return static_cast<size_t>(known - signals_.begin());
  signals_.push_back(signal);
  return signals_.size() - 1;
}

RollupTable::Row& RollupTable::row_of(Key key) {
  const size_t device_bytes = key.device.size();
  const auto [found, is_new] = rows_.try_emplace(std::move(key));
  if (is_new) bytes_ += sizeof(Key) + sizeof(Row) + device_bytes + 64;
  return found->second;
}

void RollupTable::note_times(Row& row, int64_t first, int64_t last) const {
  row.first_time = row.n == 0 ? first : std::min(row.first_time, first);
  row.last_time = row.n == 0 ? last : std::max(row.last_time, last);
}

void RollupTable::add(const ReadingTable& readings, std::span<const uint32_t> rows) {
  const Schema& schema = readings.schema();
  struct Summed {
    size_t field;
    uint16_t slot;
    size_t number;
  };
  std::vector<Summed> summed;
  for (size_t i = 0; i < schema.signal_count(); ++i) {
    const Field& field = schema.fields[i];
    if (field.type == FieldType::kNumber || field.type == FieldType::kInteger)
      summed.push_back({i, field.slot, number_of(field.lake_name())});
  }
  for (const uint32_t at : rows) {
    const int64_t time = readings.event_time[at];
    Row& row = row_of({readings.device_hash[at], std::string(readings.device.at(at)),
                       bucket_begin(time, bucket_), schema.name});
    note_times(row, time, time);
    ++row.n;
    row.late += (readings.flags[at] & kFlagLate) != 0;
    row.simulated += (readings.flags[at] & kFlagSimulated) != 0;
    if (row.signals.size() < signals_.size()) {
      bytes_ += (signals_.size() - row.signals.size()) * sizeof(Sums);
      row.signals.resize(signals_.size());
    }
    for (const Summed& one : summed) {
      if (readings.has(at, one.field))
        row.signals[one.number].add(readings.numbers[one.slot][at], time);
    }
  }
}

Status RollupTable::add(const TableColumns& table) {
  const auto* devices = values_of<TextValues>(table, "device_id");
  const auto* begins = values_of<TimeValues>(table, "event_time");
  const auto* schemas = values_of<TextValues>(table, "schema");
  const auto* n = values_of<std::vector<int64_t>>(table, "n");
  const auto* late = values_of<std::vector<int64_t>>(table, "late");
  const auto* simulated = values_of<std::vector<int64_t>>(table, "simulated");
  const auto* first = values_of<TimeValues>(table, "first_time");
  const auto* last = values_of<TimeValues>(table, "last_time");
  if (!devices || !begins || !schemas || !n || !late || !simulated || !first || !last)
    return no_rollup();
  std::vector<std::pair<size_t, SignalColumns>> signals;
  for (const std::string& signal : signals_in(table)) {
    signals.emplace_back(number_of(signal), SignalColumns::of(table, signal));
    if (!signals.back().second.is_complete()) return no_rollup();
  }
  for (size_t at = 0; at < table.rows; ++at) {
    const std::string_view device = devices->at(at);
    Row& row = row_of(
        {hash64(device), std::string(device), begins->micros[at], std::string(schemas->at(at))});
    note_times(row, first->micros[at], last->micros[at]);
    row.n += (*n)[at];
    row.late += (*late)[at];
    row.simulated += (*simulated)[at];
    row.signals.resize(std::max(row.signals.size(), signals_.size()));
    for (const auto& [number, columns] : signals) {
      if (columns.newest->is_null(at)) continue;
      row.signals[number].add({(*columns.n)[at], (*columns.sum)[at], (*columns.sum_sq)[at],
                               (*columns.min)[at], (*columns.max)[at], (*columns.last)[at],
                               columns.last_time->micros[at]});
    }
  }
  return {};
}

std::map<int64_t, TableColumns> RollupTable::columns_by_day() const {
  std::map<int64_t, Rows> days;
  for (const auto& entry : rows_) days[day_number(entry.first.begin)].push_back(&entry);
  std::map<int64_t, TableColumns> tables;
  for (const auto& [day, rows] : days) tables.emplace(day, columns_of(rows));
  return tables;
}

namespace {

// Texts that repeat, in a dictionary.
class Texts {
 public:
  void add(const std::string& text) {
    values_.codes.push_back(static_cast<int32_t>(table_.intern(hash64(text), text)));
  }
  TextValues take() {
    for (uint32_t i = 0; i < table_.size(); ++i) values_.dictionary.add(table_.text(i));
    return std::move(values_);
  }

 private:
  TextTable table_;
  TextValues values_;
};

}  // namespace

TableColumns RollupTable::columns(RollupTable* rest) const {
  Rows rows;
  if (rest != nullptr) rest->signals_ = signals_;
  for (const auto& entry : rows_) {
    if (rest != nullptr && entry.first.device == rows_.rbegin()->first.device) {
      rest->rows_.insert(entry);
    } else {
      rows.push_back(&entry);
    }
  }
  return columns_of(rows);
}

TableColumns RollupTable::columns_of(const Rows& rows) const {
  Texts devices;
  Texts schemas;
  TimeValues begins;
  TimeValues first;
  TimeValues last;
  std::vector<int64_t> n;
  std::vector<int64_t> late;
  std::vector<int64_t> simulated;
  for (const auto* entry : rows) {
    const auto& [key, row] = *entry;
    devices.add(key.device);
    schemas.add(key.schema);
    begins.micros.push_back(key.begin);
    first.micros.push_back(row.first_time);
    last.micros.push_back(row.last_time);
    n.push_back(row.n);
    late.push_back(row.late);
    simulated.push_back(row.simulated);
  }
  TableColumns table;
  table.rows = rows.size();
  table.add("device_id", devices.take());
  table.add("event_time", std::move(begins));
  table.add("schema", schemas.take());
  table.add("n", std::move(n));
  table.add("late", std::move(late));
  table.add("simulated", std::move(simulated));
  table.add("first_time", std::move(first));
  table.add("last_time", std::move(last));
  for (size_t i = 0; i < signals_.size(); ++i) add_signal(rows, i, table);
  add_interval(rows, table);
  table.add("_commit", std::vector<int64_t>(rows.size()), std::vector<uint8_t>(rows.size(), 0));
  return table;
}

void RollupTable::add_interval(const Rows& rows, TableColumns& table) const {
  std::vector<int64_t> intervals(rows.size());
  std::vector<uint8_t> valid(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i]->second;
    valid[i] = row.n > 1;
    if (row.n > 1) intervals[i] = (row.last_time - row.first_time) / (row.n - 1);
  }
  table.add(kIntervalColumn, std::move(intervals), std::move(valid));
}

// Where a bucket has no value of the signal, all but their number is null.
void RollupTable::add_signal(const Rows& rows, size_t number, TableColumns& table) const {
  std::vector<Sums> sums(rows.size());
  std::vector<uint8_t> valid(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::vector<Sums>& of_row = rows[i]->second.signals;
    if (number < of_row.size()) sums[i] = of_row[number];
    valid[i] = sums[i].n > 0;
  }
  const auto column = [&]<typename T>(T Sums::* member) {
    std::vector<T> values(sums.size());
    for (size_t i = 0; i < sums.size(); ++i) values[i] = sums[i].*member;
    return values;
  };
  const std::string& signal = signals_[number];
  table.add(signal + "_n", column(&Sums::n));
  table.add(signal + "_sum", column(&Sums::sum), valid);
  table.add(signal + "_sum_sq", column(&Sums::sum_sq), valid);
  table.add(signal + "_min", column(&Sums::min), valid);
  table.add(signal + "_max", column(&Sums::max), valid);
  table.add(signal + "_last", column(&Sums::last), valid);
  table.add(signal + "_last_time", TimeValues{column(&Sums::last_time)}, valid);
}

}  // namespace telltale
