#include "base/log.h"

#include <vector>

#include "base/json.h"
#include "base/visible_text.h"
#include "tests/catch.h"

namespace telltale {
namespace {

// A log whose lines a test holds.
struct HeldLog {
  explicit HeldLog(Log::Options options = {})
      : log(clock, [this](std::string_view lines) { text += lines; }, options) {}

  std::vector<std::string> lines() {
    log.flush();
    std::vector<std::string> found;
    for (std::string_view rest = text; !rest.empty();) {
      const size_t end = rest.find('\n');
      found.emplace_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    return found;
  }

  ManualClock clock{instant_of(0)};
  std::string text;
  Log log;
};

const std::string kHostile =
    "a\r\nlevel=error event=forged\x1b[2J\x7f \xc2\x9b"
    "1m \xe2\x80\xae \"q\" \\ \xff end";

TEST_CASE("a fact is one line with time, level and name") {
  HeldLog held;
  held.log.say(LogLevel::kInfo, "lake_started", [](LogLine& line) {
    line.add("records", uint64_t{12});
    line.add("took_seconds", Duration(1'500'000));
    line.add("why", "a reason");
    line.add("is_whole", true);
  });
  CHECK(held.lines() == std::vector<std::string>{
                            "time=1970-01-01T00:00:00Z level=info event=lake_started records=12 "
                            "took_seconds=1.500000 why=\"a reason\" is_whole=true"});
}

TEST_CASE("what others wrote stays inside its field, in both formats") {
  for (const LogFormat format : {LogFormat::kLogfmt, LogFormat::kJson}) {
    Log::Options options;
    options.format = format;
    HeldLog held(options);
    held.log.say(LogLevel::kInfo, "seen", [](LogLine& line) { line.add("agent", kHostile); });
    const std::vector<std::string> lines = held.lines();
    REQUIRE(lines.size() == 1);
    for (const char c : lines[0]) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(lines[0].find('\x7f') == std::string::npos);
    CHECK(lines[0].find("\xc2\x9b") == std::string::npos);
    CHECK(lines[0].find("\xe2\x80\xae") == std::string::npos);
  }
}

TEST_CASE("a line of JSON is JSON, whatever is in it") {
  Log::Options options;
  options.format = LogFormat::kJson;
  HeldLog held(options);
  held.log.say(LogLevel::kInfo, "seen", [](LogLine& line) {
    line.add("agent", kHostile);
    line.add("infinite", 1.0 / 0.0);
  });
  const Result<Json> parsed = Json::parse(held.lines()[0]);
  REQUIRE(parsed.ok());
  CHECK(parsed.value().find("agent")->if_string()->starts_with("a\r\nlevel=error"));
  CHECK(parsed.value().find("infinite") == nullptr);
}

TEST_CASE("what is below the level is not said, and may be asked for later") {
  HeldLog held;
  const auto nothing = [](LogLine&) {};
  held.log.say(LogLevel::kDebug, "request", nothing);
  held.log.set_level(LogLevel::kDebug);
  held.log.say(LogLevel::kDebug, "request", nothing);
  held.log.set_level(LogLevel::kNone);
  held.log.say(LogLevel::kError, "request", nothing);
  CHECK(held.lines().size() == 1);
}

TEST_CASE("a kind of warning that comes too often is held back and counted") {
  HeldLog held;
  const auto nothing = [](LogLine&) {};
  for (int i = 0; i < 100; ++i) held.log.say(LogLevel::kWarning, "mending", nothing);
  held.log.say(LogLevel::kWarning, "disk_low", nothing);
  CHECK(held.lines().size() == 11);
  held.clock.advance(std::chrono::seconds(10));
  held.log.say(LogLevel::kWarning, "mending", nothing);
  CHECK(held.lines().back().ends_with("event=mending held_back=90"));
}

TEST_CASE("nobody waits for a log that is not read: lines are left out and counted") {
  ManualClock clock(instant_of(0));
  std::mutex stuck;
  std::unique_lock holds(stuck);
  Log::Options options;
  options.waiting_bytes_max = 1'000;
  {
    Log log(clock, [&](std::string_view) { const std::lock_guard lock(stuck); }, options);
    for (int i = 0; i < 1'000; ++i) log.say(LogLevel::kInfo, "many", [](LogLine&) {});
    CHECK(log.lines_dropped() > 900);
    holds.unlock();
  }
}

TEST_CASE("characters stay, what is no character is replaced") {
  CHECK(visible_text("grün 温度 \xf0\x9f\x8c\xa1") == "grün 温度 \xf0\x9f\x8c\xa1");
  CHECK(visible_text("\xc0\xaf\xed\xa0\x80") ==
        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(visible_text("\xe6\xb8") == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(visible_text(std::string_view("\0\x1b", 2)) == "\\u0000\\u001b");
}

}  // namespace
}  // namespace telltale
