// Pipeline: moves batches from a source through the stages to where they are kept.
//
//   caller's thread          lane threads                    keeper's thread
//   poll → stages → scatter  rows of their key groups →      in log order, when all lanes are done
//
// A batch belongs to one thread at a time, but for the lanes, which write to different rows of it.
// There is a fixed number of batches, so every queue is bounded: whoever is slow slows the rest.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "base/executor.h"
#include "pipeline/batch_tap.h"
#include "pipeline/keep.h"
#include "pipeline/key_group.h"
#include "pipeline/lane.h"
#include "pipeline/source.h"
#include "pipeline/stage.h"

namespace telltale {

struct PipelineOptions {
  size_t lanes = 1;     // threads that share out the key groups; appears in no file
  size_t batches = 32;  // in flight at most
  // Records between two barriers, where a snapshot may be taken.
  uint64_t barrier_records = 4'000'000;
  // Asked between batches; true ends the run after what is in flight is kept.
  const std::atomic<bool>* stop = nullptr;
  Executor* executor = &thread_executor();  // of the lanes and the keeper
  // Sees what the lanes are done with; null: nobody does.
  BatchTap* tap = nullptr;
};

class Pipeline {
 public:
  // All must outlive the pipeline. `stages` run in the caller's thread, in that order; the groups'
  // stages run in the lanes.
  Pipeline(const PipelineOptions& options, std::vector<Stage*> stages, KeyGroups& groups,
           Keep& keep);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // Moves all that the source has; returns after the last batch was taken, without a barrier.
  // The first error of source or keep ends the run; batches behind it are dropped, uncommitted.
  Status run(Source& source);

  // Waits until every batch is taken and all lanes stand still, then lets `keep` cut.
  Status barrier(bool is_last);

 private:
  struct Transit {  // a batch and how many lanes still work on it
    Batch batch;
    std::atomic<uint32_t> lanes_left{0};
    std::atomic<uint32_t> lanes_before_tap{0};
    uint64_t number = 0;  // of the batch, since the pipeline began
  };
  static Result<bool> poll(Source& source, Batch& batch);
  void apply_stages(Batch& batch);
  void tick(Batch& batch);
  void scatter(Transit& transit);
  void apply_lane(size_t lane, Transit& transit);
  void tap_in_order(Transit& transit);
  void keep(Transit& transit);
  Transit* take_free();
  void give_back(Transit* transit);
  void fail(Status status);
  bool failed() const { return failed_.load(std::memory_order_acquire); }
  Status first_error();
  void wait_until_idle();

  const PipelineOptions options_;
  const std::vector<Stage*> stages_;
  KeyGroups& groups_;
  Keep& keep_;

  std::vector<std::unique_ptr<Transit>> transits_;
  std::mutex free_mutex_;
  std::vector<Transit*> free_;
  std::atomic<size_t> free_count_{0};

  uint64_t scattered_ = 0;           // batches, by the caller's thread
  std::atomic<uint64_t> tapped_{0};  // batches that the tap has seen
  std::atomic<uint64_t> records_since_barrier_{0};
  std::atomic<bool> failed_{false};
  std::mutex error_mutex_;
  Status error_;

  std::vector<std::unique_ptr<Lane>> lane_work_;
  // Last: they end before what they work on.
  std::vector<std::unique_ptr<Executor::Strand>> lanes_;
  std::unique_ptr<Executor::Strand> keeper_;
};

}  // namespace telltale
