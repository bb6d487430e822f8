#include "serve/live_hub.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "serve/live_test_rows.h"
#include "tests/catch.h"

namespace telltale::serve {
namespace {

// What the hub's thread writes, for another to wait for.
class WatchedStream : public HeldStream {
 public:
  bool write(std::string piece) override {
    {
      const std::lock_guard lock(mutex_);
      HeldStream::write(std::move(piece));
    }
    written_.notify_all();
    return true;
  }
  // All that was written once that is among it, or after ten seconds.
  std::string up_to(std::string_view what) {
    std::unique_lock lock(mutex_);
    written_.wait_for(lock, std::chrono::seconds(10),
                      [&] { return text.find(what) != std::string::npos; });
    return text;
  }

 private:
  std::mutex mutex_;
  std::condition_variable written_;
};

}  // namespace

TEST_CASE("who has joined is told of each row, or of a gap when the ring could not hold it") {
  LiveOptions options;
  options.ring_bytes_max = 1;                     // one entry
  options.tick = std::chrono::milliseconds(200);  // all of it comes before the hub looks
  LiveHub hub(system_clock(), Emitter(), nullptr, options);
  const auto stream = std::make_shared<WatchedStream>();
  expect_ok(hub.join(value_of(live_request_of(HttpHead(), "{}")), stream, 1'000'000));
  for (Offset offset = 0; offset < 500; offset += 100)
    hub.see(*batch_at(offset, offset + 100, {{"a"}}));
  const std::string text = stream->up_to("@400:1");
  INFO(text);
  CHECK(text.find(R"("from":"0:0","to":"400:0","readings":4)") != std::string::npos);
  CHECK(text.find(R"("receipt":"3:400:0")") != std::string::npos);
  CHECK(text.find(R"("receipt":"3:0:0")") == std::string::npos);
}

TEST_CASE("who follows anomalies is told of silences that come, of the devices he chose") {
  LiveHub hub(system_clock(), Emitter(), nullptr, {});
  const auto join = [&](const char* request) {
    auto stream = std::make_shared<WatchedStream>();
    expect_ok(hub.join(value_of(live_request_of(HttpHead(), request)), stream, 1'000'000));
    return stream;
  };
  const auto all = join("{}");
  const auto of_b = join(R"({"topics":["anomalies"],"devices":["b"]})");
  const auto readings = join(R"({"topics":["readings"]})");
  all->up_to("hello");
  hub.see(*tick_at({"a", "b"}));
  CHECK(all->up_to(R"("device":"b")").find(R"("device":"a")") != std::string::npos);
  const std::string told = of_b->up_to(R"("device":"b")");
  CHECK(told.find(R"("receipt":null)") != std::string::npos);
  CHECK(told.find(R"("signal":null,"kind":"gap")") != std::string::npos);
  CHECK(told.find(R"("device":"a")") == std::string::npos);

  const auto later = join(R"({"topics":["anomalies"]})");
  later->up_to("hello");
  hub.see(*tick_at({"c"}));
  CHECK(later->up_to(R"("device":"c")").find(R"("device":"b")") == std::string::npos);
  hub.see(*batch_at(0, 100, {{"d"}}));
  CHECK(readings->up_to(R"("device":"d")").find("anomaly") == std::string::npos);
}

TEST_CASE("silences that could not be told in time are counted in a gap") {
  LiveOptions options;
  options.ring_bytes_max = 1;  // one entry
  options.tick = std::chrono::milliseconds(200);
  LiveHub hub(system_clock(), Emitter(), nullptr, options);
  const auto stream = std::make_shared<WatchedStream>();
  expect_ok(hub.join(value_of(live_request_of(HttpHead(), "{}")), stream, 1'000'000));
  hub.see(*tick_at({"a", "b"}));
  hub.see(*tick_at({"c"}));
  const std::string text = stream->up_to(R"("device":"c")");
  INFO(text);
  CHECK(text.find(R"("anomalies":2)") != std::string::npos);
  CHECK(text.find(R"("device":"a")") == std::string::npos);
}

}  // namespace telltale::serve
