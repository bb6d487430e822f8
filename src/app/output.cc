#include "app/output.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/json.h"
#include "base/message_text.h"

namespace telltale {
namespace {

// How many rows of a table are laid out; a table is for eyes.
constexpr size_t kTableRowsMax = 1'000;

// Columns that a terminal takes for a text: continuation bytes of UTF-8 take none.
size_t display_width(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

class TableOutput : public RowSink {
 public:
  explicit TableOutput(std::FILE* out) : out_(out) {}

  Status begin(const std::vector<std::string>& columns) override {
    columns_ = columns;
    is_number_.assign(columns.size(), true);
    return {};
  }

  Status row(std::span<const Cell> cells) override {
    ++count_;
    if (rows_.size() == kTableRowsMax) return {};
    std::vector<std::string>& row = rows_.emplace_back();
    for (size_t i = 0; i < cells.size(); ++i) {
      const bool is_null = cells[i].kind == Cell::Kind::kNull;
      is_number_[i] = is_number_[i] && (is_null || cells[i].kind == Cell::Kind::kNumber);
      row.push_back(is_null ? "-" : printable(cells[i].text));
    }
    return {};
  }

  Status end() override {
    std::vector<size_t> widths;
    for (size_t i = 0; i < columns_.size(); ++i) {
      widths.push_back(display_width(columns_[i]));
      for (const auto& row : rows_) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    TRY(write_line(columns_, widths));
    std::vector<std::string> rule;
    for (const size_t width : widths) {
      rule.emplace_back();
      for (size_t i = 0; i < width; ++i) rule.back() += "─";
    }
    TRY(write_line(rule, widths));
    for (const auto& row : rows_) TRY(write_line(row, widths));
    if (count_ > rows_.size()) {
      TRY(write_text(out_, fmt::format("({} more rows: --format csv shows all)\n",
                                       with_commas(count_ - rows_.size()))));
    }
    return flush_output(out_);
  }

 private:
  Status write_line(const std::vector<std::string>& row, const std::vector<size_t>& widths) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - display_width(row[i]), ' ');
      if (i > 0) line += "  ";
      line += is_number_[i] ? space + row[i] : row[i] + (i + 1 < row.size() ? space : "");
    }
    return write_text(out_, line + "\n");
  }

  std::FILE* out_;
  std::vector<std::string> columns_;
  std::vector<bool> is_number_;
  std::vector<std::vector<std::string>> rows_;
  size_t count_ = 0;
};

class CsvOutput : public RowSink {
 public:
  explicit CsvOutput(std::FILE* out) : out_(out) {}

  Status begin(const std::vector<std::string>& columns) override {
    std::string line;
    for (const std::string& column : columns) append(column, line);
    return write(line);
  }

  Status row(std::span<const Cell> cells) override {
    std::string line;
    for (const Cell& cell : cells) append(cell.text, line);
    return write(line);
  }

  Status end() override { return flush_output(out_); }

 private:
  static void append(std::string_view text, std::string& line) {
    const bool needs_quotes = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (!needs_quotes) {
      line.append(text);
    } else {
      line += '"';
      for (const char c : text) line.append(c == '"' ? 2 : 1, c);
      line += '"';
    }
    line += ',';
  }

  Status write(std::string& line) {
    if (!line.empty()) line.back() = '\n';
    return write_text(out_, line);
  }

  std::FILE* out_;
};

class JsonOutput : public RowSink {
 public:
  explicit JsonOutput(std::FILE* out) : out_(out) {}

  Status begin(const std::vector<std::string>& columns) override {
    for (const std::string& column : columns) names_.push_back(json_quoted(column));
    return write_text(out_, "[");
  }

  Status row(std::span<const Cell> cells) override {
    std::string line = is_first_ ? "\n{" : ",\n{";
    is_first_ = false;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += ',';
      line += names_[i] + ':';
      const Cell& cell = cells[i];
      if (cell.kind == Cell::Kind::kNull) {
        line += "null";
      } else {
        line += cell.kind == Cell::Kind::kText ? json_quoted(cell.text) : cell.text;
      }
    }
    return write_text(out_, line + "}");
  }

  Status end() override {
    TRY(write_text(out_, is_first_ ? "]\n" : "\n]\n"));
    return flush_output(out_);
  }

 private:
  std::FILE* out_;
  std::vector<std::string> names_;
  bool is_first_ = true;
};

// Who closed a pipe (`| head`) has seen enough: that is an end, not a failure.
Status output_failed() {
  if (errno == EPIPE) return Status::cancelled("the reader of the output has gone");
  return Status::exhausted(fmt::format("cannot write output: {}", std::strerror(errno)));
}

}  // namespace

std::unique_ptr<RowSink> make_output(OutputFormat format, std::FILE* out) {
  switch (format) {
    case OutputFormat::kTable:
      return std::make_unique<TableOutput>(out);
    case OutputFormat::kCsv:
      return std::make_unique<CsvOutput>(out);
    case OutputFormat::kJson:
      return std::make_unique<JsonOutput>(out);
  }
  CHECK(false);
}

Status write_text(std::FILE* out, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), out) == text.size() ? Status() : output_failed();
}

Status flush_output(std::FILE* out) {
  return std::fflush(out) == 0 ? Status() : output_failed();
}

std::string with_commas(uint64_t count) {
  std::string digits = std::to_string(count);
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string bytes_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  auto scaled = static_cast<double>(bytes);
  for (const char* unit : {"kB", "MB", "GB"}) {
    scaled /= 1000;
    if (scaled < 1000) return fmt::format("{:.1f} {}", scaled, unit);
  }
  return fmt::format("{:.1f} TB", scaled / 1000);
}

Result<OutputFile> OutputFile::open(const std::string& path, std::FILE* standard) {
  OutputFile out;
  out.path_ = path == "-" ? "standard output" : path;
  out.file_ = path == "-" ? standard : std::fopen(path.c_str(), "we");
  if (out.file_ == nullptr) {
    return Status::unavailable(
        fmt::format("cannot write {}: {}: name a file in a folder that is "
                    "there",
                    path, std::strerror(errno)));
  }
  if (path != "-") out.owned_.reset(out.file_);
  return out;
}

Status OutputFile::close() {
  bool is_written = std::fflush(file_) == 0 && std::ferror(file_) == 0;
  if (owned_) is_written = std::fclose(owned_.release()) == 0 && is_written;
  if (is_written) return {};
  return Status::unavailable(fmt::format(
      "cannot write all of {}: {}: free space and run this again", path_, std::strerror(errno)));
}

}  // namespace telltale
