#include "tests/simulation/world.h"

#include "tests/simulation/findings.h"

namespace telltale::simulation {
namespace {

constexpr const char* kFolder = "/lake";
constexpr const char* kSchema =
    "schema: s\ndevice: d\ntime: {from: t, epoch: s}\n"
    "signals: {v: {range: [0, 1000]}, w: {range: [0, 1000]}}\n";
// Twice is enough for any fault, unless what it left cannot be read.
constexpr int kStartsMax = 5;
const Instant kBegin = instant_of(1'800'000'000'000'000);

LakeRunnerOptions options_of(Random& random) {
  LakeRunnerOptions options;
  options.options.lanes = 1 + random.below(3);
  options.options.batches = 2 + random.below(4);
  options.options.cut_bytes = 500 + random.below(4000);
  options.options.snapshot_records = 20 + random.below(200);
  options.journal_files.segment_bytes = 500 + random.below(4000);
  options.keys.kept = std::chrono::hours(24 * 365);  // clocks jump by days
  return options;
}

}  // namespace

void WorldCounts::add(const WorldCounts& other) {
  for (size_t i = 0; i < faults.size(); ++i) faults[i] += other.faults[i];
  operations += other.operations;
  records += other.records;
  commits += other.commits;
  starts += other.starts;
  turns += other.turns;
}

World::World(uint64_t seed, uint64_t operations)
    : seed_(seed),
      operations_(operations),
      random_(seed),
      clock_(kBegin),
      faults_(env_, seed + 1),
      executor_(seed + 2),
      client_(seed + 3) {}

World::~World() {
  faults_.stop_now();
}

// A start may meet a disk that is full or fails; a person sees to it and starts again.
void World::start(Ownership ownership) {
  Status why;
  for (int attempt = 0; attempt < kStartsMax; ++attempt) {
    ++starts_;
    is_down_ = false;
    LakeRunnerOptions options = options_of(random_);
    options.executor = &executor_;
    options.ownership = ownership;
    options.failed = [this, number = ++runners_](const Status&) {
      is_down_ = is_down_ || number == runners_;
    };
    Result<std::unique_ptr<LakeRunner>> opened =
        LakeRunner::open(env_, clock_, kFolder, std::move(options));
    if (opened.ok()) {
      runner_ = std::move(opened).value();
      return;
    }
    why = opened.status();
    if (faults_.is_stopped() && random_.below(2) == 0) env_.lose_power();
    faults_.heal();
  }
  difference_ = "the lake does not open any more: " + why.message();
}

void World::restart(bool loses_power) {
  faults_.stop_now();
  runner_.reset();
  if (loses_power) env_.lose_power();
  faults_.heal();
  start();
}

std::string World::run(WorldCounts& counts) {
  const JudgeTier tier = random_.below(2) == 0 ? JudgeTier::kOff : JudgeTier::kBasic;
  CHECK(create_lake(env_, clock_, kFolder, {kSchema, tier}).ok());
  start();
  for (uint64_t i = 0; i < operations_ && difference_.empty(); ++i) operate();
  if (difference_.empty()) settle_down();
  counts.faults = faults_.counts();
  counts.faults[static_cast<size_t>(Fault::kLostReply)] = client_.replies_lost();
  counts.operations = operations_;
  counts.starts = starts_;
  counts.turns = executor_.turns();
  return difference_.empty() ? find_difference(env_, kFolder, client_) : difference_;
}

void World::operate() {
  const uint64_t choice = random_.below(100);
  if (choice < 55) {
    client_.send(runner_->inbox());
  } else if (choice < 85) {
    runner_->step();
  } else if (choice < 90) {
    let_time_pass();
  } else if (choice < 94) {
    commit_now();
  } else {
    cause_trouble();
  }
  if (faults_.is_stopped()) {
    const bool loses_power = random_.below(2) == 0;
    faults_.count(loses_power ? Fault::kPowerCut : Fault::kKill);
    restart(loses_power);
  } else if (is_down_) {
    restart(false);
  }
}

void World::cause_trouble() {
  switch (random_.below(9)) {
    case 0:
    case 1:
    case 2:
      return faults_.stop_soon();
    case 3:
      faults_.count(Fault::kDoubleCut);
      restart(false);
      if (difference_.empty() && random_.below(2) == 0) runner_->step();
      return restart(true);
    case 4:
      return faults_.run_out_of_room(1 + random_.below(30));
    case 5:
      return faults_.fail_next_sync();
    case 6:
      return faults_.fail_next_read();
    case 7:
      faults_.count(Fault::kTakeover);
      return take_over();
    default:
      faults_.count(Fault::kClockJumps);
      const auto day = std::chrono::hours(24);
      return clock_.set(clock_.now() + (random_.below(2) == 0 ? Duration(day) : -Duration(day)));
  }
}

// The one before wakes up in the middle of the other's work. A client that changes over sends
// under other keys: two servers cannot know of each other's.
void World::take_over() {
  const std::unique_ptr<LakeRunner> sleeper = std::move(runner_);
  start(Ownership::kSeize);
  const uint64_t moves = random_.below(12);
  for (uint64_t i = 0; i < moves && difference_.empty() && !is_down_; ++i) {
    switch (random_.below(4)) {
      case 0:
        client_.send(runner_->inbox());
        break;
      case 1:
        client_.send_without_key(sleeper->inbox());
        break;
      case 2:
        runner_->step();
        break;
      default:
        sleeper->step();
    }
  }
}

void World::let_time_pass() {
  clock_.advance(Duration(static_cast<int64_t>(random_.below(5'000'000))));
  runner_->step();
}

void World::commit_now() {
  runner_->at_barrier([](LakeEngine&) { return Status(); }, [](const Status&) {});
  runner_->step();
}

// Everything works again; all that was not acknowledged is sent once more, and the lake stops.
void World::settle_down() {
  faults_.heal();
  restart(random_.below(2) == 0);
  if (!difference_.empty()) return;
  client_.send_unacknowledged(runner_->inbox());
  for (int i = 0; i < 3; ++i) runner_->step();
  const Status finished = runner_->finish();
  if (!finished.ok()) difference_ = "the lake does not stop well: " + finished.message();
  runner_.reset();
}

}  // namespace telltale::simulation
