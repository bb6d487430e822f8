// Output: how rows reach a person or a script: an aligned table, CSV (RFC 4180) or one JSON array
// of objects. Results go to standard output, messages to standard error.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/rows.h"

namespace telltale {

enum class OutputFormat : uint8_t { kTable, kCsv, kJson };

// Writes to `out`; a failed write (a full disk, a closed pipe) is an error.
std::unique_ptr<RowSink> make_output(OutputFormat format, std::FILE* out);

// Writes text as it is.
Status write_text(std::FILE* out, std::string_view text);
Status flush_output(std::FILE* out);

// A text with control characters made visible, so that data cannot move a terminal's cursor.
std::string printable(std::string_view text);

// 1234567 as `1,234,567`; bytes as `12.3 MB`.
std::string with_commas(uint64_t count);
std::string bytes_text(uint64_t bytes);

}  // namespace telltale
