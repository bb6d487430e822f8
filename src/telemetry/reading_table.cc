#include "telemetry/reading_table.h"

#include <array>

#include "base/hash.h"
#include "base/same_bytes.h"

namespace telltale {
namespace {

// Rows that follow each other in the batch, as nearly all do, so that they are copied as one.
struct Run {
  uint16_t begin;
  uint16_t end;
};

// The runs that the rows are; there is room for as many as there may be.
std::span<const Run> runs_of(std::span<const uint16_t> rows, std::array<Run, kBatchRows>& room) {
  size_t count = 0;
  for (const uint16_t row : rows) {
    if (count > 0 && room[count - 1].end == row) {
      ++room[count - 1].end;
    } else {
      room[count++] = {row, static_cast<uint16_t>(row + 1)};
    }
  }
  return std::span(room).first(count);
}

template <typename T>
void append_runs(std::vector<T>& to, const Column<T>& from, std::span<const Run> runs) {
  for (const auto [begin, end] : runs)
    to.insert(to.end(), from.begin() + begin, from.begin() + end);
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

// Columns of few texts find nearly all of them among the recent; a text's size and ends tell them
// apart well enough to look there.
uint32_t ReadingTable::TextColumn::code_of(std::string_view text) {
  if (text.empty()) return texts.intern(hash64(text), text);
  const auto mixed = static_cast<size_t>(static_cast<unsigned char>(text.front()) * 5 +
                                         static_cast<unsigned char>(text.back()) * 3 + text.size());
  uint32_t& recent = recent_[mixed % recent_.size()];
  if (recent == TextTable::kNone || !same_text(texts.text(recent), text))
    recent = texts.intern(hash64(text), text);
  return recent;
}

ReadingTable::ReadingTable(std::shared_ptr<const Schema> schema)
    : numbers(schema->number_slots()), texts(schema->text_slots()), schema_(std::move(schema)) {
  for (const Field& field : schema_->fields) places_.push_back({field.is_text(), field.slot});
}

void ReadingTable::reserve(size_t rows) {
  const auto reserve_all = [rows](auto&... columns) { (columns.reserve(rows), ...); };
  reserve_all(device.codes, device_hash, event_time, seq, present, log, offset, index, ingest_time,
              flags, score);
  for (std::vector<double>& column : numbers) column.reserve(rows);
  for (TextColumn& column : texts) column.codes.reserve(rows);
}

size_t ReadingTable::bytes() const {
  constexpr size_t kFixedBytes = 4 + 6 * 8 + 4 + 4 + 8 + 1 + 4;
  size_t total = rows() * (kFixedBytes + 8 * numbers.size() + 4 * texts.size());
  total += device.texts.bytes();
  for (const TextColumn& column : texts) total += column.texts.bytes();
  return total;
}

void ReadingTable::append(const Batch& batch, std::span<const uint16_t> rows) {
  std::array<Run, kBatchRows> room;
  const std::span<const Run> runs = runs_of(rows, room);
  for (const uint16_t row : rows)
    device.codes.push_back(device.texts.intern(batch.device_hash[row], batch.device[row].view()));
  append_runs(device_hash, batch.device_hash, runs);
  append_runs(event_time, batch.event_time, runs);
  append_runs(seq, batch.seq, runs);
  append_runs(present, batch.present, runs);
  append_runs(offset, batch.offset, runs);
  append_runs(index, batch.index, runs);
  append_runs(flags, batch.flags, runs);
  append_runs(score, batch.score, runs);
  log.insert(log.end(), rows.size(), batch.log().id);
  append_runs(ingest_time, batch.ingest_time, runs);
  for (size_t slot = 0; slot < numbers.size(); ++slot)
    append_runs(numbers[slot], batch.numbers[slot], runs);
  for (size_t i = 0; i < places_.size(); ++i) {
    if (places_[i].is_text) append_texts(batch, rows, i);
  }
}

void ReadingTable::append_texts(const Batch& batch, std::span<const uint16_t> rows, size_t field) {
  TextColumn& column = texts[places_[field].slot];
  const Column<TextRef>& from = batch.texts[places_[field].slot];
  for (const uint16_t row : rows)
    column.codes.push_back(batch.has(row, field) ? column.code_of(from[row].view())
                                                 : TextTable::kNone);
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

void ReadingTable::encode_values(size_t row, RowEncoder& encoder) const {
  encoder.values(present[row], [&](RowEncoder::Values& values) {
    for (uint64_t left = present[row]; left != 0; left &= left - 1) {
      const FieldPlace place = places_[static_cast<size_t>(std::countr_zero(left))];
      if (place.is_text) {
        values.text(texts[place.slot].at(row));
      } else {
        values.number(numbers[place.slot][row]);
      }
    }
  });
}

}  // namespace telltale
