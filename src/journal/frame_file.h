// FrameFile: an append-only file of checksummed frames; the form of the control log and the
// journal.
//
//   header   "TTFRAMES" · format u32 (1) · lake id 16 bytes · number of the first frame u64 · XXH3
//   u64 frame    payload size u32 · XXH3 of size and payload u64 · payload
//
// All little endian. A frame is durable when append() has returned. What follows the last whole
// frame was never acknowledged: a writer cuts it off, a reader does not see it. Whether a frame
// that cannot be read was acknowledged is for the caller to know: the newest commit says how far
// the log goes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/env.h"
#include "base/hash.h"

namespace telltale {

constexpr size_t kFrameBytesMax = 64UL << 20;

struct FrameFileContent {
  Hash128 lake;
  uint64_t first = 0;  // number of the first frame
  std::vector<std::string> frames;
  uint64_t whole_bytes = 0;  // of the header and the whole frames
  uint64_t file_bytes = 0;   // more: a frame that was not finished, or is damaged
};

// kCorrupt: the header cannot be read.
Result<FrameFileContent> read_frame_file(Env& env, const std::string& path);

// Creates an empty one, durable but for its name, which the folder's sync makes so.
Status create_frame_file(Env& env, const std::string& path, const Hash128& lake, uint64_t first);

// One thread appends.
class FrameWriter {
 public:
  // Cuts off what follows the whole frames, and makes those durable.
  static Result<std::unique_ptr<FrameWriter>> open(Env& env, const std::string& path,
                                                   const FrameFileContent& content);
  // Returns once the frame is durable. After an error no further append succeeds.
  Status append(std::string_view payload);

 private:
  FrameWriter(std::unique_ptr<AppendFile> file, std::string path)
      : file_(std::move(file)), path_(std::move(path)) {}
  std::unique_ptr<AppendFile> file_;
  std::string path_;
  bool is_broken_ = false;
};

}  // namespace telltale
