// Splitting one CSV row into fields (RFC 4180): a field may stand in quotes, inside them a quote is
// written twice. Pure; texts are views of the row, or of `scratch` where a quote was doubled.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "telemetry/batch.h"

namespace telltale {

struct CsvField {
  TextRef text;
  bool is_quoted = false;
};

// False: a quoted field does not end, or text follows its closing quote.
bool split_csv_row(std::string_view row, char delimiter, TextArena& scratch,
                   std::vector<CsvField>& fields);

}  // namespace telltale
