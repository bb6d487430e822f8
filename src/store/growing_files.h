// Growing files: the frame files of a lake as they are at one moment: the control log and the
// journals, which somebody may be appending to. Each is held open, so that its bytes stay even when
// its name is removed. One thread.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/env.h"

namespace telltale {

struct GrowingFile {
  std::string path;  // below the lake's folder
  std::unique_ptr<RandomFile> file;
  uint64_t bytes = 0;        // of its header and whole frames
  uint64_t first = 0;        // what its header says: the number, or the offset, of the first frame
  uint64_t frames = 0;       // within `bytes`
  uint64_t loose_bytes = 0;  // after them: a frame that was not finished, or is damaged
};

constexpr uint64_t kNoFrameEnd = std::numeric_limits<uint64_t>::max();

struct GrowingFilesWanted {
  std::string folder;          // below the lake's; what lies in folders below it is found too
  uint64_t end = kNoFrameEnd;  // frames whose number, counted from `first`, is below it
};
// In the order of their paths; none where the folder is missing. Files that are being made or that
// go meanwhile are left out.
Result<std::vector<GrowingFile>> find_growing_files(Env& env, const std::string& lake_folder,
                                                    const GrowingFilesWanted& wanted);

// Paths below the lake's folder of all files below one of its folders; none when it is missing.
Result<std::vector<std::string>> list_files_below(Env& env, const std::string& lake_folder,
                                                  const std::string& folder);

}  // namespace telltale
