// TarGz: a .tar.gz of small files, built in memory (POSIX ustar in gzip). One owner.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace telltale {

class TarGz {
 public:
  // Every file bears this time.
  explicit TarGz(Instant time) : time_(time) {}

  // A name has at most 100 bytes.
  void add(std::string_view name, std::string_view content);
  // The whole archive; nothing can be added afterwards.
  std::string finish();

 private:
  const Instant time_;
  std::string tar_;
};

}  // namespace telltale
