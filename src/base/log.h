// Log: one line for each fact about the platform that somebody may want to read, as logfmt or JSON.
// Whoever says something never waits: a thread of its own writes the lines, and when they come
// faster than they are taken, some are left out and counted. Warnings of one kind are limited.
// What others wrote (headers, messages of libraries) is escaped: a line is always one line, and
// nothing in it moves a terminal's cursor. Any thread may call.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"

namespace telltale {

enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError, kNone };
enum class LogFormat : uint8_t { kLogfmt, kJson };
std::string_view name_of(LogLevel level);
std::optional<LogLevel> log_level_named(std::string_view name);
std::optional<LogFormat> log_format_named(std::string_view name);

// The fields of one line. Names are constants of the program: letters, digits and underscores.
class LogLine {
 public:
  explicit LogLine(LogFormat format) : format_(format) {}

  // Longer texts lose their end.
  void add(std::string_view name, std::string_view text);
  void add(std::string_view name, const char* text) { add(name, std::string_view(text)); }
  void add(std::string_view name, uint64_t number);
  void add(std::string_view name, double number);
  void add(std::string_view name, bool is_so);
  // In seconds.
  void add(std::string_view name, Duration duration);

  // The whole line with its end; the object is used up.
  std::string finish();

 private:
  void begin_field(std::string_view name);

  const LogFormat format_;
  std::string text_;
};

class Log {
 public:
  // Takes whole lines, several at a time; called by the log's thread only.
  using Sink = std::function<void(std::string_view lines)>;

  struct Options {
    LogLevel level = LogLevel::kInfo;  // what is below it is not said
    LogFormat format = LogFormat::kLogfmt;
    size_t waiting_bytes_max = 1 << 20;
    // Of one kind of warning or error: more are counted, and the count is said with the next.
    uint64_t warnings_max = 10;
    Duration warnings_window = std::chrono::seconds(10);
  };

  Log(const Clock& clock, Sink sink, const Options& options);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  // Writes what waits.
  ~Log();

  void set_level(LogLevel level) { level_.store(level, std::memory_order_relaxed); }
  bool is_said(LogLevel level) const {
    return level != LogLevel::kNone && level >= level_.load(std::memory_order_relaxed);
  }

  // Says it unless too much of this kind was said lately; `kind` must stay readable.
  void say(LogLevel level, std::string_view kind, const std::function<void(LogLine&)>& fill);

  // Returns once all that was said before is with the sink.
  void flush();
  uint64_t lines_dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  struct Window {
    Duration begun{0};
    uint64_t said = 0;
    uint64_t held_back = 0;
  };
  bool may_say(std::string_view kind, uint64_t& held_back);
  void put(std::string line);
  void loop();

  const Clock& clock_;
  const Sink sink_;
  const Options options_;
  std::atomic<LogLevel> level_;
  std::atomic<uint64_t> dropped_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string_view, Window> windows_;
  std::string waiting_;
  bool is_writing_ = false;
  bool is_closed_ = false;
  std::thread thread_;
};

}  // namespace telltale
