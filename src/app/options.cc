#include "app/options.h"

#include <array>
#include <charconv>
#include <limits>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "telemetry/limits.h"
#include "telemetry/schema_yaml.h"

namespace telltale {
namespace {

struct OptionSpec {
  std::string_view name;
  uint64_t Options::* value;
  uint64_t least;
  uint64_t most;
  std::string_view sentence;
};

constexpr uint64_t kMiB = 1UL << 20;
constexpr uint64_t kGiB = 1UL << 30;

constexpr std::array<OptionSpec, 8> kOptions = {{
    {"lanes", &Options::lanes, 0, kLanesMax,
     "Threads that share out the devices; 0 is one a core. Appears in no file and changes no "
     "result."},
    {"batches", &Options::batches, 4, 1024,
     "Batches of up to 1,024 records in flight; more smooth out uneven work and take memory."},
    {"cut_bytes", &Options::cut_bytes, 64 * 1024, kGiB,
     "A commit is due after so many bytes of records; larger ones make fewer, larger files."},
    {"cut_interval_ms", &Options::cut_interval_ms, 10, 600'000,
     "A commit is due so long after its first record, so that slow senders are seen in time."},
    {"snapshot_records", &Options::snapshot_records, 1'000, 1'000'000'000,
     "State is written to disk after so many records; a start reads at most about as many again."},
    {"recent_bytes", &Options::recent_bytes, kMiB, 16 * kGiB,
     "Memory for the readings of the last commits, where most repeats are found without a file."},
    {"sql_threads", &Options::sql_threads, 1, 256, "Threads of one SQL query."},
    {"sql_memory_bytes", &Options::sql_memory_bytes, 64 * kMiB, 1024 * kGiB,
     "Memory of one SQL query; a query that needs more is refused with a sentence."},
}};

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

Status read_option(std::string_view file, const OptionSpec& spec, const YAML::Node& value,
                   Options& options) {
  uint64_t number = 0;
  const std::string text = value.IsScalar() ? value.Scalar() : "";
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || rest != end || number < spec.least ||
      number > spec.most) {
    return wrong(
        file, value.Mark(),
        fmt::format("`{}` must be a whole number from {} to {}", spec.name, spec.least, spec.most));
  }
  options.*spec.value = number;
  return {};
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

std::string options_reference() {
  const Options defaults;
  std::string text = "# Options of telltale with their defaults, for `--config FILE`.\n";
  for (const OptionSpec& spec : kOptions) {
    text += fmt::format("\n# {}\n# From {} to {}.\n{}: {}\n", spec.sentence, spec.least, spec.most,
                        spec.name, defaults.*spec.value);
  }
  return text;
}

}  // namespace telltale
