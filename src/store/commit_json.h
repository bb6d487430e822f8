// Commits as text: one line of JSON, then a line with the SHA-256 of the first, in hex. That digest
// is what the next commit names as the one before it. Reading is strict: anything missing or of
// another type is kCorrupt.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "pipeline/commit.h"

namespace telltale {

// The version of everything below a lake's folder: what is written, and the oldest that is read. A
// lake of a newer one is refused. Version 2 adds parts that remove files and take things back.
constexpr uint64_t kLakeFormat = 3;
constexpr uint64_t kLakeFormatOldest = 1;
// kInvalid: the lake has another format.
Status check_lake_format(const JsonFields& fields);

std::string write_commit(const Commit& commit);
Result<Commit> read_commit(std::string_view json);

// Puts a line of JSON and its digest together; takes them apart again. `path` is for the message.
std::string seal(std::string_view json);
struct Sealed {
  std::string json;
  std::string digest;
};
Result<Sealed> unseal(std::string_view bytes, const std::string& path);

// Parts that checkpoints share with commits.
Json to_json(const FileEntry& file);
Result<FileEntry> read_file_entry(const Json& json);
Json to_json(const Books& books);
Result<Books> read_books(const Json::Array& pages);
Json to_json(const BooksPage& page);
Result<BooksPage> read_books_page(const Json& json);
Json to_json(const SnapshotEntry& snapshot);
Result<SnapshotEntry> read_snapshot_entry(const Json& json);
Result<RangeOf<CommitId>> read_commit_range(const JsonFields& fields);
Json to_json(const RowBounds& bounds);
Result<RowBounds> read_row_bounds(const Json& json);
Json to_json(const RedriveProgress& progress);
Result<RedriveProgress> read_redrive_progress(const Json& json);

}  // namespace telltale
