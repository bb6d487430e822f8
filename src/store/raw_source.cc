#include "store/raw_source.h"

#include <fmt/format.h>

namespace telltale {
namespace {

const std::vector<std::string>& raw_columns() {
  static const std::vector<std::string> kColumns = {
      "_log", "_offset", "_index", "ingest_time", "bytes", "fault", "size", "sha256", "_sender"};
  return kColumns;
}

template <typename T>
const T& values(const TableColumns& columns, size_t place) {
  return std::get<T>(columns.columns[place].values);
}

// The places of raw_columns().
enum Place : size_t { kLog, kOffset, kIndex, kIngestTime, kBytes, kFault, kSize, kSha256, kSender };

// The columns by their place in raw_columns(), all of the right type. Files have no senders that
// were written before there were any.
bool has_raw_form(const TableColumns& columns) {
  const size_t count = columns.columns.size();
  if (count != kSender && count != raw_columns().size()) return false;
  const auto holds = [&]<typename T>(size_t place, const T*) {
    return std::holds_alternative<T>(columns.columns[place].values);
  };
  return holds(kLog, static_cast<std::vector<int32_t>*>(nullptr)) &&
         holds(kOffset, static_cast<std::vector<int64_t>*>(nullptr)) &&
         holds(kIndex, static_cast<std::vector<int32_t>*>(nullptr)) &&
         holds(kIngestTime, static_cast<TimeValues*>(nullptr)) &&
         holds(kBytes, static_cast<BytesValues*>(nullptr)) &&
         holds(kFault, static_cast<TextValues*>(nullptr)) &&
         holds(kSize, static_cast<std::vector<int64_t>*>(nullptr)) &&
         holds(kSha256, static_cast<TextValues*>(nullptr)) &&
         (count == kSender || holds(kSender, static_cast<TextValues*>(nullptr)));
}

}  // namespace

Status RawSource::File::load() {
  while (next_row == columns.rows && next_group < reader->row_groups()) {
    columns = TRY(reader->read(next_group++, raw_columns()));
    next_row = 0;
    if (!has_raw_form(columns)) return Status::corrupt("raw file has other columns than it should");
  }
  return {};
}

Position RawSource::File::position() const {
  const size_t row = next_row;
  return {LogId{static_cast<uint32_t>(values<std::vector<int32_t>>(columns, kLog)[row])},
          static_cast<Offset>(values<std::vector<int64_t>>(columns, kOffset)[row]),
          static_cast<uint32_t>(values<std::vector<int32_t>>(columns, kIndex)[row])};
}

Result<std::unique_ptr<RawSource>> RawSource::open(Env& env, const std::string& lake_folder,
                                                   const Catalog& catalog, const CommitPart& part) {
  std::unique_ptr<RawSource> source(new RawSource(catalog, part));
  for (const FileEntry& entry : part.added) {
    if (entry.table != Table::kRaw) continue;
    File file;
    file.reader = TRY(ParquetReader::open(env, join_path(lake_folder, entry.path)));
    TRY(file.load());
    source->files_.push_back(std::move(file));
  }
  return source;
}

// The file with the next row of the turn; a turn without any is passed over. Files are of hours,
// and clocks are put back, so the next row may be in any.
Result<RawSource::File*> RawSource::file_with_next() {
  for (; turn_ < part_.turns.size(); ++turn_) {
    const Turn& turn = part_.turns[turn_].turn;
    File* next = nullptr;
    for (File& file : files_) {
      TRY(file.load());
      if (file.at_end()) continue;
      const Position position = file.position();
      const bool is_in_turn =
          position.log == turn.log && position.offset >= turn.from && position.offset < turn.to;
      if (is_in_turn && (next == nullptr || position < next->position())) next = &file;
    }
    if (next != nullptr) return next;
  }
  for (const File& file : files_) {
    if (file.at_end()) continue;
    return Status::corrupt(fmt::format("raw holds a record outside its commit's ranges: receipt={}",
                                       format_receipt(file.position())));
  }
  return nullptr;
}

Result<bool> RawSource::poll(Batch& batch) {
  File* file = TRY(file_with_next());
  if (file == nullptr) return false;
  const std::shared_ptr<const LogInfo> log = catalog_.log(part_.turns[turn_].turn.log);
  if (log == nullptr) return Status::corrupt("raw holds a record of an unknown log");
  constexpr size_t kTextBytes = 1 << 20;
  const size_t first_bytes = values<BytesValues>(file->columns, kBytes).at(file->next_row).size();
  batch.start(log, std::max(kTextBytes, first_bytes));
  batch.from = batch.to = file->position().offset;
  const size_t turn = turn_;
  while (file != nullptr && turn_ == turn && fits(batch, *file)) {
    TRY(add_row(batch, *file));
    file = TRY(file_with_next());
  }
  const bool same_turn = file != nullptr && turn_ == turn;
  batch.to = same_turn ? file->position().offset : part_.turns[turn].turn.to;
  batch.is_message_open = same_turn && batch.offset[batch.rows() - 1] == batch.to;
  return true;
}

bool RawSource::fits(const Batch& batch, const File& file) const {
  const size_t size = values<BytesValues>(file.columns, kBytes).at(file.next_row).size();
  const int64_t received = values<TimeValues>(file.columns, kIngestTime).micros[file.next_row];
  const bool same_hour =
      batch.rows() == 0 || received / kMicrosPerHour == batch.ingest_time[0] / kMicrosPerHour;
  return same_hour && !batch.is_full() && size <= batch.text.capacity() - batch.text.size();
}

void RawSource::add_sender(Batch& batch, size_t row, const TableColumns& columns, size_t from) {
  if (columns.columns.size() <= kSender) return;
  const auto& senders = values<TextValues>(columns, kSender);
  if (!senders.is_null(from)) batch.sender[row] = batch.arena.add(senders.at(from));
}

Status RawSource::add_row(Batch& batch, File& file) {
  const size_t from = file.next_row;
  const Position position = file.position();
  const std::string_view bytes = values<BytesValues>(file.columns, kBytes).at(from);
  const char* text = batch.text.append(bytes);
  const size_t row =
      batch.add_row({text, static_cast<uint32_t>(bytes.size())}, position.offset, position.index);
  ++file.next_row;
  batch.ingest_time[row] = values<TimeValues>(file.columns, kIngestTime).micros[from];
  add_sender(batch, row, file.columns, from);
  const auto& fault = values<TextValues>(file.columns, kFault);
  if (fault.is_null(from)) return {};
  if (fault.at(from) == "truncated") {
    batch.reject(row, RejectReason::kTruncated);
    return {};
  }
  batch.reject(row, RejectReason::kTooLarge);
  batch.full_size[row] =
      static_cast<uint64_t>(values<std::vector<int64_t>>(file.columns, kSize)[from]);
  batch.oversize_digests.emplace_back(static_cast<uint16_t>(row),
                                      values<TextValues>(file.columns, kSha256).at(from));
  return {};
}

}  // namespace telltale
