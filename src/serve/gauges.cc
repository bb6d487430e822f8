#include "serve/gauges.h"

#include <limits>

namespace telltale::serve {
namespace {

constexpr double kSecondsPerDay = 86'400;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr MetricSpec gauge(std::string_view name, std::string_view help) {
  return {name, MetricKind::kGauge, help};
}

constexpr MetricSpec of_server(MetricKind kind, std::string_view name, std::string_view help) {
  MetricSpec spec{name, kind, help};
  spec.is_of_lake = false;
  return spec;
}

template <auto Member>
double member(const ServerFacts& facts) {
  return static_cast<double>(facts.*Member);
}
template <auto Member>
double process_member(const ServerFacts& facts) {
  return static_cast<double>(facts.process.*Member);
}
template <auto Member>
double lake_member(const LakeNow& lake) {
  return static_cast<double>(lake.status.*Member);
}

double seconds_since_epoch(Instant instant) {
  return static_cast<double>(micros(instant)) * 1e-6;
}

constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kGauge = MetricKind::kGauge;

constexpr ServerGauge kServerGauges[] = {
    {of_server(kCounter, "process_cpu_seconds_total", "Processor time used."),
     process_member<&ProcessFacts::cpu_seconds>},
    {of_server(kGauge, "process_resident_memory_bytes", "Memory that is resident."),
     process_member<&ProcessFacts::resident_bytes>},
    {of_server(kGauge, "process_virtual_memory_bytes", "Memory that is mapped."),
     process_member<&ProcessFacts::virtual_bytes>},
    {of_server(kGauge, "process_open_fds", "Open file descriptors."),
     process_member<&ProcessFacts::descriptors>},
    {of_server(kGauge, "process_max_fds", "File descriptors that may be open."),
     process_member<&ProcessFacts::descriptors_max>},
    {of_server(kGauge, "process_threads", "Threads."), process_member<&ProcessFacts::threads>},
    {of_server(kGauge, "process_start_time_seconds", "When the process started, since 1970."),
     process_member<&ProcessFacts::start_seconds>},
    {of_server(kGauge, "telltale_serve_connections", "Connections that are open."),
     member<&ServerFacts::connections_open>},
    {of_server(kCounter, "telltale_serve_connections_accepted_total",
               "Connections that were accepted."),
     member<&ServerFacts::connections_accepted>},
    {of_server(kCounter, "telltale_serve_connections_refused_total",
               "Connections that were closed at once: there were too many."),
     member<&ServerFacts::connections_refused>},
    {of_server(kCounter, "telltale_serve_requests_malformed_total",
               "Requests that were no HTTP, or none that may be understood in one way only."),
     member<&ServerFacts::requests_malformed>},
    {of_server(kCounter, "telltale_serve_timeouts_total",
               "Connections that were closed because their client was too slow."),
     member<&ServerFacts::timeouts>},
    {of_server(kCounter, "telltale_serve_received_bytes_total", "Bytes received."),
     member<&ServerFacts::bytes_received>},
    {of_server(kCounter, "telltale_serve_sent_bytes_total", "Bytes sent."),
     member<&ServerFacts::bytes_sent>},
    {of_server(kGauge, "telltale_serve_waiting_answers",
               "Answers that wait for a thread that makes them."),
     member<&ServerFacts::work_waiting>},
    {of_server(kCounter, "telltale_base_log_lines_dropped_total",
               "Lines that were left out of the log because nobody took them fast enough."),
     member<&ServerFacts::log_lines_dropped>},
};

constexpr LakeGauge kLakeGauges[] = {
    {gauge("telltale_app_lake_state", "0 starting, 1 serving, 2 mending, 3 stopping, 4 down."),
     lake_member<&LakeStatus::state>},
    {gauge("telltale_app_lake_ready", "1: requests with records are taken."),
     [](const LakeNow& lake) { return lake.status.ingest.ok() ? 1.0 : 0.0; }},
    {gauge("telltale_app_restored_records", "Records read again by the start so far."),
     [](const LakeNow& lake) { return static_cast<double>(lake.status.restored.records_done); }},
    {gauge("telltale_app_restored_records_expected", "Records that the start reads again."),
     [](const LakeNow& lake) { return static_cast<double>(lake.status.restored.records_total); }},
    {gauge("telltale_journal_waiting_bytes", "Bytes of requests that are not yet durable."),
     lake_member<&LakeStatus::waiting_bytes>},
    {gauge("telltale_journal_backlog_bytes",
           "Bytes of requests that are durable and not yet in a commit."),
     lake_member<&LakeStatus::backlog_bytes>},
    {gauge("telltale_journal_backlog_limit_bytes",
           "Above that requests wait, and are refused after a while."),
     lake_member<&LakeStatus::backlog_bytes_max>},
    {gauge("telltale_pipeline_lanes", "Threads that share out the devices."),
     lake_member<&LakeStatus::lanes>},
    {gauge("telltale_store_commit", "The number of the newest commit."),
     [](const LakeNow& lake) {
       return lake.view == nullptr ? kUnknown : static_cast<double>(lake.view->commit);
     }},
    {gauge("telltale_store_commit_time_seconds", "When the newest commit was made, since 1970."),
     [](const LakeNow& lake) {
       return lake.view == nullptr ? kUnknown : seconds_since_epoch(lake.view->time);
     }},
    {gauge("telltale_store_live_files", "Files of the newest commit."),
     [](const LakeNow& lake) {
       return lake.view == nullptr ? kUnknown : static_cast<double>(lake.view->files.size());
     }},
    {gauge("telltale_store_live_bytes", "Bytes of the files of the newest commit."),
     [](const LakeNow& lake) {
       if (lake.view == nullptr) return kUnknown;
       double bytes = 0;
       for (const LiveFile& file : lake.view->files) bytes += static_cast<double>(file.entry.bytes);
       return bytes;
     }},
    {gauge("telltale_store_books_balance", "1: every record received has exactly one disposition."),
     [](const LakeNow& lake) {
       return lake.view == nullptr ? kUnknown : (lake.view->books_total.balances() ? 1.0 : 0.0);
     }},
    {gauge("telltale_app_disk_free_bytes", "Room on the lake's disk."),
     [](const LakeNow& lake) {
       const DiskStatus& disk = lake.status.disk;
       return disk.is_known ? static_cast<double>(disk.free_bytes) : kUnknown;
     }},
    {gauge("telltale_app_disk_reserve_bytes", "Below that requests are refused."),
     [](const LakeNow& lake) { return static_cast<double>(lake.status.disk.reserve_bytes); }},
    {gauge("telltale_app_disk_left_seconds",
           "Until requests are refused, when the lake goes on to grow as it does."),
     [](const LakeNow& lake) {
       return lake.status.disk.days_left.value_or(kUnknown) * kSecondsPerDay;
     }},
    {gauge("telltale_store_growth_bytes_per_second", "How fast the lake grew in the last days."),
     [](const LakeNow& lake) {
       return lake.status.growth_per_day.value_or(kUnknown) / kSecondsPerDay;
     }},
    {gauge("telltale_serve_live_clients", "Live streams that are open."),
     lake_member<&LakeStatus::live_clients>},
    {gauge("telltale_serve_live_held_bytes", "Bytes held for those who follow live."),
     lake_member<&LakeStatus::live_bytes>},
};

}  // namespace

std::span<const ServerGauge> server_gauges() {
  return kServerGauges;
}

std::span<const LakeGauge> lake_gauges() {
  return kLakeGauges;
}

}  // namespace telltale::serve
