// A pack: the texts of many commits, each with its digest, in one compressed file, so that a long
// history has few files and takes little room.
//
//   "TTPACK01" · number of the first commit u64 · count u64 · bytes of all texts u64 · zstd of them
//
// Little endian. Every text is sealed (store/commit_json.h), so damage shows. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace telltale {

// Sealed texts of commits that follow each other.
struct CommitPack {
  uint64_t first = 0;
  std::vector<std::string> texts;
};

Result<std::string> write_commit_pack(const CommitPack& pack);
// kCorrupt: the bytes are no pack; names the path.
Result<CommitPack> read_commit_pack(std::string_view bytes, const std::string& path);

}  // namespace telltale
