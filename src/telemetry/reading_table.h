// ReadingTable: readings of one schema by column, growing in memory: what a cut gathers, what
// settlement compares, what a file of facts holds. Texts are numbers of a dictionary per column.
// One owner thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/text_table.h"
#include "telemetry/batch.h"
#include "telemetry/row_digest.h"

namespace telltale {

class ReadingTable {
 public:
  struct TextColumn {
    TextTable texts;
    std::vector<uint32_t> codes;  // TextTable::kNone where the row has none

    uint32_t code_of(std::string_view text);
    bool is_null(size_t row) const { return codes[row] == TextTable::kNone; }
    std::string_view at(size_t row) const { return texts.text(codes[row]); }

   private:
    std::array<uint32_t, 64> recent_ = [] {
      std::array<uint32_t, 64> none;
      none.fill(TextTable::kNone);
      return none;
    }();
  };

  explicit ReadingTable(std::shared_ptr<const Schema> schema);

  const Schema& schema() const { return *schema_; }
  const std::shared_ptr<const Schema>& shared_schema() const { return schema_; }
  size_t rows() const { return event_time.size(); }
  size_t bytes() const;

  // Makes room for so many rows in all, so that columns need not move as they grow.
  void reserve(size_t rows);
  // Adds rows of a batch of this schema, in the order given.
  void append(const Batch& batch, std::span<const uint16_t> rows);
  // Adds one row of another table of the same schema.
  void append(const ReadingTable& other, size_t row);

  Position position(size_t row) const { return {log[row], offset[row], index[row]}; }
  bool has(size_t row, size_t field) const { return (present[row] >> field & 1) != 0; }

  // The values of a row in schema order: `present`, then each value (telemetry/row_digest.h).
  void encode_values(size_t row, RowEncoder& encoder) const;

  TextColumn device;
  std::vector<uint64_t> device_hash;
  std::vector<int64_t> event_time;
  std::vector<int64_t> seq;
  std::vector<uint64_t> present;
  std::vector<std::vector<double>> numbers;  // by Field::slot
  std::vector<TextColumn> texts;             // by Field::slot
  std::vector<LogId> log;
  std::vector<Offset> offset;
  std::vector<uint32_t> index;
  std::vector<int64_t> ingest_time;
  std::vector<uint8_t> flags;
  std::vector<float> score;

 private:
  struct FieldPlace {
    bool is_text;
    uint16_t slot;
  };
  void append_texts(const Batch& batch, std::span<const uint16_t> rows, size_t field);

  std::vector<FieldPlace> places_;  // by field
  std::shared_ptr<const Schema> schema_;
};

}  // namespace telltale
