#include "pipeline/pipeline.h"

#include "base/cpu_meter.h"
#include "base/thread_name.h"
#include "pipeline/lane.h"

namespace telltale {

Pipeline::Pipeline(const PipelineOptions& options, std::vector<Stage*> stages, KeyGroups& groups,
                   Keep& keep)
    : options_(options),
      stages_(std::move(stages)),
      groups_(groups),
      keep_(keep),
      free_(options.batches),
      in_order_(options.batches) {
  CHECK(options.lanes > 0 && options.lanes <= kLanesMax && options.batches > 0);
  for (size_t i = 0; i < options.batches; ++i) {
    transits_.push_back(std::make_unique<Transit>());
    free_.push(transits_.back().get());
  }
  for (size_t lane = 0; lane < options.lanes; ++lane)
    lane_queues_.push_back(std::make_unique<BoundedQueue<Transit*>>(options.batches));
  for (size_t lane = 0; lane < options.lanes; ++lane)
    threads_.emplace_back([this, lane] { lane_loop(lane); });
  threads_.emplace_back([this] { keeper_loop(); });
}

Pipeline::~Pipeline() {
  for (auto& queue : lane_queues_) queue->close();
  in_order_.close();
  for (std::thread& thread : threads_) thread.join();
}

Status Pipeline::run(Source& source) {
  while (!failed() && !(options_.stop != nullptr && options_.stop->load())) {
    Transit* transit = *free_.pop();
    Result<bool> polled = poll(source, transit->batch);
    if (!polled.ok() || !*polled) {
      free_.push(transit);
      if (!polled.ok()) fail(polled.status());
      break;
    }
    apply_stages(transit->batch);
    const uint64_t records = records_since_barrier_ += transit->batch.rows();
    scatter(*transit);
    if (records >= options_.barrier_records) TRY(barrier(false));
  }
  wait_until_idle();
  return first_error();
}

Result<bool> Pipeline::poll(Source& source, Batch& batch) {
  const MeteredWork metered(Work::kPoll);
  return source.poll(batch);
}

void Pipeline::apply_stages(Batch& batch) {
  for (Stage* stage : stages_) {
    const MeteredWork metered(stage->work());
    stage->apply(batch);
  }
}

void Pipeline::scatter(Transit& transit) {
  scatter_rows(transit.batch, options_.lanes);
  transit.lanes_left.store(static_cast<uint32_t>(options_.lanes), std::memory_order_release);
  for (auto& queue : lane_queues_) queue->push(&transit);
  in_order_.push(&transit);
}

void Pipeline::lane_loop(size_t lane) {
  name_thread("lane", lane);
  const auto work = std::make_unique<Lane>(lane, groups_);
  while (const std::optional<Transit*> next = lane_queues_[lane]->pop()) {
    Transit& transit = **next;
    {
      const MeteredWork metered(Work::kLanes);
      work->apply(transit.batch);
    }
    if (transit.lanes_left.fetch_sub(1, std::memory_order_acq_rel) == 1)
      transit.lanes_left.notify_one();
  }
}

void Pipeline::keeper_loop() {
  name_thread("keeper", 0);
  while (const std::optional<Transit*> next = in_order_.pop()) {
    Transit& transit = **next;
    for (uint32_t left; (left = transit.lanes_left.load(std::memory_order_acquire)) != 0;)
      transit.lanes_left.wait(left, std::memory_order_acquire);
    if (!failed()) {
      const Status taken = keep_.take(transit.batch);
      if (!taken.ok()) fail(taken);
    }
    free_.push(&transit);
  }
}

Status Pipeline::barrier(bool is_last) {
  wait_until_idle();
  TRY(first_error());
  records_since_barrier_ = 0;
  return keep_.barrier(is_last);
}

// Idle is when all batches are free: none is in a lane or with the keeper.
void Pipeline::wait_until_idle() {
  std::vector<Transit*> held;
  for (size_t i = 0; i < options_.batches; ++i) held.push_back(*free_.pop());
  for (Transit* transit : held) free_.push(transit);
}

void Pipeline::fail(Status status) {
  const std::lock_guard lock(error_mutex_);
  if (!failed()) error_ = std::move(status);
  failed_.store(true, std::memory_order_release);
}

Status Pipeline::first_error() {
  const std::lock_guard lock(error_mutex_);
  return error_;
}

}  // namespace telltale
