#include "base/log.h"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/thread_name.h"
#include "base/visible_text.h"

namespace telltale {
namespace {

constexpr size_t kTextBytesMax = 1'000;
constexpr std::array<std::string_view, 5> kLevels = {"debug", "info", "warning", "error", "none"};

bool needs_quotes(std::string_view text) {
  for (const char c : text) {
    if (c == ' ' || c == '"' || c == '=' || c == '\\' || static_cast<unsigned char>(c) < 0x21 ||
        static_cast<unsigned char>(c) > 0x7e)
      return true;
  }
  return text.empty();
}

}  // namespace

std::string_view name_of(LogLevel level) {
  return kLevels[static_cast<size_t>(level)];
}

std::optional<LogLevel> log_level_named(std::string_view name) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == name) return static_cast<LogLevel>(i);
  }
  return std::nullopt;
}

std::optional<LogFormat> log_format_named(std::string_view name) {
  if (name == "logfmt") return LogFormat::kLogfmt;
  if (name == "json") return LogFormat::kJson;
  return std::nullopt;
}

void LogLine::begin_field(std::string_view name) {
  if (format_ == LogFormat::kJson) {
    text_ += text_.empty() ? "{\"" : ",\"";
    text_.append(name).append("\":");
  } else {
    if (!text_.empty()) text_ += ' ';
    text_.append(name).append("=");
  }
}

void LogLine::add(std::string_view name, std::string_view text) {
  begin_field(name);
  const bool is_quoted = format_ == LogFormat::kJson || needs_quotes(text);
  if (is_quoted) text_ += '"';
  text_ += visible_text(text.substr(0, kTextBytesMax));
  if (text.size() > kTextBytesMax) text_ += "...";
  if (is_quoted) text_ += '"';
}

void LogLine::add(std::string_view name, uint64_t number) {
  begin_field(name);
  text_ += fmt::format("{}", number);
}

void LogLine::add(std::string_view name, double number) {
  if (!std::isfinite(number)) return;
  begin_field(name);
  text_ += fmt::format("{:.6g}", number);
}

void LogLine::add(std::string_view name, bool is_so) {
  begin_field(name);
  text_ += is_so ? "true" : "false";
}

void LogLine::add(std::string_view name, Duration duration) {
  begin_field(name);
  text_ += fmt::format("{:.6f}", std::chrono::duration<double>(duration).count());
}

std::string LogLine::finish() {
  text_ += format_ == LogFormat::kJson ? "}\n" : "\n";
  return std::move(text_);
}

Log::Log(const Clock& clock, Sink sink, const Options& options)
    : clock_(clock), sink_(std::move(sink)), options_(options), level_(options.level) {
  thread_ = std::thread([this] { loop(); });
}

Log::~Log() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// What an operator asked for (debug, info) is his to bear; warnings come by themselves.
bool Log::may_say(std::string_view kind, uint64_t& held_back) {
  const std::lock_guard lock(mutex_);
  Window& window = windows_[kind];
  const Duration now = clock_.running();
  if (window.said == 0 || now - window.begun >= options_.warnings_window) {
    held_back = window.held_back;
    window = {now, 1, 0};
    return true;
  }
  if (++window.said <= options_.warnings_max) return true;
  ++window.held_back;
  return false;
}

void Log::say(LogLevel level, std::string_view kind, const std::function<void(LogLine&)>& fill) {
  if (!is_said(level)) return;
  uint64_t held_back = 0;
  if (level >= LogLevel::kWarning && !may_say(kind, held_back)) return;
  LogLine line(options_.format);
  line.add("time", format_instant(clock_.now()));
  line.add("level", name_of(level));
  line.add("event", kind);
  fill(line);
  if (held_back > 0) line.add("held_back", held_back);
  put(line.finish());
}

void Log::put(std::string line) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > options_.waiting_bytes_max) {
      dropped_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    waiting_ += line;
  }
  changed_.notify_all();
}

void Log::flush() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.empty() && !is_writing_; });
}

void Log::loop() {
  name_thread("log", 0);
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return is_closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::string lines = std::exchange(waiting_, {});
    is_writing_ = true;
    lock.unlock();
    sink_(lines);
    lock.lock();
    is_writing_ = false;
    changed_.notify_all();
  }
}

}  // namespace telltale
