// Options of the platform: one table of names, defaults, bounds and a sentence each, read from a
// YAML file (`--config`) and printed by `telltale config --reference`, which conf/telltale.yaml
// equals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace telltale {

struct Options {
  uint64_t lanes = 0;  // 0: one a core
  uint64_t batches = 32;
  uint64_t cut_bytes = 64UL << 20;
  uint64_t cut_interval_ms = 2'000;
  uint64_t snapshot_records = 200'000;
  uint64_t recent_bytes = 96UL << 20;
  uint64_t journal_segment_bytes = 64UL << 20;
  uint64_t journal_waiting_bytes = 1UL << 30;
  uint64_t silence_look_s = 10;
  uint64_t sweep_grace_s = 900;
  uint64_t rollups_minute = 0;
  uint64_t sql_threads = 2;
  uint64_t sql_memory_bytes = 4UL << 30;
  std::string listen = "127.0.0.1:8080";
  std::string tls_certificate;
  std::string tls_key;
  std::string access = "keys";
  uint64_t session_hours = 12;
  uint64_t http_connections = 20'000;
  uint64_t http_head_ms = 10'000;
  uint64_t http_body_ms = 60'000;
  uint64_t http_wait_ms = 4'000;
  uint64_t http_idle_ms = 75'000;
  uint64_t http_write_ms = 60'000;
  uint64_t query_concurrent = 2;
  uint64_t query_waiting = 32;
  uint64_t query_idle_processes = 2;
  uint64_t query_time_ms = 30'000;
  uint64_t query_memory_bytes = 1UL << 30;
  uint64_t query_threads = 2;
  uint64_t query_rows = 1'000'000;
  uint64_t query_result_bytes = 256UL << 20;
  uint64_t disk_reserve_bytes = 1UL << 30;
  uint64_t disk_warn_days = 7;
  uint64_t live_clients_max = 2'000;
  uint64_t live_replay_bytes = 16UL << 20;
  std::string log_level = "info";
  std::string log_format = "logfmt";
};

// Replaces what the YAML names. kInvalid: an unknown key (with the nearest known one) or a value
// outside its bounds, with file, line and column.
Status read_options(std::string_view yaml, std::string_view file, Options& options);

// The documented file with every option at its default.
std::string options_reference();
// One line an option, with its value.
std::string options_text(const Options& options);

}  // namespace telltale
