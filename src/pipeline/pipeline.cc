#include "pipeline/pipeline.h"

#include "base/cpu_meter.h"

namespace telltale {

Pipeline::Pipeline(const PipelineOptions& options, std::vector<Stage*> stages, KeyGroups& groups,
                   Keep& keep)
    : options_(options), stages_(std::move(stages)), groups_(groups), keep_(keep) {
  CHECK(options.lanes > 0 && options.lanes <= kLanesMax && options.batches > 0);
  for (size_t i = 0; i < options.batches; ++i) {
    transits_.push_back(std::make_unique<Transit>());
    free_.push_back(transits_.back().get());
  }
  free_count_ = options.batches;
  for (size_t lane = 0; lane < options.lanes; ++lane) {
    lane_work_.push_back(std::make_unique<Lane>(lane, groups_));
    lanes_.push_back(options_.executor->new_strand(
        {"lane",
         lane,
         options.batches,
         [this, lane](void* item) { apply_lane(lane, *static_cast<Transit*>(item)); },
         {}}));
  }
  keeper_ = options_.executor->new_strand(
      {"keeper", 0, options.batches,
       [this](void* item) { this->keep(*static_cast<Transit*>(item)); },
       [](void* item) { return static_cast<Transit*>(item)->lanes_left.load() == 0; }});
}

// The keeper waits for lanes, so it ends first.
Pipeline::~Pipeline() {
  keeper_.reset();
  lanes_.clear();
}

Status Pipeline::run(Source& source) {
  while (!failed() && !(options_.stop != nullptr && options_.stop->load())) {
    Transit* transit = take_free();
    Result<bool> polled = poll(source, transit->batch);
    if (!polled.ok() || !*polled) {
      give_back(transit);
      if (!polled.ok()) fail(polled.status());
      break;
    }
    if (transit->batch.tick) {
      tick(transit->batch);
    } else {
      apply_stages(transit->batch);
    }
    const uint64_t records = records_since_barrier_ += transit->batch.rows();
    scatter(*transit);
    if (records >= options_.barrier_records) TRY(barrier(false));
  }
  wait_until_idle();
  return first_error();
}

// The one used last is the one still in a cache.
Pipeline::Transit* Pipeline::take_free() {
  options_.executor->wait_until([this] { return free_count_.load() > 0; });
  const std::lock_guard lock(free_mutex_);
  Transit* transit = free_.back();
  free_.pop_back();
  --free_count_;
  return transit;
}

void Pipeline::give_back(Transit* transit) {
  {
    const std::lock_guard lock(free_mutex_);
    free_.push_back(transit);
    ++free_count_;
  }
  options_.executor->announce();
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

// Every batch before it is done with, and none comes after it meanwhile.
void Pipeline::tick(Batch& batch) {
  options_.executor->wait_until([this] { return free_count_.load() == options_.batches - 1; });
  if (!failed()) groups_.tick(batch);
}

void Pipeline::scatter(Transit& transit) {
  scatter_rows(transit.batch, options_.lanes);
  transit.number = scattered_++;
  transit.lanes_before_tap.store(static_cast<uint32_t>(options_.lanes));
  transit.lanes_left.store(static_cast<uint32_t>(options_.lanes));
  for (auto& lane : lanes_) lane->push(&transit);
  keeper_->push(&transit);
}

void Pipeline::apply_lane(size_t lane, Transit& transit) {
  {
    const MeteredWork metered(Work::kLanes);
    lane_work_[lane]->apply(transit.batch);
  }
  if (options_.tap != nullptr) tap_in_order(transit);
  if (transit.lanes_left.fetch_sub(1) == 1) options_.executor->announce();
}

// The lane that ends a batch last has it seen. Every lane was done with the batch before by then,
// so that one was seen or is being seen: it is waited for, which takes no longer than a copy.
void Pipeline::tap_in_order(Transit& transit) {
  if (transit.lanes_before_tap.fetch_sub(1) != 1) return;
  for (uint64_t seen; (seen = tapped_.load()) != transit.number;) tapped_.wait(seen);
  options_.tap->see(transit.batch);
  tapped_.store(transit.number + 1);
  tapped_.notify_all();
}

void Pipeline::keep(Transit& transit) {
  if (!failed()) {
    const Status taken = keep_.take(transit.batch);
    if (!taken.ok()) fail(taken);
  }
  give_back(&transit);
}

Status Pipeline::barrier(bool is_last) {
  wait_until_idle();
  TRY(first_error());
  records_since_barrier_ = 0;
  return keep_.barrier(is_last);
}

// Idle is when all batches are free: none is in a lane or with the keeper.
void Pipeline::wait_until_idle() {
  options_.executor->wait_until([this] { return free_count_.load() == options_.batches; });
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
