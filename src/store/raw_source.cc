#include "store/raw_source.h"

#include <algorithm>

#include <fmt/format.h>

namespace telltale {

// A raw file, read from the front, that stands at its next record.
class RawSource::File {
 public:
  explicit File(std::unique_ptr<FileRows> rows) : rows_(std::move(rows)) {}

  // Passes over the records of commits before that one.
  Status skip_to(CommitId commit) {
    skip_groups(commit);
    TRY(load());
    while (!at_end_ && this->commit() < commit) TRY(move_on());
    return {};
  }

  bool at_end() const { return at_end_; }
  CommitId commit() const { return rows_->commit(row_); }
  Position position() const { return columns_.position(row_); }
  const RawColumns& columns() const { return columns_; }
  size_t row() const { return row_; }
  Status move_on() { return ++row_ < rows_->columns().rows ? Status() : load(); }

 private:
  void skip_groups(CommitId commit) {
    const ParquetReader& reader = rows_->reader();
    int64_t least = 0;
    int64_t most = 0;
    size_t group = 0;
    while (group < reader.row_groups() && reader.bounds(group, "_commit", least, most) &&
           most < static_cast<int64_t>(commit))
      ++group;
    rows_->skip_to(group);
  }

  Status load() {
    row_ = 0;
    at_end_ = !TRY(rows_->next());
    if (!at_end_) columns_ = TRY(RawColumns::of(rows_->columns()));
    return {};
  }

