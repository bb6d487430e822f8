#include "app/stop_signal.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/catch.h"

namespace telltale {
namespace {

// A child that writes into a pipe nobody reads, which is asked to end once; how it did.
int status_of_a_writer_told(int signal) {
  int full[2];
  int ready[2];
  REQUIRE(::pipe(full) == 0);
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(20);
    install_stop_signals();
    end_at_stop_signals();
    [[maybe_unused]] ssize_t size = ::write(ready[1], "", 1);
    const char page[4096] = {};
    while (::write(full[1], page, sizeof(page)) > 0) continue;
    std::raise(SIGKILL);  // never here
  }
  ::close(ready[1]);  // so that a child that dies is heard of
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  ::kill(child, signal);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  for (const int descriptor : {full[0], full[1], ready[0]}) ::close(descriptor);
  return status;
}

TEST_CASE("work that keeps nothing ends at the first wish, even in a write") {
  for (const int signal : {SIGTERM, SIGINT}) {
    const int status = status_of_a_writer_told(signal);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
  }
}

}  // namespace
}  // namespace telltale
