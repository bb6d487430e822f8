// IngestProgress: a sink that folds the commits of a run into its summary, and shows on a terminal
// how far the run is. Commits are folded in the keeper's thread, the line is drawn by a thread of
// its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

#include "app/commands.h"
#include "ingest/log_source.h"
#include "pipeline/sink.h"
#include "store/lake.h"

namespace telltale {

class IngestProgress : public Sink {
 public:
  explicit IngestProgress(std::FILE* messages);
  ~IngestProgress() override;

  Status fold(const Commit& commit) override;

  // The log being read, while this lives, and how many bytes it has (0: not known).
  class Reading {
   public:
    Reading(IngestProgress& progress, const LogSource& source, uint64_t bytes);
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    IngestProgress& progress_;
  };
  void finish();
  // Takes the progress line off the terminal, so that a message can be written.
  void clear_line();

  // What the run did: one row of counts.
  Status report(CommandContext& context, const LakeWriter& writer) const;

 private:
  void draw_loop();
  void draw();

  std::FILE* const messages_;
  const bool is_terminal_;
  const std::chrono::steady_clock::time_point started_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  const LogSource* source_ = nullptr;
  uint64_t source_bytes_ = 0;
  uint64_t earlier_bytes_ = 0;
  bool line_is_drawn_ = false;
  BooksPage books_;
  uint64_t anomalies_ = 0;
  uint64_t commits_ = 0;
  std::thread drawer_;
};

}  // namespace telltale
