#include "app/lake_runner.h"

#include <future>

#include "base/memory_env.h"
#include "tests/catch.h"

namespace telltale {
namespace {

constexpr const char* kFolder = "/lake";

// A lake in memory whose runner can be stopped, killed and started again.
class LakeRunnerTest {
 public:
  LakeRunnerTest() {
    expect_ok(create_lake(
        env_, clock_, kFolder,
        {"schema: s\ndevice: d\ntime: {from: t, epoch: s}\nsignals: {v: {range: [0, 9]}}\n",
         JudgeTier::kOff}));
    start();
  }

  void start() {
    LakeRunnerOptions options;
    options.options.lanes = 1;
    options.journal_files.segment_bytes = 4096;
    options.failed = [this](const Status& why) { down_.set_value(why); };
    runner_ = value_of(LakeRunner::open(env_, clock_, kFolder, std::move(options)));
    runner_->start();
  }

  // Readings of one device, from event time `first` on.
  serve::InboxRequest request(int first, int count, uint64_t key = 0) {
    return request_of(first, count, ",\"v\":1}\n", key);
  }
  serve::InboxRequest request_of(int first, int count, const std::string& rest, uint64_t key = 0) {
    serve::InboxRequest request;
    request.schema = runner_->inbox().schema("");
    std::string body;
    for (int i = first; i < first + count; ++i)
      body += "{\"d\":\"a\",\"t\":" + std::to_string(1'700'000'000 + i) + rest;
    request.records = value_of(split_request(body, BodyForm::kJsonLines, *request.schema));
    request.key = {key, 0};
    return request;
  }

  Result<TakenRequest> send(serve::InboxRequest request) {
    std::promise<Result<TakenRequest>> taken;
    runner_->inbox().take(std::move(request),
                          [&](const Result<TakenRequest>& result) { taken.set_value(result); });
    return taken.get_future().get();
  }

  // What has been received by now is committed.
  Status act(LakeRunner::Act act) {
    std::promise<Status> done;
    runner_->at_barrier(std::move(act), [&](const Status& outcome) { done.set_value(outcome); });
    return done.get_future().get();
  }

  void stop() {
    runner_->stop(std::chrono::seconds(60));
    runner_.reset();
  }

  // As a power cut and the start after it: the process and what it had not synced are gone.
  void lose_power() {
    env_.lose_power();
    runner_.reset();
    start();
  }

  uint64_t stored() { return books().count(Disposition::kStored); }
  BooksPage books() { return value_of(open_lake(env_, kFolder)).view.books_total; }

 protected:
  MemoryEnv env_;
  ManualClock clock_{instant_of(1'700'000'000'000'000)};
  std::unique_ptr<LakeRunner> runner_;
  std::promise<Status> down_;
};

}  // namespace

TEST_CASE_METHOD(LakeRunnerTest,
                 "what is acknowledged is in the lake when the runner has stopped") {
  const TakenRequest first = value_of(send(request(0, 3)));
  const TakenRequest second = value_of(send(request(3, 2)));
  CHECK(first.records == 3);
  CHECK(second.offset > first.offset);
  CHECK(second.received > first.received);
  stop();
  CHECK(stored() == 5);
}

TEST_CASE_METHOD(LakeRunnerTest, "what was acknowledged before a power cut is taken after it") {
  for (int i = 0; i < 20; ++i) value_of(send(request(i * 5, 5)));
  lose_power();
  value_of(send(request(100, 5)));
  stop();
  CHECK(stored() == 105);
  CHECK(books().received == 105);
}

TEST_CASE_METHOD(LakeRunnerTest, "a repeated key gives the same receipts, also after restarts") {
  const TakenRequest taken = value_of(send(request(0, 3, 77)));
  CHECK(value_of(send(request(0, 3, 77))) == taken);
  lose_power();
  CHECK(value_of(send(request(0, 3, 77))) == taken);
  // The frame itself leaves the journal once segments of later ones are committed.
  for (int i = 0; i < 100; ++i) value_of(send(request(100 + i * 5, 5)));
  stop();
  start();
  CHECK(value_of(send(request(0, 3, 77))) == taken);
  stop();
  CHECK(books().received == 3 + 500);
  CHECK(stored() == 3 + 500);
}

TEST_CASE_METHOD(LakeRunnerTest, "a full disk refuses, then everything goes on") {
  value_of(send(request(0, 5)));
  env_.set_fault([](MemoryEnv::Operation operation, const std::string&) {
    return operation == MemoryEnv::Operation::kAppend ? Status::exhausted("no room") : Status();
  });
  CHECK(send(request(5, 5)).status().code() == Code::kExhausted);
  env_.set_fault({});
  // A commit may have failed meanwhile too: the engine is mended in a while.
  Result<TakenRequest> taken = send(request(10, 5));
  for (int i = 0; i < 100'000 && !taken.ok(); ++i) taken = send(request(10, 5));
  expect_ok(taken.status());
  stop();
  CHECK(stored() == 10);
}

TEST_CASE_METHOD(LakeRunnerTest, "a journal that cannot sync takes the lake down, unacknowledged") {
  value_of(send(request(0, 5)));
  env_.set_fault([](MemoryEnv::Operation operation, const std::string& path) {
    const bool is_journal = path.find("_journal") != std::string::npos;
    return operation == MemoryEnv::Operation::kSyncFile && is_journal
               ? Status::internal("input/output error")
               : Status();
  });
  CHECK_FALSE(send(request(5, 5)).ok());
  CHECK(down_.get_future().get().message() == "input/output error");
  CHECK(runner_->inbox().accepts().code() == Code::kCancelled);
  env_.set_fault({});
  down_ = {};
  lose_power();
  stop();
  CHECK(stored() == 5);
}

TEST_CASE_METHOD(LakeRunnerTest, "readers see a commit when it is made") {
  const auto before = runner_->board().now();
  value_of(send(request(0, 5)));
  // What the pipeline has not read yet is not before the barrier.
  for (int i = 0; i < 10'000 && runner_->board().now().view->commit == before.view->commit; ++i) {
    expect_ok(act([](LakeEngine&) { return Status(); }));
  }
  const auto now = runner_->board().now();
  CHECK(now.view->commit > before.view->commit);
  CHECK(now.view->books_total.received == 5);
  CHECK(now.catalog->logs().size() == 1);
  CHECK(before.view->books_total.received == 0);
}

TEST_CASE_METHOD(LakeRunnerTest, "a redrive that was ordered is carried out by the next start") {
  const TakenRequest taken = value_of(send(request_of(0, 2, ",\"v\":100}\n")));
  for (int i = 0; i < 10'000 && books().received < 2; ++i)
    expect_ok(act([](LakeEngine&) { return Status(); }));
  REQUIRE(books().count(Disposition::kRejected) == 2);
  expect_ok(act([&](LakeEngine& engine) -> Status {
    TRY(engine.writer().append_control(SchemaAdded{
        "schema: s\nversion: 2\ndevice: d\ntime: {from: t, epoch: s}\nsignals: [v]\n"}));
    return engine.writer().append_control(
        Redriven{"s", 2, {{taken.log, taken.offset, 0}, {taken.log, taken.offset, 1}}});
  }));
  CHECK(stored() == 0);
  lose_power();
  CHECK(stored() == 2);
  CHECK(books().count(Disposition::kRejected) == 0);
  stop();
}

}  // namespace telltale
