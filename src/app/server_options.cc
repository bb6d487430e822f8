#include "app/server_options.h"

#include <algorithm>
#include <sys/resource.h>

namespace telltale {
namespace {

// Every connection and every file being read is a descriptor. How many connections leave enough to
// the lakes, so that who opens many keeps no lake from its files.
size_t raise_descriptor_limit(size_t connections_max) {
  constexpr size_t kForFiles = 512;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections_max;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const size_t most = limit.rlim_cur;
  return std::min(connections_max, most > 2 * kForFiles ? most - kForFiles : most / 2);
}

}  // namespace

serve::HttpLimits http_limits(const Options& options) {
  using std::chrono::milliseconds;
  serve::HttpLimits limits;
  limits.connections_max = raise_descriptor_limit(options.http_connections);
  limits.header_patience = milliseconds(options.http_head_ms);
  limits.body_patience = milliseconds(options.http_body_ms);
  limits.gate_patience = milliseconds(options.http_wait_ms);
  limits.idle_patience = milliseconds(options.http_idle_ms);
  limits.write_patience = milliseconds(options.http_write_ms);
  return limits;
}

serve::QueryOptions query_options(const Options& options) {
  serve::QueryOptions queries;
  queries.concurrent_max = options.query_concurrent;
  queries.waiting_max = options.query_waiting;
  queries.idle_processes = options.query_idle_processes;
  queries.time_max = std::chrono::milliseconds(options.query_time_ms);
  queries.memory_bytes = options.query_memory_bytes;
  queries.rows_max = options.query_rows;
  queries.result_bytes_max = options.query_result_bytes;
  queries.threads = static_cast<uint32_t>(options.query_threads);
  return queries;
}

Log::Options log_options(const Options& options) {
  Log::Options log;
  log.level = log_level_named(options.log_level).value_or(LogLevel::kInfo);
  log.format = log_format_named(options.log_format).value_or(LogFormat::kLogfmt);
  return log;
}

}  // namespace telltale
