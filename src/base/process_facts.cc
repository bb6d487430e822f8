#include "base/process_facts.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace telltale {
namespace {

uint64_t number_in(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

// The number after a name at the beginning of a line.
uint64_t number_after(std::string_view text, std::string_view name) {
  const size_t at = text.find(name);
  if (at == std::string_view::npos) return 0;
  text.remove_prefix(at + name.size());
  text.remove_prefix(std::min(text.size(), text.find_first_of("0123456789")));
  return number_in(text);
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// proc(5): the program's name stands in parentheses and may hold anything; the fields after it are
// counted from the third.
void read_stat(Env& env, ProcessFacts& facts) {
  constexpr size_t kThreads = 20 - 3;
  constexpr size_t kStart = 22 - 3;
  const Result<std::string> stat = read_stream(env, "/proc/self/stat");
  const Result<std::string> boot = read_stream(env, "/proc/stat");
  if (!stat.ok()) return;
  const std::string& text = stat.value();
  const std::vector<std::string_view> words =
      words_of(std::string_view(text).substr(std::min(text.size(), text.rfind(')') + 2)));
  if (words.size() <= kStart) return;
  facts.threads = number_in(words[kThreads]);
  if (!boot.ok()) return;
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  facts.start_seconds = static_cast<double>(number_after(boot.value(), "\nbtime ")) +
                        static_cast<double>(number_in(words[kStart])) / ticks;
}

void read_memory(Env& env, ProcessFacts& facts) {
  const Result<std::string> statm = read_stream(env, "/proc/self/statm");
  if (!statm.ok()) return;
  const std::vector<std::string_view> words = words_of(statm.value());
  if (words.size() < 2) return;
  const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  facts.virtual_bytes = number_in(words[0]) * page;
  facts.resident_bytes = number_in(words[1]) * page;
}

}  // namespace

Result<std::string> read_stream(Env& env, const std::string& path, size_t bytes_max) {
  const std::unique_ptr<ByteStream> stream = TRY(env.open_stream(path));
  std::string text;
  char piece[4096];
  while (text.size() < bytes_max) {
    const size_t got = TRY(stream->read(piece));
    if (got == 0) break;
    text.append(piece, got);
  }
  return text;
}

ProcessFacts process_facts(Env& env) {
  ProcessFacts facts;
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) == 0)
    facts.cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) facts.descriptors_max = limit.rlim_cur;
  const Result<std::vector<std::string>> open = env.list_folder("/proc/self/fd");
  if (open.ok()) facts.descriptors = open.value().size();
  read_stat(env, facts);
  read_memory(env, facts);
  return facts;
}

}  // namespace telltale
