// FileCopier: brings files of one lake's folder into another. A new file has its name only once all
// of its bytes are durable, so a name that is there stands for a whole file, whoever was killed. A
// growing file is extended in place. One thread.
#pragma once

#include <set>
#include <string>

#include "base/env.h"
#include "base/hash.h"
#include "pipeline/commit.h"
#include "store/growing_files.h"

namespace telltale {

class FileCopier {
 public:
  struct Counts {
    uint64_t copied = 0;
    uint64_t bytes = 0;    // of those copied
    uint64_t present = 0;  // were there already
    uint64_t removed = 0;
  };
  FileCopier(Env& env, std::string from, std::string to)
      : env_(env), from_(std::move(from)), to_(std::move(to)) {}

  // Copies a file that never changes, unless one of its length is there. kCorrupt: its bytes are
  // not those the entry names; kNotFound: it is missing.
  Status copy(const FileEntry& file);
  // Makes the copy begin as the file does up to its last whole frame; what is there and differs is
  // cut off.
  Status copy_growing(const GrowingFile& file);
  // Makes a small file, unless it is there.
  Status make(const std::string& path, std::string_view bytes);
  Status remove(const std::string& path);

  // Makes the names durable of all that was copied.
  Status sync();
  const Counts& counts() const { return counts_; }

 private:
  struct Piece {
    const RandomFile& file;
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  Status append(const Piece& piece, AppendFile& target, Sha256* hash);
  Result<std::unique_ptr<AppendFile>> begin_file(const std::string& path);
  Status name_file(const std::string& path);
  Status extend(const GrowingFile& file, uint64_t size);

  Env& env_;
  const std::string from_;
  const std::string to_;
  Counts counts_;
  std::set<std::string> folders_;   // that are there, durable
  std::set<std::string> unsynced_;  // folders in which names are new
};

}  // namespace telltale
