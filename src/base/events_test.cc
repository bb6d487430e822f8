#include "base/events.h"

#include <thread>
#include <vector>

#include "tests/catch.h"

namespace telltale {
namespace {

std::vector<std::string_view> colours() {
  return {"red", "green"};
}

struct BallsCounted {
  uint64_t balls = 0;
  size_t colour = 0;
  static constexpr EventKind kKind{
      "balls_counted",
      LogLevel::kInfo,
      {{{"telltale_base_balls_total", MetricKind::kCounter, "Balls.", {{{"colour", colours}}}}}}};
  void measure(Measures& out) const { out.count(0, balls, {colour}); }
  void say(LogLine& line) const { line.add("balls", balls); }
};

struct BallThrown {
  Duration took{0};
  static constexpr EventKind kKind{
      "ball_thrown",
      LogLevel::kNone,
      {{{"telltale_base_throws_total", MetricKind::kCounter, "Throws.", {}, {}, false},
        {"telltale_base_throw_seconds", MetricKind::kHistogram, "Of throws.", {}, {.1, 1}}}}};
  void measure(Measures& out) const {
    out.count(0, 1);
    out.observe(1, took);
  }
};

constexpr const EventKind* kKinds[] = {&BallsCounted::kKind, &BallThrown::kKind};

std::string written(const Events& events, MetricFormat format) {
  MetricWriter writer(format);
  events.metrics().write(writer);
  return writer.finish();
}

TEST_CASE("an event counts where its kind says, by lake and label") {
  Events events(kKinds, {"plant", "yard"}, nullptr);
  Emitter(events, 1).emit(BallsCounted{3, 1});
  Emitter(events, 1).emit(BallsCounted{4, 1});
  Emitter(events, 0).emit(BallThrown{std::chrono::milliseconds(50)});
  Emitter(events, 0).emit(BallThrown{std::chrono::milliseconds(100)});
  Emitter(events, 0).emit(BallThrown{std::chrono::seconds(2)});
  CHECK(events.count_of(BallsCounted::kKind) == 7);
  CHECK(written(events, MetricFormat::kPrometheus) ==
        R"(# HELP telltale_base_balls_total Balls.
# TYPE telltale_base_balls_total counter
telltale_base_balls_total{lake="yard",colour="green"} 7
# HELP telltale_base_throws_total Throws.
# TYPE telltale_base_throws_total counter
telltale_base_throws_total 3
# HELP telltale_base_throw_seconds Of throws.
# TYPE telltale_base_throw_seconds histogram
telltale_base_throw_seconds_bucket{lake="plant",le="0.1"} 2
telltale_base_throw_seconds_bucket{lake="plant",le="1"} 2
telltale_base_throw_seconds_bucket{lake="plant",le="+Inf"} 3
telltale_base_throw_seconds_sum{lake="plant"} 2.15
telltale_base_throw_seconds_count{lake="plant"} 3
telltale_base_throw_seconds_bucket{lake="yard",le="0.1"} 0
telltale_base_throw_seconds_bucket{lake="yard",le="1"} 0
telltale_base_throw_seconds_bucket{lake="yard",le="+Inf"} 0
telltale_base_throw_seconds_sum{lake="yard"} 0
telltale_base_throw_seconds_count{lake="yard"} 0
)");
}

TEST_CASE("OpenMetrics names a counter without its ending and ends with EOF") {
  Events events(kKinds, {}, nullptr);
  Emitter(events, Emitter::kServer).emit(BallThrown{});
  const std::string text = written(events, MetricFormat::kOpenMetrics);
  CHECK(text.find("# TYPE telltale_base_throws counter\ntelltale_base_throws_total 1\n") !=
        std::string::npos);
  CHECK(text.ends_with("# EOF\n"));
}

TEST_CASE("a lake's name is a label's value, whatever it is") {
  Events events(kKinds, {"a\"b\\c\nd"}, nullptr);
  CHECK(written(events, MetricFormat::kPrometheus).find(R"({lake="a\"b\\c?d")") !=
        std::string::npos);
}

TEST_CASE("threads count at the same time and nothing is lost") {
  Events events(kKinds, {"plant"}, nullptr);
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10'000; ++n) Emitter(events, 0).emit(BallsCounted{1, 0});
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(events.count_of(BallsCounted::kKind) == 120'000);
}

TEST_CASE("an event is said with its lake; an emitter of nothing tells nobody") {
  ManualClock clock(instant_of(0));
  std::string text;
  {
    Log log(clock, [&](std::string_view lines) { text += lines; }, {});
    Events events({}, {"plant"}, &log);
    Emitter(events, 0).emit(BallsCounted{3, 0});
    Emitter(events, Emitter::kServer).emit(BallsCounted{4, 0});
    Emitter().emit(BallsCounted{5, 0});
  }
  CHECK(text ==
        "time=1970-01-01T00:00:00Z level=info event=balls_counted lake=plant balls=3\n"
        "time=1970-01-01T00:00:00Z level=info event=balls_counted balls=4\n");
}

}  // namespace
}  // namespace telltale
