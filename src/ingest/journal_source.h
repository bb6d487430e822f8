// JournalSource: the records of a journal's frames, in their order, from where the lake's newest
// commit left each of its logs; it follows the journal as it grows. A journal is one file and
// several logs: one for each schema, format and CSV header that requests come in. A frame is never
// cut apart by a commit.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "journal/frame_file.h"
#include "journal/journal_tail.h"
#include "journal/request_frame.h"
#include "pipeline/source.h"

namespace telltale {

// The highest of the offsets that logs of one journal have.
Offset highest_offset(const std::map<LogId, Offset>& offsets);

class JournalSource : public Source {
 public:
  struct From {
    std::string folder;                 // of the journal
    std::map<LogId, Offset> committed;  // how far each of its logs is in the lake
  };
  // All must outlive the source; while it polls, the catalog changes in the polling thread only.
  JournalSource(Env& env, JournalTail& tail, const Catalog& catalog, From from)
      : env_(env),
        folder_(std::move(from.folder)),
        tail_(tail),
        catalog_(catalog),
        covered_(std::move(from.committed)),
        committed_(highest_offset(covered_)) {}

  // False: it is interrupted. kCorrupt: frames that should be there are not.
  Result<bool> poll(Batch& batch) override;
  void commit(LogId, Offset) override {}

  // Asked between frames: true ends a poll without a batch. Whoever makes it true wakes the tail.
  void set_interrupt(std::function<bool()> is_interrupted) {
    is_interrupted_ = std::move(is_interrupted);
  }
  // Everything that may be read was given out.
  bool is_at_end() const {
    return current_.is_done() && segment_ != nullptr && position_ >= tail_.readable();
  }

 private:
  // The frame being given out; its views are of the segment's buffer.
  struct Current {
    RequestFrame frame;
    std::shared_ptr<const LogInfo> log;
    Offset offset = 0;
    Offset end = 0;
    size_t next_record = 0;
    size_t next_byte = 0;
    size_t run = 0;         // of senders, that the next record is of
    uint32_t run_done = 0;  // records of it that were given out
    bool is_done() const { return next_record == frame.sizes.size(); }
    bool is_open() const { return next_record > 0 && !is_done(); }
  };

  Result<bool> load_next();
  Status open_segment();
  Result<bool> start(std::string_view payload, Offset offset);
  bool joins(const Batch& batch) const;
  void add_records(Batch& batch);
  void add_senders(Batch& batch, size_t first, size_t count);
  void give_nothing(Batch& batch);

  Env& env_;
  const std::string folder_;
  JournalTail& tail_;
  const Catalog& catalog_;
  std::map<LogId, Offset> covered_;  // by log: batches were given out up to here
  const Offset committed_;           // all before it is in the lake
  std::unique_ptr<FrameReader> segment_;
  std::string last_segment_;  // the path of the one opened last
  Offset position_ = 0;       // of the next frame to be read, once a segment is open
  Current current_;
  std::shared_ptr<const LogInfo> last_log_;
  std::function<bool()> is_interrupted_ = [] { return false; };
};

}  // namespace telltale
