// A log read and decoded into rows that can be compared, and what must be true of them whatever the
// bytes are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/log_probe.h"
#include "refine/decoder.h"

namespace telltale::fuzz {

// Longer inputs find nothing that shorter ones do not, but slowly.
constexpr size_t kInputBytesMax = 32 * 1024;

struct Row {
  Offset offset = 0;
  uint32_t index = 0;
  std::string bytes;
  RowState state = RowState::kDecoded;
  RejectReason reason{};
  uint16_t reason_field = 0;
  std::string reason_value;
  std::string device;
  int64_t event_time = 0;
  int64_t seq = 0;
  uint64_t present = 0;
  std::vector<double> numbers;  // of the fields that are present, in order
  std::vector<std::string> texts;

  bool operator==(const Row&) const = default;
};

struct LogRows {
  bool is_readable = false;  // false: the log was refused as a whole
  Layout layout = Layout::kLines;
  std::vector<Row> rows;
  // Where a batch ended so that reading may go on there, and the rows before.
  std::vector<std::pair<Offset, size_t>> ends;
};

struct Reading {
  size_t bytes_a_read = SIZE_MAX;
  JsonReading json = JsonReading::kByShape;
  Offset from = 0;
};

LogRows read_rows(std::string_view input, const Schema& schema, const Reading& reading);

// Reads the input in several ways and aborts where they differ, or where a row is neither refused
// with a reason nor complete.
void check_log(std::string_view input, const Schema& schema);

// The shipped schema of that name; with `format`, of logs of that format only.
Schema shipped_schema(std::string_view name, std::optional<RecordFormat> format);

}  // namespace telltale::fuzz
