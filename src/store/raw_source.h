// RawSource: the records of a lake's commits, read back from raw in the order they were taken, with
// the ticks between them: what
// replay, recovery and verification feed through the same stages again. Raw is read front to back,
// one commit after another, in whatever files its records lie by now. One owner thread.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/source.h"
#include "store/file_rows.h"
#include "store/lake_at.h"

namespace telltale {

class RawSource : public Source {
 public:
  // What the lake refers to must outlive the source.
  explicit RawSource(const LakeAt& lake);
  ~RawSource() override;

  // From now on poll() gives the records of that commit. Commits come in ascending order.
  Status begin(const Commit& commit);

  // kCorrupt: raw does not hold the records that the commit's turns promise.
  Result<bool> poll(Batch& batch) override;
  void commit(LogId, Offset) override {}

  // Records given since begin().
  uint64_t records() const { return records_; }

 private:
  class File;
  bool is_at_tick() const;
  Result<bool> poll_tick(Batch& batch);
  Result<File*> file_with_next();
  Status check_all_given();

  LakeAt lake_;
  std::deque<LiveFile> waiting_;  // by the first commit they have records of
  std::vector<std::unique_ptr<File>> open_;
  CommitId commit_{0};
  std::vector<Turn> turns_;
  size_t turn_ = 0;
  uint64_t records_ = 0;
};

// The columns that a record's row of a batch is made of.
class RawColumns {
 public:
  static const std::vector<std::string>& names();
  // The table must outlive this. kCorrupt: a column is missing or has another type.
  static Result<RawColumns> of(const TableColumns& table);

  Position position(size_t row) const { return positions_.at(row); }
  std::string_view bytes(size_t row) const { return bytes_->at(row); }
  bool fits(const Batch& batch, size_t row) const;
  // Adds a record to a batch that it fits.
  void add_to(Batch& batch, size_t row) const;

 private:
  PositionColumns positions_;
  const TimeValues* ingest_time_ = nullptr;
  const BytesValues* bytes_ = nullptr;
  const TextValues* fault_ = nullptr;
  const std::vector<int64_t>* size_ = nullptr;
  const TextValues* sha256_ = nullptr;
  const TextValues* sender_ = nullptr;  // null: written before there were any
};

}  // namespace telltale
