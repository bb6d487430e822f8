#include "telemetry/reading_table.h"

#include "base/hash.h"

namespace telltale {
namespace {

template <typename T>
void append_rows(std::vector<T>& to, const Column<T>& from, std::span<const uint16_t> rows) {
  const size_t begin = to.size();
  to.resize(begin + rows.size());
  T* out = to.data() + begin;
  for (size_t i = 0; i < rows.size(); ++i) out[i] = from[rows[i]];
}

// A text, or none, of another dictionary.
void append_code(ReadingTable::TextColumn& to, const ReadingTable::TextColumn& from, size_t row) {
  if (from.is_null(row)) {
    to.codes.push_back(TextTable::kNone);
    return;
  }
  const std::string_view text = from.at(row);
  to.codes.push_back(to.texts.intern(hash64(text), text));
}

}  // namespace

void ReadingTable::TextColumn::append(const TextRef& text) {
  codes.push_back(text.is_null() ? TextTable::kNone
                                 : texts.intern(hash64(text.view()), text.view()));
}

ReadingTable::ReadingTable(std::shared_ptr<const Schema> schema)
    : numbers(schema->number_slots()), texts(schema->text_slots()), schema_(std::move(schema)) {}

size_t ReadingTable::bytes() const {
  constexpr size_t kFixedBytes = 4 + 6 * 8 + 4 + 4 + 8 + 1 + 4;
  size_t total = rows() * (kFixedBytes + 8 * numbers.size() + 4 * texts.size());
  total += device.texts.bytes();
  for (const TextColumn& column : texts) total += column.texts.bytes();
  return total;
}

void ReadingTable::append(const Batch& batch, std::span<const uint16_t> rows) {
  for (const uint16_t row : rows)
    device.codes.push_back(device.texts.intern(batch.device_hash[row], batch.device[row].view()));
  append_rows(device_hash, batch.device_hash, rows);
  append_rows(event_time, batch.event_time, rows);
  append_rows(seq, batch.seq, rows);
  append_rows(present, batch.present, rows);
  append_rows(offset, batch.offset, rows);
  append_rows(index, batch.index, rows);
  append_rows(flags, batch.flags, rows);
  append_rows(score, batch.score, rows);
  log.insert(log.end(), rows.size(), batch.log().id);
  ingest_time.insert(ingest_time.end(), rows.size(), micros(batch.log().ingest_time));
  for (size_t slot = 0; slot < numbers.size(); ++slot)
    append_rows(numbers[slot], batch.numbers[slot], rows);
  for (size_t i = 0; i < schema_->fields.size(); ++i) {
    const Field& field = schema_->fields[i];
    if (!field.is_text()) continue;
    TextColumn& column = texts[field.slot];
    for (const uint16_t row : rows)
      column.append(batch.has(row, i) ? batch.texts[field.slot][row] : TextRef{});
  }
}

void ReadingTable::append(const ReadingTable& other, size_t row) {
  append_code(device, other.device, row);
  device_hash.push_back(other.device_hash[row]);
  event_time.push_back(other.event_time[row]);
  seq.push_back(other.seq[row]);
  present.push_back(other.present[row]);
  log.push_back(other.log[row]);
  offset.push_back(other.offset[row]);
  index.push_back(other.index[row]);
  ingest_time.push_back(other.ingest_time[row]);
  flags.push_back(other.flags[row]);
  score.push_back(other.score[row]);
  for (size_t slot = 0; slot < numbers.size(); ++slot)
    numbers[slot].push_back(other.numbers[slot][row]);
  for (size_t slot = 0; slot < texts.size(); ++slot)
    append_code(texts[slot], other.texts[slot], row);
}

void encode_values(const ReadingTable& table, size_t row, RowEncoder& encoder) {
  encoder.present(table.present[row]);
  const std::vector<Field>& fields = table.schema().fields;
  for (uint64_t left = table.present[row]; left != 0; left &= left - 1) {
    const Field& field = fields[static_cast<size_t>(std::countr_zero(left))];
    if (field.is_text()) {
      encoder.text(table.texts[field.slot].at(row));
    } else {
      encoder.number(table.numbers[field.slot][row]);
    }
  }
}

}  // namespace telltale
