#include "tests/fuzz/log_rows.h"

#include <algorithm>
#include <cmath>

#include "base/memory_env.h"
#include "ingest/gzip_stream.h"
#include "ingest/log_source.h"
#include "refine/csv_header.h"
#include "telemetry/schema_yaml.h"

namespace telltale::fuzz {
namespace {

constexpr const char* kLogPath = "/fuzz.csv";

std::shared_ptr<const LogInfo> log_of(const ProbedLog& probed, const Schema& schema) {
  auto log = std::make_shared<LogInfo>(lone_log(probed, std::make_shared<const Schema>(schema)));
  log->name = file_name(kLogPath);
  return log;
}

std::string text_of(const TextRef& text) {
  return text.is_null() ? std::string() : std::string(text.view());
}

void take_values(const Batch& batch, size_t number, Row& row) {
  const Schema& schema = batch.schema();
  for (size_t field = 0; field < schema.fields.size(); ++field) {
    if (!batch.has(number, field)) continue;
    const Field& known = schema.fields[field];
    if (known.is_text()) {
      row.texts.push_back(text_of(batch.texts[known.slot][number]));
    } else {
      row.numbers.push_back(batch.numbers[known.slot][number]);
    }
  }
}

Row row_of(const Batch& batch, size_t number) {
  Row row;
  row.offset = batch.offset[number];
  row.index = batch.index[number];
  row.bytes = text_of(batch.bytes[number]);
  row.state = batch.state[number];
  row.device = text_of(batch.device[number]);
  if (row.state == RowState::kRejected) {
    row.reason = batch.reason[number];
    row.reason_field = batch.reason_field[number];
    row.reason_value = text_of(batch.reason_value[number]);
    return row;
  }
  row.event_time = batch.event_time[number];
  row.seq = batch.seq[number];
  row.present = batch.present[number];
  take_values(batch, number, row);
  return row;
}

void check_row(const Row& row, const Schema& schema) {
  if (row.state == RowState::kRejected) {
    CHECK(row.reason != RejectReason{});
    CHECK(row.reason_value.size() <= kOffendingBytesMax);
    return;
  }
  CHECK(row.state == RowState::kDecoded);
  CHECK(!row.device.empty());
  CHECK(row.device.size() <= kDeviceIdBytesMax);
  CHECK((row.present & ~schema.field_bits()) == 0);
  for (const double number : row.numbers) CHECK(std::isfinite(number));
}

// Each record is a piece of the input, behind the one before, and its bytes are those it had there.
void check_places(std::string_view input, const std::vector<Row>& rows) {
  const Row* before = nullptr;
  for (const Row& row : rows) {
    CHECK(row.offset <= input.size());
    if (row.index == 0) {
      CHECK(input.substr(row.offset).find(row.bytes) != std::string_view::npos);
    }
    if (before != nullptr) {
      CHECK(std::pair(before->offset, before->index) < std::pair(row.offset, row.index));
      if (row.index == 0 && before->index == 0)
        CHECK(before->offset + before->bytes.size() <= row.offset);
    }
    before = &row;
  }
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Of a log of lines that holds no arrays, nothing but space lies between its records.
void check_nothing_lost(std::string_view input, const LogRows& log) {
  if (log.layout != Layout::kLines || input.find('[') != std::string_view::npos) return;
  if (input.starts_with("\xef\xbb\xbf")) input.remove_prefix(3);
  size_t kept = 0;
  for (const Row& row : log.rows)
    kept += static_cast<size_t>(
        std::count_if(row.bytes.begin(), row.bytes.end(), [](char c) { return !is_space(c); }));
  CHECK(kept == static_cast<size_t>(std::count_if(input.begin(), input.end(),
                                                  [](char c) { return !is_space(c); })));
}

}  // namespace

LogRows read_rows(std::string_view input, const Schema& schema, const Reading& reading) {
  LogRows out;
  MemoryEnv env;
  env.put(kLogPath, std::string(input));
  env.set_read_bytes_max(reading.bytes_a_read);
  Result<ProbedLog> probed = probe_log(env.open_stream(kLogPath).value(), schema);
  if (!probed.ok()) return out;
  out.layout = probed.value().layout;
  const std::shared_ptr<const LogInfo> log = log_of(probed.value(), schema);
  if (log->format == RecordFormat::kCsv && !check_csv_header(*log).ok()) return out;
  out.is_readable = true;
  FieldCensus unknown;
  const std::unique_ptr<Decoder> decoder = log->format == RecordFormat::kCsv
                                               ? make_csv_decoder(*log, unknown)
                                               : make_json_decoder(*log, unknown, reading.json);
  LogSource source(log, std::move(probed).value(), reading.from);
  static const auto batch = std::make_unique<Batch>();
  while (true) {
    const Result<bool> more = source.poll(*batch);
    CHECK(more.ok());
    if (!more.value()) return out;
    decoder->decode(*batch);
    for (size_t i = 0; i < batch->rows(); ++i) out.rows.push_back(row_of(*batch, i));
    if (!batch->is_message_open) out.ends.emplace_back(batch->to, out.rows.size());
  }
}

void check_log(std::string_view input, const Schema& schema) {
  const LogRows log = read_rows(input, schema, {});
  for (const Row& row : log.rows) check_row(row, schema);
  const LogRows in_full = read_rows(input, schema, {.json = JsonReading::kInFull});
  CHECK(in_full.rows == log.rows);
  const LogRows by_pieces = read_rows(input, schema, {.bytes_a_read = 7 + input.size() % 61});
  CHECK(by_pieces.is_readable == log.is_readable);
  CHECK(by_pieces.rows == log.rows);
  if (!log.is_readable || input.starts_with(kGzipMagic)) return;
  check_places(input, log.rows);
  check_nothing_lost(input, log);
  for (const auto& [end, rows] : log.ends) {
    const LogRows rest = read_rows(input, schema, {.from = end});
    CHECK(std::equal(rest.rows.begin(), rest.rows.end(), log.rows.begin() + static_cast<long>(rows),
                     log.rows.end()));
  }
}

Schema shipped_schema(std::string_view name, std::optional<RecordFormat> format) {
  for (const BuiltinSchema& shipped : builtin_schemas()) {
    if (shipped.name != name) continue;
    Schema schema = parse_schema(shipped.yaml, shipped.name).value();
    schema.format = format;
    return schema;
  }
  CHECK(false);
  return {};
}

}  // namespace telltale::fuzz
