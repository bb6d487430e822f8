// RawTable: records as they arrived, in log order: some of what a raw file holds.
#pragma once

#include <string>
#include <vector>

#include "base/text_table.h"
#include "store/table_columns.h"
#include "telemetry/batch.h"

namespace telltale {

struct RawTable {
  std::vector<LogId> log;
  std::vector<Offset> offset;
  std::vector<uint32_t> index;
  std::vector<int64_t> ingest_time;
  // Room for what a file says before the bytes, so that they need not be copied to be encoded.
  static constexpr size_t kSpareBytes = 64 << 10;
  std::string bytes = std::string(kSpareBytes, '\0');
  std::vector<int32_t> ends;
  // Of records that are not here in full: a row, its true length, the digest of all its bytes.
  struct Cut {
    uint32_t row;
    uint64_t size;
    std::string sha256;
  };
  std::vector<Cut> oversize;
  std::vector<uint32_t> truncated;  // rows whose log ended inside them
  // What the transport said of who sent each; of all rows before the first that has one, nothing.
  TextTable senders;
  std::vector<int32_t> sender_codes;

  size_t rows() const { return log.size(); }
  // All rows of a batch are received in one hour.
  void append(const Batch& batch);
  // Takes over memory that bytes lay in.
  void reuse(std::string memory);

 private:
  void append_senders(const Batch& batch);
};

// Columns: _log · _offset · _index · ingest_time · bytes · fault (`too_large`, `truncated`, or
// null) · size and sha256 (of too large ones) · _sender (telemetry/sender.h, or null).
TableColumns columns_of_raw(RawTable raw);

}  // namespace telltale
