// Splitter: finds where records begin and end in the bytes of a log. Its answer depends only on the
// bytes from a record's boundary on, so a log can be taken up again at any boundary. Bytes that
// cannot be split become one record up to the next line end, so one bad record never takes its
// neighbours with it. Pure.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "telemetry/schema.h"

namespace telltale {

// How a log's bytes are laid out.
enum class Layout : uint8_t {
  kLines,      // one JSON value a line
  kJsonArray,  // JSON objects with commas, brackets or space between, over any lines
  kCsv,        // rows; a quoted field may go over line ends
};

struct Piece {
  size_t skip = 0;   // bytes before the record that hold none
  size_t size = 0;   // of the record; 0: nothing but skipped bytes
  size_t after = 0;  // bytes that end it: a line end
  size_t total() const { return skip + size + after; }
};

class Splitter {
 public:
  virtual ~Splitter() = default;

  // Finds the first record in `window`; `is_end`: no byte follows the window. False: its end is not
  // in the window, or (when `is_end`) the window is used up.
  virtual bool next(std::string_view window, bool is_end, Piece& piece) const = 0;
};

std::unique_ptr<Splitter> make_splitter(Layout layout, const CsvForm& csv);

// Cuts a line that is a JSON array into its elements. False: it is no array, or a broken one.
bool split_json_array(std::string_view line, std::vector<std::string_view>& elements);

// Cuts text that is a JSON object into its members: each name with its quotes, and its value.
// False: it is no object, or a broken one; whether the values are right is for a parser.
struct JsonMember {
  std::string_view name;
  std::string_view value;
};
bool split_json_object(std::string_view text, std::vector<JsonMember>& members);

}  // namespace telltale
