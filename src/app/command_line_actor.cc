#include "app/command_line_actor.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

#include <fmt/format.h>

namespace telltale {

serve::Actor command_line_actor() {
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
  return {found == nullptr ? fmt::format("uid {}", ::getuid()) : entry.pw_name, "command line"};
}

}  // namespace telltale
