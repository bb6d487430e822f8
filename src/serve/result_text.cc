#include "serve/result_text.h"

#include <array>

#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"

namespace telltale::serve {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

struct FormatWords {
  std::string_view name;
  std::string_view media_type;
};
constexpr std::array<FormatWords, 5> kFormats = {{{"json", "application/json"},
                                                  {"objects", "application/json"},
                                                  {"csv", "text/csv"},
                                                  {"arrow", "application/vnd.apache.arrow.stream"},
                                                  {"parquet", "application/vnd.apache.parquet"}}};

void add_csv_text(std::string_view bytes, bool is_number, std::string& line) {
  const bool needs_quotes =
      !is_number && (bytes.empty() || bytes.find_first_of(",\"\r\n") != std::string_view::npos);
  if (!needs_quotes) return append_as_utf8(bytes, line);
  std::string text;
  append_as_utf8(bytes, text);
  line += '"';
  for (const char c : text) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

}  // namespace

std::string_view name_of(ResultFormat format) {
  return kFormats[static_cast<size_t>(format)].name;
}

std::optional<ResultFormat> result_format_named(std::string_view name) {
  for (size_t i = 0; i < kFormats.size(); ++i) {
    if (kFormats[i].name == name) return static_cast<ResultFormat>(i);
  }
  return std::nullopt;
}

std::string_view media_type_of(ResultFormat format) {
  return kFormats[static_cast<size_t>(format)].media_type;
}

std::optional<BatchForm> batch_form_of(ResultFormat format) {
  if (format == ResultFormat::kArrow) return BatchForm::kArrow;
  if (format == ResultFormat::kParquet) return BatchForm::kParquet;
  return std::nullopt;
}

std::optional<ResultFormat> result_format_of_media_type(std::string_view type) {
  for (size_t i = 0; i < kFormats.size(); ++i) {
    if (kFormats[i].media_type == type) return static_cast<ResultFormat>(i);
  }
  return std::nullopt;
}

std::string json_text(std::string_view bytes) {
  if (is_utf8(bytes)) return json_quoted(bytes);
  std::string text;
  append_as_utf8(bytes, text);
  return json_quoted(text);
}

std::string json_cell(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      return "null";
    case Cell::Kind::kText:
      return json_text(cell.text);
    case Cell::Kind::kJson:
      if (!is_utf8(cell.text)) {
        std::string text;
        append_as_utf8(cell.text, text);
        return text;
      }
      return cell.text;
    default:
      return cell.text;
  }
}

Status ResultText::begin(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) quoted_names_.push_back(json_text(column));
  if (form_.format == ResultFormat::kObjects) piece_ = "[";
  if (form_.format == ResultFormat::kCsv) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) piece_ += ',';
      add_csv_text(columns[i], false, piece_);
    }
    piece_ += "\r\n";
  }
  if (form_.format != ResultFormat::kJson) return {};
  piece_ = fmt::format("{{\"commit\":{},\"columns\":[", form_.commit);
  for (size_t i = 0; i < quoted_names_.size(); ++i) {
    piece_ += fmt::format("{}{{\"name\":{},\"type\":{}}}", i > 0 ? "," : "", quoted_names_[i],
                          json_text(form_.columns[i].type));
  }
  piece_ += "],\"rows\":[";
  return {};
}

Status ResultText::row(std::span<const Cell> cells) {
  if (form_.format == ResultFormat::kCsv) {
    add_csv_row(cells);
  } else {
    add_json_row(cells);
  }
  ++rows_;
  return piece_.size() < kPieceBytes ? Status() : flush();
}

void ResultText::add_json_row(std::span<const Cell> cells) {
  const bool is_object = form_.format == ResultFormat::kObjects;
  piece_ += rows_ > 0 ? ",\n" : "\n";
  piece_ += is_object ? '{' : '[';
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) piece_ += ',';
    if (is_object) piece_.append(quoted_names_[i]).append(":");
    piece_ += json_cell(cells[i]);
  }
  piece_ += is_object ? '}' : ']';
}

void ResultText::add_csv_row(std::span<const Cell> cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) piece_ += ',';
    const Cell::Kind kind = cells[i].kind;
    const bool is_plain = kind != Cell::Kind::kText && kind != Cell::Kind::kJson;
    add_csv_text(cells[i].text, is_plain, piece_);
  }
  piece_ += "\r\n";
}

Status ResultText::finish(bool is_cut) {
  if (form_.format == ResultFormat::kObjects) piece_ += "\n]\n";
  if (form_.format == ResultFormat::kJson)
    piece_ += fmt::format("\n],\"row_count\":{},\"truncated\":{}}}\n", rows_, is_cut);
  return flush();
}

Status ResultText::flush() {
  const std::string piece = std::exchange(piece_, {});
  return piece.empty() ? Status() : write_(piece);
}

}  // namespace telltale::serve
