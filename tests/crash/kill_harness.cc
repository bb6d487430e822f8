// kill_harness: runs a program and does something to it at its n-th call to the files of a folder.
//
//   kill_harness --folder DIR [--kind write|open|read] [--trace FILE] [--report FILE]
//                [--kill-before N | --kill-after N | --shorten N |
//                 --fail N --error NUMBER [--from-there-on] | --pause N --run COMMAND]
//                -- PROGRAM ARGUMENTS...
//
// The program keeps its standard streams. The report is one JSON object: how the program ended, how
// many points were counted, by call, and where the deed was done. Exit 0: it did its work, whatever
// became of the program; 2: it could not.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/wait.h>

#include "tracee.h"
#include "tracer.h"

namespace telltale::crash {
namespace {

struct Arguments {
  Plan plan;
  std::string report_file;
};

[[noreturn]] void wrong_use(const std::string& why) {
  std::fprintf(stderr, "kill_harness: %s: tests/crash/kill_harness.cc says how it is called\n",
               why.c_str());
  std::exit(2);
}

uint64_t number_of(const std::string& text) {
  char* end = nullptr;
  const uint64_t number = std::strtoull(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || number == 0) wrong_use("no number above 0: " + text);
  return number;
}

Kind kind_named(const std::string& name) {
  if (name == "write") return Kind::kWrite;
  if (name == "open") return Kind::kOpen;
  if (name == "read") return Kind::kRead;
  wrong_use("no such kind: " + name);
}

Deed deed_named(const std::string& option) {
  if (option == "--kill-before") return Deed::kKillBefore;
  if (option == "--kill-after") return Deed::kKillAfter;
  if (option == "--fail") return Deed::kFail;
  if (option == "--shorten") return Deed::kShorten;
  if (option == "--pause") return Deed::kPause;
  return Deed::kNothing;
}

void take_option(const std::string& option, const std::string& value, Arguments& arguments) {
  Plan& plan = arguments.plan;
  if (deed_named(option) != Deed::kNothing) {
    plan.deed = deed_named(option);
    plan.at = number_of(value);
  } else if (option == "--folder") {
    plan.folder = value;
  } else if (option == "--kind") {
    plan.kind = kind_named(value);
  } else if (option == "--error") {
    plan.error = static_cast<int>(number_of(value));
  } else if (option == "--run") {
    plan.command = value;
  } else if (option == "--trace") {
    plan.trace_file = value;
  } else if (option == "--report") {
    arguments.report_file = value;
  } else {
    wrong_use("no such option: " + option);
  }
}

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  int i = 1;
  for (; i < argc && std::strcmp(argv[i], "--") != 0; ++i) {
    if (std::strcmp(argv[i], "--from-there-on") == 0) {
      arguments.plan.from_there_on = true;
      continue;
    }
    if (i + 1 == argc) wrong_use(std::string("a value is missing after ") + argv[i]);
    take_option(argv[i], argv[i + 1], arguments);
    ++i;
  }
  for (++i; i < argc; ++i) arguments.plan.program.emplace_back(argv[i]);
  if (arguments.plan.program.empty()) wrong_use("no program is named");
  if (!arguments.plan.folder.starts_with('/') || arguments.plan.folder.ends_with('/'))
    wrong_use("--folder must be absolute, without a slash at its end");
  return arguments;
}

void write_report(const std::string& path, const Outcome& outcome) {
  std::FILE* file = path.empty() ? stdout : std::fopen(path.c_str(), "w");
  if (file == nullptr) give_up("cannot write " + path);
  const bool is_signal = WIFSIGNALED(outcome.wait_status);
  std::fprintf(file, "{\"ended\":\"%s\",\"code\":%d,\"points\":%llu,\"hidden\":\"%s\"",
               is_signal ? "signal" : "exit",
               is_signal ? WTERMSIG(outcome.wait_status) : WEXITSTATUS(outcome.wait_status),
               static_cast<unsigned long long>(outcome.points), outcome.hidden.c_str());
  if (outcome.hit) {
    // Paths of a lake hold nothing that JSON would need escaped.
    std::fprintf(file, ",\"hit\":{\"point\":%llu,\"call\":\"%s\",\"path\":\"%s\"}",
                 static_cast<unsigned long long>(outcome.hit->point), outcome.hit->call->name,
                 outcome.hit->path.c_str());
  }
  std::fprintf(file, ",\"by_call\":{");
  const char* between = "";
  for (const auto& [call, count] : outcome.points_by_call) {
    std::fprintf(file, "%s\"%s\":%llu", between, call.c_str(),
                 static_cast<unsigned long long>(count));
    between = ",";
  }
  std::fprintf(file, "}}\n");
  if (file != stdout && std::fclose(file) != 0) give_up("cannot write " + path);
}

}  // namespace
}  // namespace telltale::crash

int main(int argc, char** argv) {
  using namespace telltale::crash;
  const Arguments arguments = read_arguments(argc, argv);
  write_report(arguments.report_file, Tracer(arguments.plan).run());
  return 0;
}
