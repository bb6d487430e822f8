// Output: how rows reach a person or a script: an aligned table, CSV (RFC 4180) or one JSON array
// of objects. Results go to standard output, messages to standard error.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/rows.h"

namespace telltale {

enum class OutputFormat : uint8_t { kTable, kCsv, kJson };

// Writes to `out`; a failed write (a full disk) is an error, kCancelled where the reader has gone.
std::unique_ptr<RowSink> make_output(OutputFormat format, std::FILE* out);

// Writes text as it is.
Status write_text(std::FILE* out, std::string_view text);
Status flush_output(std::FILE* out);

// A file that a command writes its result to, closed when it goes out of scope.
class OutputFile {
 public:
  // `-` is `standard`, which stays open; anything else is created, or emptied if it exists.
  static Result<OutputFile> open(const std::string& path, std::FILE* standard);

  std::FILE* file() const { return file_; }
  // Hands what is buffered to the system; an error names the path.
  Status close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  OutputFile() = default;

  std::string path_;
  std::FILE* file_ = nullptr;
  std::unique_ptr<std::FILE, Closer> owned_;
};

// 1234567 as `1,234,567`; bytes as `12.3 MB`.
std::string with_commas(uint64_t count);
std::string bytes_text(uint64_t bytes);

}  // namespace telltale
