#include "tracer.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracee.h"

namespace telltale::crash {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    char escaped[8];
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20) {
      std::snprintf(escaped, sizeof(escaped), "\\u%04x", static_cast<unsigned>(c));
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + '"';
}

void go_on(pid_t thread, bool to_end_of_call, int signal = 0) {
  const auto request = to_end_of_call ? PTRACE_SYSCALL : PTRACE_CONT;
  // A thread that was killed meanwhile cannot go on; its end is reported by itself.
  if (::ptrace(request, thread, nullptr, static_cast<long>(signal)) != 0 && errno != ESRCH)
    give_up("cannot let the program go on");
}

}  // namespace

Outcome Tracer::run() {
  child_ = start_tracee(plan_.program);
  threads_[child_].is_known = true;
  go_on(child_, false);
  follow();
  if (!plan_.trace_file.empty()) {
    std::FILE* file = std::fopen(plan_.trace_file.c_str(), "w");
    if (file == nullptr) give_up("cannot write " + plan_.trace_file);
    std::fwrite(trace_.data(), 1, trace_.size(), file);
    if (std::fclose(file) != 0) give_up("cannot write " + plan_.trace_file);
  }
  return outcome_;
}

void Tracer::follow() {
  int status = 0;
  for (pid_t thread; (thread = ::waitpid(-1, &status, __WALL)) != -1 || errno == EINTR;) {
    if (thread == -1) continue;
    if (WIFSTOPPED(status)) {
      stopped(thread, status);
      continue;
    }
    const auto left = threads_.find(thread);
    if (left != threads_.end() && left->second.inside) write_trace(*left->second.inside);
    threads_.erase(thread);
    if (thread == child_) outcome_.wait_status = status;
  }
}

void Tracer::stopped(pid_t thread, int status) {
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  Thread& known = threads_[thread];
  if (is_killed_) return;  // it is dying; letting it go on could let it do something
  if (event == PTRACE_EVENT_SECCOMP) return at_begin(thread);
  if (signal == (SIGTRAP | 0x80)) return at_end(thread);
  const bool is_first_stop = !known.is_known && signal == SIGSTOP;
  known.is_known = true;
  go_on(thread, known.inside.has_value(), event != 0 || is_first_stop ? 0 : signal);
}

void Tracer::at_begin(pid_t thread) {
  const std::optional<CallArguments> begun = call_begun(thread);
  const Call* call = begun ? find_call(begun->number) : nullptr;
  if (call == nullptr) return go_on(thread, false);
  TracedCall traced;
  traced.call = call;
  traced.thread = thread;
  resolve(thread, *call, begun->arguments, traced);
  const bool is_below = counts(traced);
  if (hides_writes(*call, begun->arguments) && (is_below || call->fd == kNoArgument))
    outcome_.hidden = call->name;
  if (!is_below || !is_of_kind(*call, begun->arguments, plan_.kind)) return go_on(thread, false);
  traced.begun = ++events_;
  traced.point = ++outcome_.points;
  ++outcome_.points_by_call[call->name];
  Thread& state = threads_[thread];
  state.inside = traced;
  if (is_due()) act_before(thread, *state.inside);
  if (!is_killed_) go_on(thread, true);
}

bool Tracer::is_due() const {
  if (plan_.deed == Deed::kNothing) return false;
  return outcome_.points == plan_.at || (plan_.from_there_on && outcome_.points > plan_.at);
}

void Tracer::act_before(pid_t thread, TracedCall& traced) {
  if (!outcome_.hit) outcome_.hit = traced;
  switch (plan_.deed) {
    case Deed::kKillBefore:
      skip_call(thread);
      return kill_all();
    case Deed::kFail:
      skip_call(thread);
      set_result(thread, -plan_.error);
      threads_[thread].forced_result = -plan_.error;
      return;
    case Deed::kShorten:
      if (traced.size > 1) set_size(thread, traced.size / 2);
      return;
    case Deed::kPause:
      if (std::system(plan_.command.c_str()) != 0) give_up("the command of the pause failed");
      return;
    default:
      return;
  }
}

void Tracer::at_end(pid_t thread) {
  Thread& state = threads_[thread];
  const std::optional<int64_t> result = call_result(thread);
  if (!state.inside || !result) return go_on(thread, state.inside.has_value());
  if (state.forced_result) set_result(thread, *state.forced_result);
  state.inside->result = state.forced_result.value_or(*result);
  state.inside->ended = ++events_;
  const TracedCall traced = *state.inside;
  state.inside.reset();
  state.forced_result.reset();
  write_trace(traced);
  if (plan_.deed == Deed::kKillAfter && traced.point == plan_.at) {
    outcome_.hit = traced;
    return kill_all();
  }
  go_on(thread, false);
}

void Tracer::kill_all() {
  is_killed_ = true;
  for (const auto& [thread, state] : threads_) ::kill(thread, SIGKILL);
}

void Tracer::resolve(pid_t thread, const Call& call, const uint64_t* arguments,
                     TracedCall& traced) const {
  const auto folder = [&](int place) {
    return place == kNoArgument ? std::nullopt : std::optional(static_cast<int>(arguments[place]));
  };
  if (call.fd != kNoArgument) traced.path = path_of(thread, static_cast<int>(arguments[call.fd]));
  if (call.path != kNoArgument)
    traced.path = path_at(thread, arguments[call.path], folder(call.folder));
  if (call.path2 != kNoArgument)
    traced.path2 = path_at(thread, arguments[call.path2], folder(call.folder2));
  if (call.flags != kNoArgument) traced.flags = arguments[call.flags];
  if (call.size != kNoArgument) traced.size = arguments[call.size];
}

bool Tracer::counts(const TracedCall& traced) const {
  const auto is_below = [&](const std::string& path) {
    return path.starts_with(plan_.folder) &&
           (path.size() == plan_.folder.size() || path[plan_.folder.size()] == '/');
  };
  return is_below(traced.path) || is_below(traced.path2);
}

void Tracer::write_trace(const TracedCall& traced) {
  if (plan_.trace_file.empty()) return;
  trace_ +=
      "{\"point\":" + std::to_string(traced.point) +
      ",\"thread\":" + std::to_string(traced.thread) + ",\"call\":\"" + traced.call->name +
      "\",\"path\":" + quoted(traced.path) + ",\"path2\":" + quoted(traced.path2) +
      ",\"flags\":" + std::to_string(traced.flags) + ",\"size\":" + std::to_string(traced.size) +
      ",\"begun\":" + std::to_string(traced.begun) + ",\"ended\":" + std::to_string(traced.ended) +
      ",\"result\":" + std::to_string(traced.result) + "}\n";
}

}  // namespace telltale::crash
