#include "store/raw_file.h"

namespace telltale {
namespace {

// Raw is read back record by record and in order: groups of about a megabyte serve both and stay
// in a processor's cache from arriving to being compressed.
constexpr size_t kGroupBytes = 1 << 20;
constexpr size_t kGroupRows = 16'384;
// What arrives must keep up (bench/README.md); rewriting old files smaller is for a quiet hour. A
// device's last record may lie a whole group back, so the window holds one; shorter repeats than
// seven bytes are numbers' chance digits, which only push better ones out of the places remembered.
constexpr Compression kCompression = {
    .level = -4, .window_log = 21, .hash_log = 14, .match_min = 7};

}  // namespace

RawFile::RawFile() : builder_(columns_of_raw({}), kCompression) {}

void RawFile::append(const Batch& batch) {
  group_.append(batch);
  rows_ += batch.rows();
  for (size_t row = 0; row < batch.rows(); ++row) {
    bounds_.add_received(batch.ingest_time[row]);
    bounds_.add_position({batch.log().id, batch.offset[row], batch.index[row]});
  }
  if (is_group_full()) encode_group();
}

bool RawFile::is_group_full() const {
  return group_.bytes.size() >= kGroupBytes || group_.rows() >= kGroupRows;
}

// The bytes' memory serves group after group.
void RawFile::encode_group() {
  TableColumns columns = columns_of_raw(std::move(group_));
  const Status added = builder_.add_row_group(columns);
  if (!added.ok()) error_ = added;
  group_ = {};
  for (TableColumn& column : columns.columns) {
    if (auto* bytes = std::get_if<BytesValues>(&column.values))
      group_.reuse(std::move(bytes->data));
  }
}

Result<std::string> RawFile::finish() {
  if (group_.rows() > 0) encode_group();
  TRY(error_);
  return builder_.finish();
}

}  // namespace telltale
