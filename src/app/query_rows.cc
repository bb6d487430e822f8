#include "app/query_rows.h"

#include <vector>

namespace telltale {
namespace {

constexpr std::string_view kRowsBegin = "],\"rows\":[";

Status no_answer() {
  return Status::internal("the server's answer is none: are program and server of one version?");
}

// Walks the rows: `[`, values with commas between, `]`.
class RowsWalk {
 public:
  explicit RowsWalk(std::string_view text) : text_(text) {}

  // The next row. False: there is none.
  Result<bool> next(std::vector<Cell>& cells) {
    cells.clear();
    skip(" \n,");
    if (text_.starts_with(']')) return false;
    if (!take('[')) return no_answer();
    while (!take(']')) {
      if (text_.empty()) return no_answer();
      cells.push_back(TRY(value()));
      take(',');
    }
    return true;
  }

 private:
  void skip(std::string_view what) {
    text_.remove_prefix(std::min(text_.find_first_not_of(what), text_.size()));
  }
  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  Result<Cell> value() {
    const std::string_view token = text_.substr(0, token_size());
    text_.remove_prefix(token.size());
    if (token.starts_with('"')) return cell_of(TRY(Json::parse(token)));
    if (token == "null") return Cell::null();
    if (token == "true" || token == "false") return Cell::of(token == "true");
    const bool is_nested = token.starts_with('[') || token.starts_with('{');
    return Cell{is_nested ? Cell::Kind::kJson : Cell::Kind::kNumber, std::string(token)};
  }

  // Up to where the value ends.
  size_t token_size() const {
    size_t depth = 0;
    for (size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '"') {
        for (++at; at < text_.size() && text_[at] != '"'; ++at) at += text_[at] == '\\';
      } else if (c == '[' || c == '{') {
        ++depth;
      } else if (depth == 0 && (c == ',' || c == ']')) {
        return at;
      } else if (c == ']' || c == '}') {
        --depth;
      }
    }
    return text_.size();
  }

  std::string_view text_;
};

}  // namespace

Cell cell_of(const Json& value) {
  uint64_t whole = 0;
  int64_t negative = 0;
  double number = 0;
  if (value.is_null()) return Cell::null();
  if (value.if_bool() != nullptr) return Cell::of(*value.if_bool());
  if (value.if_string() != nullptr) return Cell::of(*value.if_string());
  if (value.to_uint(whole)) return Cell::of(whole);
  if (value.to_int(negative)) return Cell::of(negative);
  if (value.to_double(number)) return Cell::of(number);
  return Cell{Cell::Kind::kJson, value.dump()};
}

Status read_query_rows(std::string_view answer, RowSink& sink) {
  const size_t begin = answer.find(kRowsBegin);
  if (begin == std::string_view::npos) return no_answer();
  const Json head = TRY(Json::parse(std::string(answer.substr(0, begin)) + "]}"));
  const JsonFields fields(head, "answer");
  std::vector<std::string> columns;
  for (const Json& column : *TRY(fields.array_at("columns")))
    columns.push_back(TRY(JsonFields(column, "column").text_at("name")));
  TRY(sink.begin(columns));
  RowsWalk walk(answer.substr(begin + kRowsBegin.size()));
  std::vector<Cell> cells;
  while (TRY(walk.next(cells))) {
    if (cells.size() != columns.size()) return no_answer();
    TRY(sink.row(cells));
  }
  return sink.end();
}

}  // namespace telltale
