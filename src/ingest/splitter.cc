#include "ingest/splitter.h"

#include <cstring>

namespace telltale {
namespace {

constexpr size_t kNone = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t skip_space(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// A piece from `begin` to a line end at `newline` (kNone: the end of the window), without `\r`.
Piece line_piece(std::string_view window, size_t begin, size_t newline) {
  const size_t end = newline == kNone ? window.size() : newline;
  const bool has_return = end > begin && window[end - 1] == '\r';
  const size_t size = end - begin - has_return;
  return {begin, size, has_return + size_t{newline != kNone}};
}

bool only_skipped(size_t count, Piece& piece) {
  piece = {count, 0, 0};
  return count > 0;
}

// Where the JSON value that begins at `at` with a bracket ends: the place after its last bracket.
enum class Bracket : uint8_t { kClosed, kOpen, kBroken };
struct BracketEnd {
  Bracket state;
  size_t end;
};

// Follows brackets and texts; whether the rest is right is for the parser. Deeper nesting than the
// bits of `kinds` is matched without looking at the kind of bracket, which the parser refuses.
BracketEnd find_bracket_end(std::string_view text, size_t at) {
  uint64_t kinds = 0;  // one bit a level, 1: an object
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    switch (text[at]) {
      case '{':
      case '[':
        kinds = kinds << 1 | (text[at] == '{');
        ++depth;
        break;
      case '}':
      case ']':
        if (depth <= 64 && (kinds & 1) != (text[at] == '}')) return {Bracket::kBroken, at};
        kinds >>= 1;
        if (--depth == 0) return {Bracket::kClosed, at + 1};
        break;
      case '"':
        for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\';
        break;
      default:
        break;
    }
  }
  return {Bracket::kOpen, text.size()};
}

// Moves `at` past the text that begins there with its quote; false: it does not end.
bool skip_text(std::string_view text, size_t& at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\';
  return ++at <= text.size();
}

// Moves `at` past the JSON value that begins there; false: there is none, or it does not end.
bool skip_value(std::string_view text, size_t& at) {
  if (text[at] == '{' || text[at] == '[') {
    const BracketEnd found = find_bracket_end(text, at);
    at = found.end;
    return found.state == Bracket::kClosed;
  }
  if (text[at] == '"') return skip_text(text, at);
  const size_t begin = at;
  const auto ends = [](char c) { return c == ',' || c == ']' || c == '}' || is_space(c); };
  while (at < text.size() && !ends(text[at])) ++at;
  return at > begin;
}

class LineSplitter : public Splitter {
 public:
  bool next(std::string_view window, bool is_end, Piece& piece) const override {
    const size_t begin = skip_space(window, 0);
    if (begin == window.size()) return only_skipped(begin, piece);
    const size_t newline = window.find('\n', begin);
    if (newline == kNone && !is_end) return false;
    piece = line_piece(window, begin, newline);
    return true;
  }
};

class JsonArraySplitter : public Splitter {
 public:
  bool next(std::string_view window, bool is_end, Piece& piece) const override {
    size_t begin = 0;
    for (; begin < window.size() && is_between(window[begin]); ++begin) {
      if (window[begin] != '[') continue;
      const size_t inside = skip_space(window, begin + 1);
      if (inside == window.size() && !is_end) return only_skipped(begin, piece);
      // An array inside an array is a record, and the parser says what is wrong with it.
      if (inside < window.size() && window[inside] == '[')
        return next_bracketed(window, inside, is_end, piece);
    }
    if (begin == window.size()) return only_skipped(begin, piece);
    if (window[begin] != '{') return next_other(window, begin, is_end, piece);
    return next_bracketed(window, begin, is_end, piece);
  }

 private:
  static bool is_between(char c) { return is_space(c) || c == '[' || c == ',' || c == ']'; }

  // A value that begins with a bracket: it ends with the same one, or where that is missing with
  // the line.
  static bool next_bracketed(std::string_view window, size_t begin, bool is_end, Piece& piece) {
    const BracketEnd found = find_bracket_end(window, begin);
    if (found.state == Bracket::kClosed) {
      piece = {begin, found.end - begin, 0};
      return true;
    }
    if (found.state == Bracket::kOpen && !is_end) return false;
    const size_t newline = window.find('\n', begin);
    if (newline == kNone && !is_end) return false;
    piece = line_piece(window, begin, newline);
    return true;
  }

  // A value that is no object: it ends where a separator or the line does.
  static bool next_other(std::string_view window, size_t begin, bool is_end, Piece& piece) {
    const size_t end = window.find_first_of(",]\n", begin);
    if (end == kNone && !is_end) return false;
    piece = line_piece(window, begin, end);
    piece.after -= end != kNone && window[end] != '\n';
    return true;
  }
};

class CsvSplitter : public Splitter {
 public:
  explicit CsvSplitter(char delimiter) : delimiter_(delimiter) {}

