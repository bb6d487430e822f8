#include "app/options.h"

#include <array>
#include <charconv>
#include <limits>
#include <set>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/log.h"
#include "telemetry/limits.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

// A whole number within bounds.
struct NumberOption {
  uint64_t Options::* value;
  uint64_t least;
  uint64_t most;
};

// A text, of which `fault` says what is wrong with it; empty: nothing.
struct TextOption {
  std::string Options::* value;
  std::string_view form;  // what it looks like, for people
  std::string_view (*fault)(std::string_view text);
};

struct OptionSpec {
  std::string_view name;
  std::variant<NumberOption, TextOption> kind;
  std::string_view sentence;
};

std::string_view fault_of_address(std::string_view text) {
  return text.find(':') == std::string_view::npos ? "it must be ADDRESS:PORT" : "";
}

std::string_view fault_of_file(std::string_view) {
  return "";
}

std::string_view fault_of_access(std::string_view text) {
  return text == "keys" || text == "open" ? "" : "it must be keys or open";
}

std::string_view fault_of_level(std::string_view text) {
  return log_level_named(text) ? "" : "it must be debug, info, warning, error or none";
}

std::string_view fault_of_format(std::string_view text) {
  return log_format_named(text) ? "" : "it must be logfmt or json";
}

constexpr uint64_t kMiB = 1UL << 20;
constexpr uint64_t kGiB = 1UL << 30;

