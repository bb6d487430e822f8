// JournalWriter: the files of a journal: an endless sequence of frames in segments. A frame's
// offset is the number of bytes of frames before it, so it grows for ever, whatever is removed
// behind it.
//
//   _journal/0001/_lock                          held by its writer
//   _journal/0001/00000000000000000000.frames    a frame file that begins with that offset
//
// A folder is the journal of one owner of the lake; whoever takes the lake over from an owner that
// may still write begins a folder of its own. One thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/env.h"
#include "journal/frame_file.h"
#include "telemetry/position.h"

namespace telltale {

// A segment's file and the offset it begins with.
struct JournalSegment {
  Offset first = 0;
  std::string path;
};
// The segments of a journal in order; none when the folder is missing.
Result<std::vector<JournalSegment>> list_segments(Env& env, const std::string& folder);

class JournalWriter {
 public:
  struct Options {
    uint64_t segment_bytes = 64UL << 20;  // a full one is followed by the next
  };

  struct Place {
    std::string folder;
    Hash128 lake;
    Offset committed = 0;  // what lies before it is in the lake
  };

  // Makes the journal where there is none, else cuts off what was not whole. Offsets go on from
  // what is committed at least. kUnavailable: somebody else writes. kCorrupt: frames between what
  // is committed and the oldest segment are missing.
  static Result<std::unique_ptr<JournalWriter>> open(Env& env, const Place& place,
                                                     const Options& options);

  // Returns the offset of the first once all are durable; each follows the one before. kExhausted:
  // there is no room; nothing was appended, and repair() makes the journal usable again. After any
  // other error it is not.
  Result<Offset> append(std::span<const std::string_view> payloads);
  Status repair();
  bool is_repairable() const { return segment_ == nullptr || segment_->is_repairable(); }

  // Where the next frame begins: all before is durable.
  Offset end() const { return end_; }

  // The offset that the oldest segment begins with after trim(to); as it is now when nothing goes.
  Offset first_after_trim(Offset to) const;
  Offset first() const { return segments_.front().first; }
  // Removes the segments that lie before `to`; the newest stays.
  Status trim(Offset to);

 private:
  JournalWriter(Env& env, const Place& place, const Options& options)
      : env_(env), folder_(place.folder), lake_(place.lake), options_(options) {}
  Status open_newest(Offset committed);
  Status begin_segment();

  Env& env_;
  const std::string folder_;
  const Hash128 lake_;
  const Options options_;
  std::unique_ptr<FileLock> lock_;
  std::vector<JournalSegment> segments_;
  std::unique_ptr<FrameWriter> segment_;  // the newest; none while the next cannot be made
  Offset end_ = 0;
};

}  // namespace telltale
