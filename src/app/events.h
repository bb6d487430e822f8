// What the program tells of itself as a whole, and of its lakes' lives.
#pragma once

#include "base/events.h"

namespace telltale {

// It can be reached; lakes may still be starting.
struct ServerListening {
  std::string_view url;
  std::string_view version;

  static constexpr EventKind kKind{"listening", LogLevel::kInfo};
  void measure(Measures&) const {}
  void say(LogLine& line) const {
    line.add("url", url);
    line.add("version", version);
  }
};

// All lakes have started.
struct ServerReady {
  std::string_view folder;
  std::string_view url;

  static constexpr EventKind kKind{"ready", LogLevel::kInfo};
  void measure(Measures&) const {}
  void say(LogLine& line) const {
    line.add("serving", folder);
    line.add("on", url);
  }
};

struct ServerStopping {
  static constexpr EventKind kKind{"stopping", LogLevel::kInfo};
  void measure(Measures&) const {}
  void say(LogLine&) const {}
};

struct ServerStopped {
  static constexpr EventKind kKind{"stopped", LogLevel::kInfo};
  void measure(Measures&) const {}
  void say(LogLine&) const {}
};

// The options were read again.
struct OptionsReloaded {
  std::string_view why_not;  // empty: they hold

  static constexpr EventKind kKind{"options_reloaded", LogLevel::kWarning};
  void measure(Measures&) const {}
  void say(LogLine& line) const {
    line.add("done", why_not.empty());
    if (!why_not.empty()) line.add("why_not", why_not);
  }
};

// The certificate was read again.
struct CertificateReloaded {
  std::string_view why_not;  // empty: it is in use; else the one before stays

  static constexpr EventKind kKind{"certificate_reloaded", LogLevel::kWarning};
  void measure(Measures&) const {}
  void say(LogLine& line) const {
    line.add("done", why_not.empty());
    if (!why_not.empty()) line.add("why_not", why_not);
  }
};

// A lake's keys cannot be read or written: those in memory go on to count.
struct KeysUnread {
  std::string_view why;

  static constexpr EventKind kKind{"keys_unread",
                                   LogLevel::kError,
                                   {{{"telltale_app_keys_unread_total",
                                      MetricKind::kCounter,
                                      "Times that the store of keys began to be out of reach.",
                                      {},
                                      {},
                                      false}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("why", why); }
};

// The thread that answers has not moved for so long.
struct LoopStuck {
  Duration since{0};

  static constexpr EventKind kKind{
      "loop_stuck",
      LogLevel::kError,
      {{{"telltale_app_loop_stuck_total",
         MetricKind::kCounter,
         "Looks at the thread that answers that found it standing still.",
         {},
         {},
         false}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("since_seconds", since); }
};

struct LakeStarted {
  uint64_t commit = 0;
  uint64_t records_replayed = 0;
  Duration took{0};

  static constexpr EventKind kKind{
      "lake_started",
      LogLevel::kInfo,
      {{{"telltale_app_starts_total", MetricKind::kCounter, "Starts of the lake."},
        {"telltale_app_records_replayed_total", MetricKind::kCounter,
         "Records that were read again when a lake started or was mended."}}}};
  void measure(Measures& out) const {
    out.count(0, 1);
    out.count(1, records_replayed);
  }
  void say(LogLine& line) const {
    line.add("commit", commit);
    line.add("records_replayed", records_replayed);
    line.add("took_seconds", took);
  }
};

// The world failed, and the lake is opened again until that works.
struct LakeMending {
  std::string_view why;

  static constexpr EventKind kKind{
      "lake_mending",
      LogLevel::kWarning,
      {{{"telltale_app_mendings_total", MetricKind::kCounter,
         "Tries to go on after an error of the world, such as a full disk."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("why", why); }
};

struct LakeMended {
  static constexpr EventKind kKind{"lake_mended", LogLevel::kWarning};
  void measure(Measures&) const {}
  void say(LogLine&) const {}
};

// It takes no more records until somebody has seen to it.
struct LakeDown {
  std::string_view why;

  static constexpr EventKind kKind{"lake_down",
                                   LogLevel::kError,
                                   {{{"telltale_app_lake_downs_total", MetricKind::kCounter,
                                      "Times that the lake went down for good."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("why", why); }
};

// Requests are refused for want of room.
struct DiskLow {
  uint64_t free_bytes = 0;
  uint64_t reserve_bytes = 0;

  static constexpr EventKind kKind{
      "disk_low",
      LogLevel::kError,
      {{{"telltale_app_disk_low_total", MetricKind::kCounter,
         "Times that requests began to be refused because the disk is nearly full."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const {
    line.add("free_bytes", free_bytes);
    line.add("reserve_bytes", reserve_bytes);
    line.add("todo", "free some space: requests get 507 until then, reads go on");
  }
};

// There is room again.
struct DiskRoomy {
  uint64_t free_bytes = 0;

  static constexpr EventKind kKind{"disk_roomy", LogLevel::kWarning};
  void measure(Measures&) const {}
  void say(LogLine& line) const { line.add("free_bytes", free_bytes); }
};

// There will soon be too little.
struct DiskFilling {
  uint64_t free_bytes = 0;
  uint64_t reserve_bytes = 0;
  double days_left = 0;

  static constexpr EventKind kKind{"disk_filling", LogLevel::kWarning};
  void measure(Measures&) const {}
  void say(LogLine& line) const {
    line.add("free_bytes", free_bytes);
    line.add("reserve_bytes", reserve_bytes);
    line.add("days_left", days_left);
    line.add("todo", "free some space, or give the lake a larger disk");
  }
};

}  // namespace telltale
