// LedgerTable: records that are not stored, with why: what ledger files of rejects and of
// duplicates hold. (Conflicts are readings: store/reading_columns.h.)
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "base/text_table.h"
#include "store/table_columns.h"
#include "telemetry/batch.h"

namespace telltale {

struct LedgerRow {
  Position position;
  int64_t ingest_time = 0;
  std::string_view schema;
  uint32_t schema_version = 0;
  std::string_view device;  // empty: not known
  // Of a reject.
  RejectReason reason = RejectReason::kNone;
  uint16_t field = Batch::kNoField;
  std::string_view field_name;
  std::string_view value;
  // Of a duplicate.
  int64_t event_time = 0;
  int64_t seq = 0;
  Position first;
};

class LedgerTable {
 public:
  explicit LedgerTable(Disposition disposition) : disposition_(disposition) {}

  void append(const LedgerRow& row);
  size_t rows() const { return offset_.size(); }
  void for_each(
      const std::function<void(const Position& position, RejectReason reason)>& each) const;
  // When the newest of its records was received; there must be one.
  int64_t newest_ingest_time() const {
    return *std::max_element(ingest_time_.begin(), ingest_time_.end());
  }
  Disposition disposition() const { return disposition_; }

  // Columns: _log · _offset · _index · ingest_time · disposition · schema · schema_version ·
  // device_id, of rejects reason · field · _field · value, of duplicates event_time · seq ·
  // first_log · first_offset · first_index, and _commit.
  TableColumns columns() const;

 private:
  struct Texts {
    TextTable table;
    std::vector<int32_t> codes;
    void append(std::string_view text);
    TextValues values() const;
  };

  Disposition disposition_;
  std::vector<int32_t> log_;
  std::vector<int64_t> offset_;
  std::vector<int32_t> index_;
  std::vector<int64_t> ingest_time_;
  Texts schema_;
  std::vector<int32_t> schema_version_;
  Texts device_;
  Texts reason_;
  std::vector<int32_t> field_;
  Texts field_name_;
  Texts value_;
  std::vector<int64_t> event_time_;
  std::vector<int64_t> seq_;
  std::vector<int32_t> first_log_;
  std::vector<int64_t> first_offset_;
  std::vector<int32_t> first_index_;
};

}  // namespace telltale
