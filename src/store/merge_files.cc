#include "store/merge_files.h"

#include <algorithm>
#include <numeric>
#include <queue>

#include "base/hash.h"
#include "store/file_check.h"

namespace telltale {
namespace {

Status check_stop(const std::atomic<bool>* stop) {
  if (stop == nullptr || !stop->load()) return {};
  return Status::cancelled("asked to stop while files were merged");
}

// What rows are sorted by. The hash of a device begins with its key group.
struct SortKey {
  uint64_t device_hash;
  std::string_view device;
  int64_t event_time;
  Position position;
  auto operator<=>(const SortKey&) const = default;
};

// The rows of one row group, in order.
class SortedRows {
 public:
  static Result<std::shared_ptr<SortedRows>> of(TableColumns columns) {
    auto rows = std::make_shared<SortedRows>();
    rows->columns_ = std::move(columns);
    rows->devices_ = values_of<TextValues>(rows->columns_, "device_id");
    rows->times_ = values_of<TimeValues>(rows->columns_, "event_time");
    if (rows->devices_ == nullptr || rows->times_ == nullptr)
      return Status::corrupt("file of the lake has rows that cannot be sorted");
    // Tables that are sums have no positions.
    if (rows->columns_.find("_log") != nullptr)
      rows->positions_ = TRY(PositionColumns::of(rows->columns_));
    for (size_t i = 0; i < rows->devices_->dictionary.size(); ++i)
      rows->hashes_.push_back(hash64(rows->devices_->dictionary.at(i)));
    return rows;
  }

  void choose(std::vector<uint32_t> rows) { order_ = std::move(rows); }
  void choose_all() {
    order_.resize(columns_.rows);
    std::iota(order_.begin(), order_.end(), 0U);
  }
  void sort() {
    std::sort(order_.begin(), order_.end(),
              [&](uint32_t a, uint32_t b) { return key_of(a) < key_of(b); });
  }

  bool at_end() const { return at_ == order_.size(); }
  uint32_t row() const { return order_[at_]; }
  const SortKey& key() const { return key_; }
  void move_on() {
    ++at_;
    note_key();
  }
  void note_key() {
    if (!at_end()) key_ = key_of(row());
  }
  const TableColumns& columns() const { return columns_; }

 private:
  SortKey key_of(uint32_t row) const {
    const auto code = static_cast<size_t>(devices_->codes[row]);
    return {hashes_[code], devices_->dictionary.at(code), times_->micros[row],
            positions_ ? positions_->at(row) : Position()};
  }

  TableColumns columns_;
  const TextValues* devices_ = nullptr;
  const TimeValues* times_ = nullptr;
  std::optional<PositionColumns> positions_;
  std::vector<uint64_t> hashes_;  // by code of the device
  std::vector<uint32_t> order_;
  size_t at_ = 0;
  SortKey key_;
};

// Gathers the rows of a row group to be, from wherever they come.
class SortedOutput {
 public:
  SortedOutput(const TableColumns& like, const FoldRows& fold, TableWriter& writer)
      : gatherer_(like), fold_(fold), writer_(writer) {}

  uint32_t add_source(std::shared_ptr<const SortedRows> source) {
    sources_.push_back(std::move(source));
    return static_cast<uint32_t>(sources_.size() - 1);
  }
  void add(uint32_t source, uint32_t row) { rows_.push_back({source, row}); }
  bool is_full() const { return rows_.size() >= writer_.form().group_rows; }

  Status flush() {
    std::vector<const TableColumns*> columns;
    for (const auto& source : sources_) columns.push_back(&source->columns());
    if (!fold_) {
      TRY(writer_.append(columns, rows_));
    } else if (!rows_.empty()) {
      TRY(gatherer_.append(columns, rows_));
      const TableColumns gathered = gatherer_.take();
      TRY(writer_.append(TRY(fold_(&gathered))));
    }
    rows_.clear();
    sources_.clear();
    return {};
  }

  Status finish() {
    TRY(flush());
    return fold_ ? writer_.append(TRY(fold_(nullptr))) : Status();
  }

 private:
  RowGatherer gatherer_;  // of rows that are folded
  const FoldRows& fold_;
  TableWriter& writer_;
  std::vector<std::shared_ptr<const SortedRows>> sources_;
  std::vector<RowRef> rows_;
};

// Where the merge stands in one input: a whole sorted file, or one row group of another.
struct Cursor {
  FileRows* file;  // null: nothing follows
  std::shared_ptr<SortedRows> rows;
  uint32_t source = kNone;  // its number in the output's present row group
  static constexpr uint32_t kNone = 0xffffffff;
};

class SortedMerge {
 public:
  SortedMerge(const TableColumns& like, const MergeOptions& options, TableWriter& writer)
      : options_(options), output_(like, options.fold, writer) {}

