#include "refine/csv_fields.h"

#include <cstring>
#include <string>

namespace telltale {
namespace {

TextRef text_of(const char* begin, const char* end) {
  return {begin, static_cast<uint32_t>(end - begin)};
}

// Reads a quoted field from its opening quote; returns the place after its closing quote, or null.
const char* read_quoted(const char* at, const char* end, TextArena& scratch, TextRef& text) {
  const char* begin = at + 1;
  std::string unescaped;
  for (const char* from = begin;;) {
    const auto* quote =
        static_cast<const char*>(std::memchr(from, '"', static_cast<size_t>(end - from)));
    if (quote == nullptr) return nullptr;
    const bool is_doubled = quote + 1 < end && quote[1] == '"';
    if (is_doubled) {
      unescaped.append(from, quote + 1);
      from = quote + 2;
      continue;
    }
    if (unescaped.empty() && from == begin) {
      text = text_of(begin, quote);
    } else {
      text = scratch.add(unescaped.append(from, quote));
    }
    return quote + 1;
  }
}

}  // namespace

bool split_csv_row(std::string_view row, char delimiter, TextArena& scratch,
                   std::vector<CsvField>& fields) {
  fields.clear();
  const char* at = row.data();
  const char* end = at + row.size();
  while (true) {
    CsvField field;
    if (at < end && *at == '"') {
      field.is_quoted = true;
      at = read_quoted(at, end, scratch, field.text);
      if (at == nullptr || (at < end && *at != delimiter)) return false;
    } else {
      const auto* stop =
          static_cast<const char*>(std::memchr(at, delimiter, static_cast<size_t>(end - at)));
      if (stop == nullptr) stop = end;
      field.text = text_of(at, stop);
      at = stop;
    }
    fields.push_back(field);
    if (at == end) return true;
    ++at;
  }
}

}  // namespace telltale