  std::unique_ptr<FileRows> rows_;
  RawColumns columns_;
  size_t row_ = 0;
  bool at_end_ = false;
};

RawSource::RawSource(const LakeAt& lake) : lake_(lake) {
  for (const LiveFile& file : lake.view.files) {
    if (file.entry.table == Table::kRaw) waiting_.push_back(file);
  }
  std::stable_sort(waiting_.begin(), waiting_.end(), [](const LiveFile& a, const LiveFile& b) {
    return a.commits().least < b.commits().least;
  });
}

RawSource::~RawSource() = default;

Status RawSource::begin(const Commit& commit) {
  commit_ = commit.id;
  turns_.clear();
  turn_ = 0;
  records_ = 0;
  for (const CommitPart& part : commit.parts) {
    for (const CommittedTurn& committed : part.turns) turns_.push_back(committed.turn);
  }
  std::erase_if(open_, [](const auto& file) { return file->at_end(); });
  for (; !waiting_.empty() && waiting_.front().commits().least <= commit_; waiting_.pop_front()) {
    const LiveFile& next = waiting_.front();
    if (next.commits().most < commit_) continue;
    auto file = std::make_unique<File>(
        TRY(FileRows::open(lake_.env, lake_.folder, next, RawColumns::names())));
    TRY(file->skip_to(commit_));
    open_.push_back(std::move(file));
  }
  return {};
}

bool RawSource::is_at_tick() const {
  return turn_ < turns_.size() && turns_[turn_].log == kControlLog;
}

Result<bool> RawSource::poll_tick(Batch& batch) {
  Turn& turn = turns_[turn_];
  const std::optional<ClockTick> tick = lake_.catalog.tick(turn.from);
  if (!tick) {
    return Status::corrupt(
        fmt::format("a commit takes a tick where the control log has none: commit={} offset={}",
                    static_cast<uint64_t>(commit_), turn.from));
  }
  batch.start(*tick);
  if (++turn.from == turn.to) ++turn_;
  return true;
}

// The file with the next record of the turn, or null where a tick is next; a turn without any is
// passed over. Files are of hours, and clocks are put back, so the next record may be in any.
Result<RawSource::File*> RawSource::file_with_next() {
  for (; turn_ < turns_.size(); ++turn_) {
    if (is_at_tick()) return nullptr;
    const Turn& turn = turns_[turn_];
    File* next = nullptr;
    for (const auto& file : open_) {
      if (file->at_end() || file->commit() != commit_) continue;
      const Position position = file->position();
      const bool is_in_turn =
          position.log == turn.log && position.offset >= turn.from && position.offset < turn.to;
      if (is_in_turn && (next == nullptr || position < next->position())) next = file.get();
    }
    if (next != nullptr) return next;
  }
  TRY(check_all_given());
  return nullptr;
}

Status RawSource::check_all_given() {
  for (const auto& file : open_) {
    if (file->at_end() || file->commit() > commit_) continue;
    return Status::corrupt(fmt::format("raw holds a record outside its commit's ranges: receipt={}",
                                       format_receipt(file->position())));
  }
  return {};
}

Result<bool> RawSource::poll(Batch& batch) {
  File* file = TRY(file_with_next());
  if (is_at_tick()) return poll_tick(batch);
  if (file == nullptr) return false;
  const std::shared_ptr<const LogInfo> log = lake_.catalog.log(turns_[turn_].log);
  if (log == nullptr) return Status::corrupt("raw holds a record of an unknown log");
  constexpr size_t kTextBytes = 1 << 20;
  batch.start(log, std::max(kTextBytes, file->columns().bytes(file->row()).size()));
  batch.from = batch.to = file->position().offset;
  const size_t turn = turn_;
  while (file != nullptr && turn_ == turn && file->columns().fits(batch, file->row())) {
    file->columns().add_to(batch, file->row());
    TRY(file->move_on());
    file = TRY(file_with_next());
  }
  records_ += batch.rows();
  const bool same_turn = file != nullptr && turn_ == turn;
  batch.to = same_turn ? file->position().offset : turns_[turn].to;
  batch.is_message_open = same_turn && batch.offset[batch.rows() - 1] == batch.to;
  return true;
}

const std::vector<std::string>& RawColumns::names() {
  static const std::vector<std::string> kNames = {
      "_log", "_offset", "_index", "ingest_time", "bytes", "fault", "size", "sha256", "_sender"};
  return kNames;
}

Result<RawColumns> RawColumns::of(const TableColumns& table) {
  RawColumns columns;
  columns.positions_ = TRY(PositionColumns::of(table));
  columns.ingest_time_ = values_of<TimeValues>(table, "ingest_time");
  columns.bytes_ = values_of<BytesValues>(table, "bytes");
  columns.fault_ = values_of<TextValues>(table, "fault");
  columns.size_ = values_of<std::vector<int64_t>>(table, "size");
  columns.sha256_ = values_of<TextValues>(table, "sha256");
  columns.sender_ = values_of<TextValues>(table, "_sender");
  if (columns.ingest_time_ == nullptr || columns.bytes_ == nullptr || columns.fault_ == nullptr ||
      columns.size_ == nullptr || columns.sha256_ == nullptr)
    return Status::corrupt("raw file has other columns than it should");
  return columns;
}

// Records of a batch are all received in one hour.
bool RawColumns::fits(const Batch& batch, size_t row) const {
  if (batch.is_full() || bytes_->at(row).size() > batch.text.capacity() - batch.text.size())
    return false;
  return batch.rows() == 0 ||
         batch.ingest_time[0] / kMicrosPerHour == ingest_time_->micros[row] / kMicrosPerHour;
}

void RawColumns::add_to(Batch& batch, size_t from) const {
  const Position position = positions_.at(from);
  const std::string_view bytes = bytes_->at(from);
  const char* text = batch.text.append(bytes);
  const size_t row =
      batch.add_row({text, static_cast<uint32_t>(bytes.size())}, position.offset, position.index);
  batch.ingest_time[row] = ingest_time_->micros[from];
  if (sender_ != nullptr && !sender_->is_null(from))
    batch.sender[row] = batch.arena.add(sender_->at(from));
  if (fault_->is_null(from)) return;
  if (fault_->at(from) == "truncated") {
    batch.reject(row, RejectReason::kTruncated);
    return;
  }
  batch.reject(row, RejectReason::kTooLarge);
  batch.full_size[row] = static_cast<uint64_t>((*size_)[from]);
  batch.oversize_digests.emplace_back(static_cast<uint16_t>(row), sha256_->at(from));
}

}  // namespace telltale
