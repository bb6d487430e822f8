// DiskWatch: decides from the room that is left on a lake's disk whether requests are taken. Below
// the reserve they are not: what was acknowledged is brought into the lake out of the reserve, and
// reads go on. Before that it warns, with the days that are left. Of one thread; knows no disk and
// no clock.
#pragma once

#include <cstdint>
#include <optional>

namespace telltale {

struct DiskState {
  bool is_known = false;
  uint64_t free_bytes = 0;
  bool is_low = false;      // requests are refused
  bool is_filling = false;  // they soon will be
  // Until requests are refused, when the lake goes on to grow as it does. Nothing: not known.
  std::optional<double> days_left;
};

class DiskWatch {
 public:
  struct Options {
    uint64_t reserve_bytes = 1UL << 30;
    double warn_days = 7;
  };
  explicit DiskWatch(const Options& options) : options_(options) {}

  void set_options(const Options& options) { options_ = options; }
  const Options& options() const { return options_; }

  // What holds now, with that much room and a lake that grows by so many bytes a day.
  DiskState look(uint64_t free_bytes, std::optional<double> growth_per_day);

 private:
  Options options_;
  bool is_low_ = false;
};

}  // namespace telltale