constexpr std::array kOptions = {
    OptionSpec{"lanes", NumberOption{&Options::lanes, 0, kLanesMax},
               "Threads that share out the devices; 0 is one a core. Appears in no file and "
               "changes no result."},
    OptionSpec{"batches", NumberOption{&Options::batches, 4, 1024},
               "Batches of up to 1,024 records in flight; more smooth out uneven work and take "
               "memory."},
    OptionSpec{"cut_bytes", NumberOption{&Options::cut_bytes, 64 * 1024, kGiB},
               "A commit is due after so many bytes of records; larger ones make fewer, larger "
               "files."},
    OptionSpec{"cut_interval_ms", NumberOption{&Options::cut_interval_ms, 10, 600'000},
               "A commit is due so long after its first record, so that slow senders are seen in "
               "time."},
    OptionSpec{"snapshot_records", NumberOption{&Options::snapshot_records, 1'000, 1'000'000'000},
               "State is written to disk after so many records; a start reads at most about as "
               "many again."},
    OptionSpec{"recent_bytes", NumberOption{&Options::recent_bytes, kMiB, 16 * kGiB},
               "Memory for the readings of the last commits, where most repeats are found without "
               "a file."},
    OptionSpec{"journal_segment_bytes",
               NumberOption{&Options::journal_segment_bytes, kMiB / 16, 4 * kGiB},
               "Size of a file of the journal; it is removed once all of it is in the lake."},
    OptionSpec{
        "journal_waiting_bytes",
        NumberOption{&Options::journal_waiting_bytes, kMiB / 16, 1024 * kGiB},
        "What may wait in the journal to come into the lake; beyond, requests have to wait."},
    OptionSpec{"silence_look_s", NumberOption{&Options::silence_look_s, 0, 86'400},
               "How often `serve` looks for devices that have fallen silent; 0 is never."},
    OptionSpec{"sweep_grace_s", NumberOption{&Options::sweep_grace_s, 0, 7 * 24 * 3600},
               "Files that a commit removed stay so many seconds, for readers that cannot take a "
               "lease."},
    OptionSpec{"rollups_minute", NumberOption{&Options::rollups_minute, 0, 1},
               "Whether readings are summed by minute too, beside by hour; 1 is yes."},
    OptionSpec{"sql_threads", NumberOption{&Options::sql_threads, 1, 256},
               "Threads of one SQL query."},
    OptionSpec{"sql_memory_bytes", NumberOption{&Options::sql_memory_bytes, 64 * kMiB, 1024 * kGiB},
               "Memory of one SQL query; a query that needs more is refused with a sentence."},
    OptionSpec{"listen", TextOption{&Options::listen, "ADDRESS:PORT", fault_of_address},
               "Where `telltale serve` is reached; elsewhere than on its own machine by TLS only."},
    OptionSpec{"tls_certificate",
               TextOption{&Options::tls_certificate, "A PEM file", fault_of_file},
               "The certificate with its chain, to speak TLS by; read again when it changes."},
    OptionSpec{"tls_key", TextOption{&Options::tls_key, "A PEM file", fault_of_file},
               "The certificate's key."},
    OptionSpec{
        "access", TextOption{&Options::access, "keys or open", fault_of_access},
        "Who may ask `serve`: holders of keys and users who signed in, or anybody on its own "
        "machine."},
    OptionSpec{"session_hours", NumberOption{&Options::session_hours, 1, 8'760},
               "How long a user who signed in stays so."},
    OptionSpec{"http_connections", NumberOption{&Options::http_connections, 10, 1'000'000},
               "Connections at once; fewer where the system gives fewer descriptors."},
    OptionSpec{"http_head_ms", NumberOption{&Options::http_head_ms, 100, 600'000},
               "How long the head of a request may take from its first byte."},
    OptionSpec{"http_body_ms", NumberOption{&Options::http_body_ms, 100, 3'600'000},
               "How long a body may take, and longer while 4 KiB of it come a second."},
    OptionSpec{
        "http_wait_ms", NumberOption{&Options::http_wait_ms, 0, 60'000},
        "How long a request waits, unread, for room before it is told to come again; less than its "
        "sender waits for an answer."},
    OptionSpec{"http_idle_ms", NumberOption{&Options::http_idle_ms, 100, 3'600'000},
               "How long a connection may wait between requests."},
    OptionSpec{"http_write_ms", NumberOption{&Options::http_write_ms, 100, 3'600'000},
               "How long an answer is kept for a reader that takes nothing of it."},
    OptionSpec{"query_concurrent", NumberOption{&Options::query_concurrent, 1, 64},
               "Queries of users that a server runs at a time, each in a process of its own."},
    OptionSpec{"query_waiting", NumberOption{&Options::query_waiting, 0, 10'000},
               "Queries that wait for their turn; who comes when so many wait is told to come "
               "again."},
    OptionSpec{"query_idle_processes", NumberOption{&Options::query_idle_processes, 0, 64},
               "Processes that wait for a query, so that none waits for a process; about 20 MB "
               "each."},
    OptionSpec{"query_time_ms", NumberOption{&Options::query_time_ms, 100, 3'600'000},
               "How long a query of a user may take."},
    OptionSpec{"query_memory_bytes",
               NumberOption{&Options::query_memory_bytes, 64 * kMiB, 1024 * kGiB},
               "Memory of one query of a user."},
    OptionSpec{"query_threads", NumberOption{&Options::query_threads, 1, 64},
               "Threads of one query of a user."},
    OptionSpec{"query_rows", NumberOption{&Options::query_rows, 1, 1'000'000'000},
               "Rows a query of a user may give."},
    OptionSpec{"query_result_bytes", NumberOption{&Options::query_result_bytes, kMiB, 16 * kGiB},
               "Bytes a query of a user may give."},
    OptionSpec{"disk_reserve_bytes", NumberOption{&Options::disk_reserve_bytes, 0, 1024 * kGiB},
               "With less room than that on a lake's disk records are refused (507); what was "
               "acknowledged is committed out of it."},
    OptionSpec{"disk_warn_days", NumberOption{&Options::disk_warn_days, 0, 3'650},
               "A warning comes when the disk lasts for fewer days than that."},
    OptionSpec{"live_clients_max", NumberOption{&Options::live_clients_max, 0, 100'000},
               "Streams of /v1/live that may be open, by lake."},
    OptionSpec{"live_replay_bytes", NumberOption{&Options::live_replay_bytes, 64 * 1024, kGiB},
               "Memory for the newest live events of a lake: what a slow or returning client may "
               "still get."},
    OptionSpec{
        "log_level",
        TextOption{&Options::log_level, "debug, info, warning, error or none", fault_of_level},
        "What is less important than that is not said on standard error; debug tells of "
        "every request."},
    OptionSpec{"log_format", TextOption{&Options::log_format, "logfmt or json", fault_of_format},
               "How lines of the log are written."},
};

const OptionSpec* find_option(std::string_view name) {
  for (const OptionSpec& spec : kOptions) {
    if (spec.name == name) return &spec;
  }
  return nullptr;
}

Status wrong(std::string_view file, const YAML::Mark& mark, const std::string& why) {
  return Status::invalid(fmt::format("cannot read configuration: {}:{}:{}: {}", file, mark.line + 1,
                                     mark.column + 1, why));
}

Status unknown_key(std::string_view file, const YAML::Node& key) {
  std::vector<std::string_view> known;
  for (const OptionSpec& spec : kOptions) known.push_back(spec.name);
  const std::string_view nearest = nearest_word(key.Scalar(), known);
  return wrong(
      file, key.Mark(),
      nearest.empty()
          ? fmt::format("unknown key `{}`: `telltale config --reference` lists all", key.Scalar())
          : fmt::format("unknown key `{}`: did you mean `{}`?", key.Scalar(), nearest));
}

Status read_number(std::string_view file, const OptionSpec& spec, const YAML::Node& value,
                   Options& options) {
  const auto& [target, least, most] = std::get<NumberOption>(spec.kind);
  uint64_t number = 0;
  const std::string text = value.IsScalar() ? value.Scalar() : "";
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || rest != end || number < least || number > most) {
    return wrong(file, value.Mark(),
                 fmt::format("`{}` must be a whole number from {} to {}", spec.name, least, most));
  }
  options.*target = number;
  return {};
}

Status read_text(std::string_view file, const OptionSpec& spec, const YAML::Node& value,
                 Options& options) {
  const TextOption& kind = std::get<TextOption>(spec.kind);
  if (!value.IsScalar())
    return wrong(file, value.Mark(), fmt::format("`{}` must be a text", spec.name));
  const std::string_view fault = kind.fault(value.Scalar());
  if (!fault.empty())
    return wrong(file, value.Mark(), fmt::format("`{}` is wrong: {}", spec.name, fault));
  options.*kind.value = value.Scalar();
  return {};
}

Status read_option(std::string_view file, const OptionSpec& spec, const YAML::Node& value,
                   Options& options) {
  const bool is_number = std::holds_alternative<NumberOption>(spec.kind);
  return is_number ? read_number(file, spec, value, options)
                   : read_text(file, spec, value, options);
}

// What an option may be, and its default, as the reference shows them.
std::string bounds_of(const OptionSpec& spec) {
  if (const auto* number = std::get_if<NumberOption>(&spec.kind))
    return fmt::format("From {} to {}.", number->least, number->most);
  return fmt::format("{}.", std::get<TextOption>(spec.kind).form);
}

std::string value_of(const OptionSpec& spec, const Options& defaults) {
  if (const auto* number = std::get_if<NumberOption>(&spec.kind))
    return fmt::format("{}", defaults.*number->value);
  const std::string& text = defaults.*std::get<TextOption>(spec.kind).value;
  return text.empty() ? "\"\"" : text;
}

}  // namespace

Status read_options(std::string_view yaml, std::string_view file, Options& options) {
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (root.IsNull()) return {};
    if (!root.IsMap()) return wrong(file, root.Mark(), "it must be a map of keys");
    std::set<std::string> seen;
    for (const auto& entry : root) {
      const OptionSpec* spec = find_option(entry.first.Scalar());
      if (spec == nullptr) return unknown_key(file, entry.first);
      if (!seen.insert(entry.first.Scalar()).second)
        return wrong(file, entry.first.Mark(), fmt::format("key `{}` is repeated", spec->name));
      TRY(read_option(file, *spec, entry.second, options));
    }
    return {};
  } catch (const YAML::Exception& error) {
    return wrong(file, error.mark, error.msg);
  }
}

std::string options_text(const Options& options) {
  std::string text;
  for (const OptionSpec& spec : kOptions)
    text += fmt::format("{}: {}\n", spec.name, value_of(spec, options));
  return text;
}

std::string options_reference() {
  const Options defaults;
  std::string text = "# Options of telltale with their defaults, for `--config FILE`.\n";
  for (const OptionSpec& spec : kOptions) {
    text += fmt::format("\n# {}\n# {}\n{}: {}\n", spec.sentence, bounds_of(spec), spec.name,
                        value_of(spec, defaults));
  }
  return text;
}

}  // namespace telltale
