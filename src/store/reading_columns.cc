#include "store/reading_columns.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"

namespace telltale {
namespace {

template <typename To, typename From>
std::vector<To> gather(const std::vector<From>& values, std::span<const uint32_t> rows) {
  std::vector<To> gathered(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) gathered[i] = static_cast<To>(values[rows[i]]);
  return gathered;
}

// The texts of some rows, with a dictionary of just those.
TextValues gather_texts(const ReadingTable::TextColumn& column, std::span<const uint32_t> rows) {
  TextValues texts;
  texts.codes.resize(rows.size());
  std::vector<int32_t> code_of(column.texts.size(), -1);
  for (size_t i = 0; i < rows.size(); ++i) {
    const uint32_t code = column.codes[rows[i]];
    if (code == TextTable::kNone) {
      texts.codes[i] = -1;
      continue;
    }
    if (code_of[code] < 0) {
      code_of[code] = static_cast<int32_t>(texts.dictionary.size());
      texts.dictionary.add(column.texts.text(code));
    }
    texts.codes[i] = code_of[code];
  }
  return texts;
}

// Which of the rows have the field; nothing when all have it.
std::vector<uint8_t> valid_rows(const ReadingTable& readings, std::span<const uint32_t> rows,
                                size_t field) {
  const auto has = [&](uint32_t row) { return readings.has(row, field); };
  if (std::all_of(rows.begin(), rows.end(), has)) return {};
  std::vector<uint8_t> valid(rows.size());
  std::transform(rows.begin(), rows.end(), valid.begin(), has);
  return valid;
}

void add_field(const ReadingTable& readings, std::span<const uint32_t> rows, size_t number,
               TableColumns& table) {
  const Field& field = readings.schema().fields[number];
  if (field.is_text()) {
    table.add(field.lake_name(), gather_texts(readings.texts[field.slot], rows));
    return;
  }
  const std::vector<double>& numbers = readings.numbers[field.slot];
  std::vector<uint8_t> valid = valid_rows(readings, rows, number);
  if (field.type == FieldType::kBoolean) {
    BooleanValues values;
    for (const uint32_t row : rows)
      values.values.push_back(readings.has(row, number) && numbers[row] != 0);
    table.add(field.lake_name(), std::move(values), std::move(valid));
  } else if (field.type == FieldType::kInteger) {
    std::vector<int64_t> values(rows.size());
    for (size_t i = 0; i < rows.size(); ++i)
      values[i] = readings.has(rows[i], number) ? static_cast<int64_t>(numbers[rows[i]]) : 0;
    table.add(field.lake_name(), std::move(values), std::move(valid));
  } else {
    table.add(field.lake_name(), gather<double>(numbers, rows), std::move(valid));
  }
}

TextValues constant_text(std::string_view text, size_t rows) {
  return {BytesValues::of({text}), std::vector<int32_t>(rows, 0)};
}

Status missing(std::string_view column) {
  return Status::corrupt(
      fmt::format("file of the lake lacks a column or it has another type: column={}", column));
}

// Copies a whole-number column; another type in the file is kCorrupt.
template <typename T, typename To>
Status append_values(const TableColumns& columns, std::string_view name,
                     std::span<const uint32_t> rows, std::vector<To>& out) {
  const auto* values = values_of<std::vector<T>>(columns, name);
  if (values == nullptr) return missing(name);
  for (const uint32_t row : rows) out.push_back(static_cast<To>((*values)[row]));
  return {};
}

Status append_times(const TableColumns& columns, std::string_view name,
                    std::span<const uint32_t> rows, std::vector<int64_t>& out) {
  const auto* values = values_of<TimeValues>(columns, name);
  if (values == nullptr) return missing(name);
  for (const uint32_t row : rows) out.push_back(values->micros[row]);
  return {};
}

void append_texts(const TextValues& texts, std::span<const uint32_t> rows,
                  ReadingTable::TextColumn& out) {
  constexpr uint32_t kUnknown = TextTable::kNone;
  std::vector<uint32_t> code_of(texts.dictionary.size(), kUnknown);
  for (const uint32_t row : rows) {
    if (texts.is_null(row)) {
      out.codes.push_back(TextTable::kNone);
      continue;
    }
    uint32_t& code = code_of[static_cast<size_t>(texts.codes[row])];
    if (code == kUnknown) code = out.texts.intern(hash64(texts.at(row)), texts.at(row));
    out.codes.push_back(code);
  }
}

Status append_numbers(const TableColumn& column, const Field& field, std::span<const uint32_t> rows,
                      std::vector<double>& out) {
  const auto append = [&](const auto& values) {
    for (const uint32_t row : rows)
      out.push_back(column.is_null(row) ? 0 : static_cast<double>(values[row]));
    return Status();
  };
  if (field.type == FieldType::kBoolean) {
    if (const auto* values = std::get_if<BooleanValues>(&column.values))
      return append(values->values);
  } else if (field.type == FieldType::kInteger) {
    if (const auto* values = std::get_if<std::vector<int64_t>>(&column.values))
      return append(*values);
  } else if (const auto* values = std::get_if<std::vector<double>>(&column.values)) {
    return append(*values);
  }
  return missing(column.name);
}

Status append_field(const TableColumns& columns, std::span<const uint32_t> rows, size_t number,
                    ReadingTable& readings) {
  const Field& field = readings.schema().fields[number];
  const TableColumn* column = columns.find(field.lake_name());
  if (column == nullptr) return missing(field.lake_name());
  const size_t first = readings.present.size() - rows.size();
  for (size_t i = 0; i < rows.size(); ++i)
    readings.present[first + i] |= uint64_t{!column->is_null(rows[i])} << number;
  if (!field.is_text()) return append_numbers(*column, field, rows, readings.numbers[field.slot]);
  const auto* texts = std::get_if<TextValues>(&column->values);
  if (texts == nullptr) return missing(field.lake_name());
  append_texts(*texts, rows, readings.texts[field.slot]);
  return {};
}

}  // namespace

TableColumns columns_of_readings(const ReadingTable& readings, std::span<const uint32_t> rows) {
  const Schema& schema = readings.schema();
  TableColumns table;
  table.rows = rows.size();
  table.add("device_id", gather_texts(readings.device, rows));
  table.add("event_time", TimeValues{gather<int64_t>(readings.event_time, rows)});
  if (schema.has_seq()) table.add("seq", gather<int64_t>(readings.seq, rows));
  for (size_t i = 0; i < schema.fields.size(); ++i) add_field(readings, rows, i, table);
  table.add("ingest_time", TimeValues{gather<int64_t>(readings.ingest_time, rows)});
  table.add("_schema", constant_text(schema.name, rows.size()));
  table.add("_log", gather<int32_t>(readings.log, rows));
  table.add("_offset", gather<int64_t>(readings.offset, rows));
  table.add("_index", gather<int32_t>(readings.index, rows));
  table.add("_flags", gather<int32_t>(readings.flags, rows));
  table.add("_score", gather<float>(readings.score, rows));
  table.add("_commit", std::vector<int64_t>(rows.size()), std::vector<uint8_t>(rows.size(), 0));
  return table;
}

std::vector<std::string> identity_column_names() {
  return {"device_id", "event_time", "seq"};
}

std::vector<std::string> reading_column_names(const Schema& schema) {
  std::vector<std::string> names = identity_column_names();
  for (const Field& field : schema.fields) names.push_back(field.lake_name());
  names.insert(names.end(), {"ingest_time", "_log", "_offset", "_index", "_flags", "_score"});
  return names;
}

void for_each_identity(const TableColumns& columns,
                       const std::function<void(size_t row, const ReadingIdentity&)>& each) {
  const auto* devices = values_of<TextValues>(columns, "device_id");
  const auto* times = values_of<TimeValues>(columns, "event_time");
  if (devices == nullptr || times == nullptr) return;
  const auto* seqs = values_of<std::vector<int64_t>>(columns, "seq");
  std::vector<uint64_t> hashes;
  for (size_t i = 0; i < devices->dictionary.size(); ++i)
    hashes.push_back(hash64(devices->dictionary.at(i)));
  for (size_t row = 0; row < columns.rows; ++row) {
    each(row, {hashes[static_cast<size_t>(devices->codes[row])], times->micros[row],
               seqs == nullptr ? 0 : (*seqs)[row]});
  }
}

Status append_readings(const TableColumns& columns, std::span<const uint32_t> rows,
                       ReadingTable& readings) {
  const Schema& schema = readings.schema();
  const auto* devices = values_of<TextValues>(columns, "device_id");
  if (devices == nullptr) return missing("device_id");
  append_texts(*devices, rows, readings.device);
  for (const uint32_t row : rows) readings.device_hash.push_back(hash64(devices->at(row)));
  TRY(append_times(columns, "event_time", rows, readings.event_time));
  TRY(append_times(columns, "ingest_time", rows, readings.ingest_time));
  if (schema.has_seq()) {
    TRY(append_values<int64_t>(columns, "seq", rows, readings.seq));
  } else {
    readings.seq.insert(readings.seq.end(), rows.size(), 0);
  }
  TRY(append_values<int32_t>(columns, "_log", rows, readings.log));
  TRY(append_values<int64_t>(columns, "_offset", rows, readings.offset));
  TRY(append_values<int32_t>(columns, "_index", rows, readings.index));
  TRY(append_values<int32_t>(columns, "_flags", rows, readings.flags));
  TRY(append_values<float>(columns, "_score", rows, readings.score));
  readings.present.insert(readings.present.end(), rows.size(), 0);
  for (size_t i = 0; i < schema.fields.size(); ++i) TRY(append_field(columns, rows, i, readings));
  return {};
}

}  // namespace telltale
