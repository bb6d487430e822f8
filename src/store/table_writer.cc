#include "store/table_writer.h"

#include <charconv>

#include <fmt/format.h>

#include "base/cpu_meter.h"
#include "base/hash.h"
#include "store/rollup_table.h"

namespace telltale {
namespace {

// A line a row group: the least and the most device hash, 16 hex digits each.
constexpr const char* kDeviceHashes = "telltale.device_hashes";
constexpr size_t kHashDigits = 16;
constexpr size_t kLineBytes = 2 * (kHashDigits + 1);

std::string device_hash_line(const TableColumns& group) {
  const auto* devices = values_of<TextValues>(group, "device_id");
  CHECK(devices != nullptr);
  RangeOf<uint64_t> range{~0ULL, 0};
  for (size_t i = 0; i < devices->dictionary.size(); ++i) {
    const uint64_t hash = hash64(devices->dictionary.at(i));
    range = {std::min(range.least, hash), std::max(range.most, hash)};
  }
  return fmt::format("{:016x} {:016x}\n", range.least, range.most);
}

bool read_hash(std::string_view text, uint64_t& hash) {
  const char* end = text.data() + text.size();
  return std::from_chars(text.data(), end, hash, 16).ptr == end;
}

}  // namespace

TableWriter::TableWriter(LakeFiles& files, TableForm form, const TableColumns& like)
    : files_(files), form_(std::move(form)), like_(like), group_(like) {}

Status TableWriter::append(RowGatherer::Sources sources, std::span<const RowRef> rows) {
  TRY(group_.append(sources, rows));
  return is_group_full() ? end_group() : Status();
}

// A table may be larger than a row group.
Status TableWriter::append(const TableColumns& table) {
  const TableColumns* source = &table;
  std::vector<RowRef> rows;
  for (uint32_t row = 0; row < table.rows; ++row) {
    rows.push_back({0, row});
    if (group_.rows() + rows.size() < form_.group_rows && row + 1 < table.rows) continue;
    TRY(append(RowGatherer::Sources(&source, 1), rows));
    rows.clear();
  }
  return {};
}

bool TableWriter::is_group_full() const {
  return group_.rows() >= form_.group_rows || group_.bytes() >= form_.group_bytes;
}

Status TableWriter::end_group() {
  if (group_.rows() == 0) return {};
  const MeteredWork metered(Work::kEncodeRows);
  TableColumns columns = group_.take();
  if (!file_) file_.emplace(like_, form_.compression);
  if (form_.is_sorted) device_hashes_ += device_hash_line(columns);
  bounds_.add(columns);
  file_rows_ += columns.rows;
  TRY(file_->add_row_group(columns));
  return file_->bytes() >= form_.file_bytes ? end_file() : Status();
}

Status TableWriter::end_file() {
  if (form_.is_sorted) file_->add_metadata(kDeviceHashes, std::move(device_hashes_));
  FileEntry entry = form_.like;
  if (bucket_of(entry.table) != 0) entry.columns = columns_of_sums(like_);
  entry.rows = file_rows_;
  bounds_.say_in(entry);
  written_.push_back(TRY(files_.write_encoded(file_->finish(), form_.folder, std::move(entry))));
  rows_ += file_rows_;
  file_rows_ = 0;
  file_.reset();
  bounds_ = {};
  device_hashes_.clear();
  return {};
}

Result<std::vector<FileEntry>> TableWriter::finish() {
  TRY(end_group());
  if (file_) TRY(end_file());
  return std::move(written_);
}

bool device_hashes_of(const ParquetReader& reader, size_t row_group, RangeOf<uint64_t>& hashes) {
  const std::string lines = reader.metadata(kDeviceHashes);
  if (lines.size() != reader.row_groups() * kLineBytes) return false;
  const std::string_view line = std::string_view(lines).substr(row_group * kLineBytes, kLineBytes);
  return read_hash(line.substr(0, kHashDigits), hashes.least) &&
         read_hash(line.substr(kHashDigits + 1, kHashDigits), hashes.most);
}

}  // namespace telltale
