#include <linux/landlock.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/certificate.h"
#include "app/checkup.h"
#include "app/output.h"
#include "base/process_facts.h"

namespace telltale {
namespace {

constexpr uint64_t kDescriptorsMin = 4'096;
constexpr Duration kCertificateWarning = std::chrono::hours(24 * 14);

Finding check_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const std::string what = fmt::format("{} descriptors may be open", with_commas(limit.rlim_max));
  if (limit.rlim_max >= kDescriptorsMin) return {"descriptors", Health::kGood, what, ""};
  return {"descriptors", Health::kWarning,
          what + ": each connection and each file being read is one",
          "ulimit -Hn 65536, or LimitNOFILE=65536 in the unit"};
}

// adjtimex(2) tells whether the kernel believes in its clock.
Finding check_synchronized() {
  timex state{};
  const int verdict = ::adjtimex(&state);
  if (verdict != TIME_ERROR) return {"time", Health::kGood, "the clock is synchronized", ""};
  return {"time", Health::kWarning,
          "the system's clock is not synchronized: times of receipt may be wrong",
          "timedatectl set-ntp true"};
}

Finding check_landlock() {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
  if (version >= 1)
    return {"landlock", Health::kGood,
            fmt::format("queries can be kept from other files (version {})", version), ""};
  return {"landlock", Health::kWarning,
          "the kernel offers no Landlock: queries of users are refused by a server",
          "boot a kernel of 5.13 or newer with lsm=landlock"};
}

Finding check_seccomp(Env& env) {
  const Result<std::string> actions = read_stream(env, "/proc/sys/kernel/seccomp/actions_avail");
  const bool is_there = actions.ok() && actions.value().find("errno") != std::string::npos;
  if (is_there) return {"seccomp", Health::kGood, "system calls can be filtered", ""};
  return {"seccomp", Health::kWarning,
          "the kernel offers no seccomp filter: queries of users are refused by a server",
          "boot a kernel with CONFIG_SECCOMP_FILTER"};
}

Finding check_certificate(const CheckupPlace& place) {
  const std::string& path = place.options.tls_certificate;
  if (path.empty()) return {"certificate", Health::kNote, "the server speaks without TLS", ""};
  const Result<std::string> pem = read_file(place.env, path, 1 << 20);
  const Result<Instant> end =
      pem.ok() ? certificate_end(pem.value()) : Result<Instant>(pem.status());
  if (!end.ok())
    return {"certificate", Health::kProblem,
            fmt::format("it cannot be read: {}", end.status().message()),
            fmt::format("openssl x509 -in {} -noout -text", path)};
  const Duration left = end.value() - place.clock.now();
  if (left.count() <= 0)
    return {"certificate", Health::kProblem,
            fmt::format("it ended on {}", format_instant(end.value())), "renew it"};
  const std::string what = fmt::format("it is good until {}", format_instant(end.value()));
  if (left > kCertificateWarning) return {"certificate", Health::kGood, what, ""};
  return {"certificate", Health::kWarning, what, "renew it"};
}

Finding check_memory(Env& env) {
  constexpr uint64_t kLeast = 512UL << 20;
  const Result<std::string> memory = read_stream(env, "/proc/meminfo");
  constexpr std::string_view kName = "MemAvailable:";
  const size_t at = memory.ok() ? memory.value().find(kName) : std::string::npos;
  if (at == std::string::npos) return {"memory", Health::kNote, "it is not known", ""};
  uint64_t kilobytes = 0;
  for (size_t i = at + kName.size(); i < memory.value().size() && memory.value()[i] != '\n'; ++i) {
    const char c = memory.value()[i];
    if (c >= '0' && c <= '9') kilobytes = kilobytes * 10 + static_cast<uint64_t>(c - '0');
  }
  const std::string what = bytes_text(kilobytes * 1024) + " are available";
  if (kilobytes * 1024 >= kLeast) return {"memory", Health::kGood, what, ""};
  return {"memory", Health::kWarning, what, "free -h"};
}

}  // namespace

std::vector<Finding> check_machine(const CheckupPlace& place) {
  return {check_descriptors(), check_memory(place.env),  check_synchronized(),
          check_landlock(),    check_seccomp(place.env), check_certificate(place)};
}

}  // namespace telltale
