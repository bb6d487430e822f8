#include "base/thread_name.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>

namespace telltale {

void name_thread(const char* role, size_t number) {
  constexpr size_t kNameBytesMax = 15;  // of the kernel
  const std::string name = fmt::format("{}-{}", role, number).substr(0, kNameBytesMax);
  ::pthread_setname_np(::pthread_self(), name.c_str());
}

// Under Linux a niceness is one thread's.
void give_way(GivesWay to) {
  const int niceness = to == GivesWay::kToAnswers ? 5 : 10;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

}  // namespace telltale