  bool next(std::string_view window, bool is_end, Piece& piece) const override {
    size_t begin = 0;
    while (begin < window.size() && (window[begin] == '\n' || window[begin] == '\r')) ++begin;
    if (begin == window.size()) return only_skipped(begin, piece);
    const size_t newline = window.find('\n', begin);
    const size_t first_end = newline == kNone ? window.size() : newline;
    if (std::memchr(window.data() + begin, '"', first_end - begin) == nullptr) {
      if (newline == kNone && !is_end) return false;
      piece = line_piece(window, begin, newline);
      return true;
    }
    return next_quoted(window, begin, is_end, piece);
  }

 private:
  // Walks the fields of a row with quotes to the line end outside of them. Where the quoting is
  // broken the row ends with its first line.
  bool next_quoted(std::string_view window, size_t begin, bool is_end, Piece& piece) const {
    size_t at = begin;
    while (true) {
      const FieldEnd field = field_end(window, at);
      if (field.is_open && !is_end) return false;
      if (field.is_open || field.is_broken) {
        const size_t newline = window.find('\n', begin);
        if (newline == kNone && !is_end) return false;
        piece = line_piece(window, begin, newline);
        return true;
      }
      at = field.end;
      if (at < window.size() && window[at] == delimiter_) {
        ++at;
        continue;
      }
      if (at == window.size() && !is_end) return false;
      piece = line_piece(window, begin, at == window.size() ? kNone : at);
      return true;
    }
  }

  struct FieldEnd {
    size_t end;      // of a delimiter, a line end, or the window
    bool is_open;    // a quoted field does not end in the window
    bool is_broken;  // text follows the closing quote
  };

  FieldEnd field_end(std::string_view window, size_t at) const {
    if (at >= window.size() || window[at] != '"') {
      while (at < window.size() && window[at] != delimiter_ && window[at] != '\n') ++at;
      return {at, false, false};
    }
    for (++at; at < window.size(); ++at) {
      if (window[at] != '"') continue;
      if (at + 1 < window.size() && window[at + 1] == '"') {
        ++at;
        continue;
      }
      ++at;
      if (at < window.size() && window[at] == '\r') ++at;
      const bool ends = at == window.size() || window[at] == delimiter_ || window[at] == '\n';
      return {at, false, !ends};
    }
    return {at, true, false};
  }

  const char delimiter_;
};

}  // namespace

std::unique_ptr<Splitter> make_splitter(Layout layout, const CsvForm& csv) {
  switch (layout) {
    case Layout::kLines:
      return std::make_unique<LineSplitter>();
    case Layout::kJsonArray:
      return std::make_unique<JsonArraySplitter>();
    case Layout::kCsv:
      return std::make_unique<CsvSplitter>(csv.delimiter);
  }
  CHECK(false);
}

bool split_json_array(std::string_view line, std::vector<std::string_view>& elements) {
  elements.clear();
  size_t at = skip_space(line, 0);
  if (at == line.size() || line[at] != '[') return false;
  at = skip_space(line, at + 1);
  if (at < line.size() && line[at] == ']') return skip_space(line, at + 1) == line.size();
  while (at < line.size()) {
    const size_t begin = at;
    if (!skip_value(line, at)) return false;
    elements.push_back(line.substr(begin, at - begin));
    at = skip_space(line, at);
    if (at == line.size()) return false;
    if (line[at] == ']') return skip_space(line, at + 1) == line.size();
    if (line[at] != ',') return false;
    at = skip_space(line, at + 1);
  }
  return false;
}

bool split_json_object(std::string_view text, std::vector<JsonMember>& members) {
  members.clear();
  size_t at = skip_space(text, 0);
  if (at == text.size() || text[at] != '{') return false;
  at = skip_space(text, at + 1);
  if (at < text.size() && text[at] == '}') return skip_space(text, at + 1) == text.size();
  while (at < text.size() && text[at] == '"') {
    const size_t name = at;
    if (!skip_text(text, at)) return false;
    JsonMember member{text.substr(name, at - name), {}};
    at = skip_space(text, at);
    if (at == text.size() || text[at] != ':') return false;
    const size_t value = at = skip_space(text, at + 1);
    if (at == text.size() || !skip_value(text, at)) return false;
    member.value = text.substr(value, at - value);
    members.push_back(member);
    at = skip_space(text, at);
    if (at == text.size()) return false;
    if (text[at] == '}') return skip_space(text, at + 1) == text.size();
    if (text[at] != ',') return false;
    at = skip_space(text, at + 1);
  }
  return false;
}

}  // namespace telltale
