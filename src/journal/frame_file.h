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

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/env.h"
#include "base/hash.h"

namespace telltale {

// The version of the header and of what is around the payloads.
constexpr uint32_t kFrameFormat = 1;
constexpr size_t kFrameBytesMax = 64UL << 20;
constexpr size_t kFrameFileHeaderBytes = 8 + 4 + 16 + 8 + 8;
constexpr size_t kFrameHeadBytes = 4 + 8;

// The room a payload takes in a file.
constexpr uint64_t frame_bytes(std::string_view payload) {
  return kFrameHeadBytes + payload.size();
}

struct FrameFileContent {
  Hash128 lake;
  uint64_t first = 0;  // number of the first frame
  std::vector<std::string> frames;
  uint64_t whole_bytes = 0;  // of the header and the whole frames
  uint64_t file_bytes = 0;   // more: a frame that was not finished, or is damaged
};

// The name of one of several files of frames, by its first frame; and that number in a name, if it
// is one with that ending.
std::string frame_file_name(uint64_t first, std::string_view ending);
std::optional<uint64_t> first_in_name(std::string_view name, std::string_view ending);

// kCorrupt: the header cannot be read.
Result<FrameFileContent> read_frame_file(Env& env, const std::string& path);

// Reads the frames of one file one after another, also while they are being appended. One thread.
class FrameReader {
 public:
  static constexpr uint64_t kNoEnd = std::numeric_limits<uint64_t>::max();

  // kCorrupt: the header cannot be read.
  static Result<std::unique_ptr<FrameReader>> open(Env& env, const std::string& path);

  // The payload of the next frame that ends by `end` (counted as first() is), or nothing: no whole
  // frame follows, yet or ever. The view is good until the next call. Bytes from `end` on are not
  // looked at: those past the last durable frame may be of an append that fails, and be others
  // after its repair.
  Result<std::optional<std::string_view>> next(uint64_t end = kNoEnd);
  // Bytes of the frames read so far, without the header.
  uint64_t bytes_read() const { return bytes_read_; }
  const Hash128& lake() const { return header_.lake; }
  uint64_t first() const { return header_.first; }

 private:
  FrameReader(std::unique_ptr<RandomFile> file, FrameFileContent header)
      : file_(std::move(file)), header_(std::move(header)) {}
  Result<bool> hold(size_t size, uint64_t end);

  std::unique_ptr<RandomFile> file_;
  FrameFileContent header_;  // without frames
  std::string buffer_;       // bytes of the file from the next frame on, after `begin_`
  size_t begin_ = 0;
  uint64_t bytes_read_ = 0;
};

// Creates an empty one, durable but for its name, which the folder's sync makes so.
Status create_frame_file(Env& env, const std::string& path, const Hash128& lake, uint64_t first);

// One thread appends.
class FrameWriter {
 public:
  // Cuts off what follows the whole frames, and makes those durable.
  static Result<std::unique_ptr<FrameWriter>> open(Env& env, const std::string& path,
                                                   const FrameFileContent& content);
  // Returns once the frames are durable, by one write and one sync. After an error no further
  // append succeeds.
  Status append(std::span<const std::string_view> payloads);
  Status append(std::string_view payload) { return append(std::span(&payload, 1)); }
  // Cuts off what an append left that failed for want of room, so that the next may succeed. After
  // a sync that failed there is no repair: what the disk holds is not known.
  Status repair(Env& env);
  bool is_repairable() const { return state_ == State::kHalfWritten; }

  // Length of the file up to its last durable frame.
  uint64_t bytes() const { return bytes_; }

 private:
  enum class State : uint8_t { kGood, kHalfWritten, kUnknown };
  FrameWriter(std::unique_ptr<AppendFile> file, std::string path, uint64_t bytes)
      : file_(std::move(file)), path_(std::move(path)), bytes_(bytes) {}
  std::unique_ptr<AppendFile> file_;
  std::string path_;
  uint64_t bytes_;
  State state_ = State::kGood;
  std::string group_;  // keeps its memory from append to append
};

}  // namespace telltale
