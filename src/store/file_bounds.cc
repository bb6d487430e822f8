#include "store/file_bounds.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"
#include "pipeline/key_group.h"

namespace telltale {
namespace {

template <typename T>
void widen(std::optional<RangeOf<T>>& range, const T& value) {
  if (!range) {
    range = {value, value};
    return;
  }
  range->least = std::min(range->least, value);
  range->most = std::max(range->most, value);
}

void widen_by_times(std::optional<RangeOf<int64_t>>& range, const std::vector<int64_t>& times) {
  if (times.empty()) return;
  const auto [least, most] = std::minmax_element(times.begin(), times.end());
  widen(range, *least);
  widen(range, *most);
}

}  // namespace

RangeOf<Position> whole_offsets(const RangeOf<Position>& range) {
  return {{range.least.log, range.least.offset, 0},
          {range.most.log, range.most.offset, std::numeric_limits<uint32_t>::max()}};
}

void FileBounds::add(const TableColumns& columns) {
  if (columns.rows == 0) return;
  const auto* times = values_of<TimeValues>(columns, "event_time");
  const auto* devices = values_of<TextValues>(columns, "device_id");
  if (times != nullptr && devices != nullptr) {
    widen_by_times(times_, times->micros);
    add_groups(*devices);
  }
  if (const auto* received = values_of<TimeValues>(columns, "ingest_time"))
    widen_by_times(received_, received->micros);
  add_positions(columns);
  add_commits(columns);
}

void FileBounds::add_received(int64_t ingest_time) {
  widen(received_, ingest_time);
}

void FileBounds::add_position(const Position& position) {
  widen(positions_, position);
}

// The texts of a dictionary are all in use.
void FileBounds::add_groups(const TextValues& devices) {
  for (size_t i = 0; i < devices.dictionary.size(); ++i)
    widen(groups_, static_cast<uint32_t>(group_of(hash64(devices.dictionary.at(i)))));
}

void FileBounds::add_positions(const TableColumns& columns) {
  const Result<PositionColumns> positions = PositionColumns::of(columns);
  if (!positions.ok()) return;
  for (size_t row = 0; row < columns.rows; ++row) add_position(positions.value().at(row));
}

void FileBounds::add_commits(const TableColumns& columns) {
  const TableColumn* column = columns.find("_commit");
  const auto* commits = values_of<std::vector<int64_t>>(columns, "_commit");
  if (commits == nullptr) return;
  for (size_t row = 0; row < columns.rows; ++row) {
    if (!column->is_null(row)) widen(commits_, CommitId{static_cast<uint64_t>((*commits)[row])});
  }
}

void FileBounds::say_in(FileEntry& entry) const {
  entry.time_min = times_ ? times_->least : 1;
  entry.time_max = times_ ? times_->most : 0;
  entry.group_min = groups_ ? groups_->least : 0;
  entry.group_max = groups_ ? groups_->most : 0;
  entry.received = received_;
  entry.positions.reset();
  if (positions_) entry.positions = whole_offsets(*positions_);
  entry.commits = commits_;
}

}  // namespace telltale
