// How the rows of a query reach who asked: JSON (columns and rows), JSON objects, CSV. Written in
// pieces as rows come. One owner thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql.h"

namespace telltale::serve {

enum class ResultFormat : uint8_t { kJson, kObjects, kCsv, kArrow, kParquet };
std::string_view name_of(ResultFormat format);
std::optional<ResultFormat> result_format_named(std::string_view name);
std::string_view media_type_of(ResultFormat format);
// Of formats that hold batches of rows; nothing: a text.
std::optional<BatchForm> batch_form_of(ResultFormat format);
std::optional<ResultFormat> result_format_of_media_type(std::string_view type);

// Writes rows in a format that is a text.
class ResultText : public RowSink {
 public:
  struct Form {
    ResultFormat format = ResultFormat::kJson;
    uint64_t commit = 0;
    std::vector<SqlColumn> columns;
  };
  using Write = std::function<Status(std::string_view piece)>;
  ResultText(Form form, Write write) : form_(std::move(form)), write_(std::move(write)) {}

  Status begin(const std::vector<std::string>& columns) override;
  Status row(std::span<const Cell> cells) override;
  Status end() override { return finish(false); }
  // `is_cut`: there are more rows than were wanted.
  Status finish(bool is_cut);
  uint64_t rows() const { return rows_; }

 private:
  void add_json_row(std::span<const Cell> cells);
  void add_csv_row(std::span<const Cell> cells);
  Status flush();

  const Form form_;
  const Write write_;
  std::vector<std::string> quoted_names_;
  std::string piece_;
  uint64_t rows_ = 0;
};

// A text as a JSON string that is UTF-8 whatever the bytes are.
std::string json_text(std::string_view bytes);
// A cell as JSON.
std::string json_cell(const Cell& cell);

}  // namespace telltale::serve