  Status run(MergeInputs& inputs) {
    for (const auto& file : inputs.files()) TRY(add(*file));
    const auto is_later = [&](size_t a, size_t b) {
      return cursors_[a].rows->key() > cursors_[b].rows->key();
    };
    std::priority_queue<size_t, std::vector<size_t>, decltype(is_later)> next(is_later);
    for (size_t i = 0; i < cursors_.size(); ++i) next.push(i);
    while (!next.empty()) {
      const size_t first = next.top();
      next.pop();
      // As long as it stays first, the queue need not be asked.
      do {
        TRY(take(cursors_[first]));
      } while (!cursors_[first].rows->at_end() && (next.empty() || !is_later(first, next.top())));
      if (!cursors_[first].rows->at_end() || TRY(refill(cursors_[first]))) next.push(first);
    }
    return output_.finish();
  }

 private:
  Status add(FileRows& file) {
    const bool is_sorted = file.file().entry.level > 0;
    if (is_sorted) {
      Cursor cursor{&file, TRY(sorted_rows(file, true))};
      if (!cursor.rows->at_end() || TRY(refill(cursor))) cursors_.push_back(std::move(cursor));
      return {};
    }
    do {
      Cursor cursor{nullptr, TRY(sorted_rows(file, false))};
      if (!cursor.rows->at_end()) cursors_.push_back(std::move(cursor));
    } while (TRY(file.next()));
    return {};
  }

  Result<std::shared_ptr<SortedRows>> sorted_rows(FileRows& file, bool is_sorted) {
    auto rows = TRY(SortedRows::of(file.take_columns()));
    if (options_.choose) {
      rows->choose(options_.choose(rows->columns()));
    } else {
      rows->choose_all();
    }
    if (!is_sorted) rows->sort();
    rows->note_key();
    return rows;
  }

  Status take(Cursor& cursor) {
    if (cursor.source == Cursor::kNone) cursor.source = output_.add_source(cursor.rows);
    output_.add(cursor.source, cursor.rows->row());
    cursor.rows->move_on();
    if (!output_.is_full()) return {};
    TRY(check_stop(options_.stop));
    TRY(output_.flush());
    for (Cursor& one : cursors_) one.source = Cursor::kNone;
    return {};
  }

  // Goes on with the next row group. False: the file is at its end.
  Result<bool> refill(Cursor& cursor) {
    while (cursor.rows->at_end()) {
      if (cursor.file == nullptr || !TRY(cursor.file->next())) return false;
      cursor.rows = TRY(sorted_rows(*cursor.file, true));
      cursor.source = Cursor::kNone;
    }
    return true;
  }

  const MergeOptions& options_;
  SortedOutput output_;
  std::vector<Cursor> cursors_;
};

Status append_files(MergeInputs& inputs, const MergeOptions& options, TableWriter& writer) {
  for (const auto& file : inputs.files()) {
    do {
      TRY(check_stop(options.stop));
      if (!options.choose) {
        TRY(writer.append(file->columns()));
        continue;
      }
      RowGatherer chosen(inputs.like());
      std::vector<RowRef> refs;
      for (const uint32_t row : options.choose(file->columns())) refs.push_back({0, row});
      const TableColumns* source = &file->columns();
      TRY(chosen.append(RowGatherer::Sources(&source, 1), refs));
      TRY(writer.append(chosen.take()));
    } while (TRY(file->next()));
  }
  return {};
}

}  // namespace

// Damaged bytes must not become a file whose digest is right.
Result<MergeInputs> MergeInputs::open(Env& env, const std::string& lake_folder,
                                      const std::vector<LiveFile>& files) {
  MergeInputs inputs;
  for (const LiveFile& file : files) {
    TRY(check_file(env, lake_folder, file.entry));
    auto rows = TRY(FileRows::open(env, lake_folder, file));
    if (!TRY(rows->next())) continue;
    TRY(add_columns_of(rows->columns(), inputs.like_));
    inputs.files_.push_back(std::move(rows));
  }
  return inputs;
}

uint64_t MergeInputs::rows() const {
  uint64_t rows = 0;
  for (const auto& file : files_) rows += file->file().entry.rows;
  return rows;
}

Status merge_files(MergeInputs& inputs, const MergeOptions& options, TableWriter& writer) {
  if (options.is_sorted) return SortedMerge(inputs.like(), options, writer).run(inputs);
  return append_files(inputs, options, writer);
}

}  // namespace telltale
