// slow_sync: a library to be loaded before a program (LD_PRELOAD), whose syncs then take as many
// seconds more as TELLTALE_SLOW_SYNC_SECONDS says, while the file TELLTALE_SLOW_SYNCS is there.
#include <cstdlib>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

void wait_if_marked() {
  const char* mark = std::getenv("TELLTALE_SLOW_SYNCS");
  const char* seconds = std::getenv("TELLTALE_SLOW_SYNC_SECONDS");
  if (mark == nullptr || seconds == nullptr || access(mark, F_OK) != 0) return;
  poll(nullptr, 0, 1'000 * std::atoi(seconds));
}

}  // namespace

extern "C" int fsync(int file) {
  wait_if_marked();
  return static_cast<int>(syscall(SYS_fsync, file));
}

extern "C" int fdatasync(int file) {
  wait_if_marked();
  return static_cast<int>(syscall(SYS_fdatasync, file));
}
