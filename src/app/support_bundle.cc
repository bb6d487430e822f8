#include "app/support_bundle.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/checkup.h"
#include "app/http_client.h"
#include "app/lake_report.h"
#include "app/tar_gz.h"
#include "store/commit_log.h"
#include "store/lake.h"

namespace telltale {
namespace {

constexpr uint64_t kCommits = 100;
constexpr size_t kLogBytes = 1 << 20;  // of its end

// Fields whose values are numbers or words of this program. Messages of the system are not: a path
// may name anything.
constexpr std::array<std::string_view, 27> kFields = {"time",          "level",
                                                      "event",         "commit",
                                                      "took_seconds",  "kind",
                                                      "records",       "frames",
                                                      "files_added",   "version",
                                                      "files_removed", "free_bytes",
                                                      "reserve_bytes", "days_left",
                                                      "held_back",     "method",
                                                      "route",         "status",
                                                      "is_resumed",    "done",
                                                      "since_seconds", "records_replayed",
                                                      "failed",        "topic",
                                                      "bytes",         "is_warning",
                                                      "problem"};

bool may_leave(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

// The end of a value that begins at `at`, quoted or not.
size_t end_of_value(std::string_view line, size_t at) {
  if (at < line.size() && line[at] == '"') {
    for (size_t i = at + 1; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '"') {
        return i + 1;
      }
    }
    return line.size();
  }
  return std::min(line.size(), line.find(' ', at));
}

std::string redacted_logfmt(std::string_view line) {
  std::string kept;
  while (!line.empty()) {
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) break;
    const std::string_view name = line.substr(0, equals);
    const size_t end = end_of_value(line, equals + 1);
    if (may_leave(name)) {
      if (!kept.empty()) kept += ' ';
      kept += line.substr(0, end);
    }
    line.remove_prefix(std::min(line.size(), end + 1));
  }
  return kept;
}

std::string redacted_json(std::string_view line) {
  const Result<Json> parsed = Json::parse(line);
  if (!parsed.ok() || !parsed.value().is_object()) return "";
  Json kept = Json::object();
  for (const auto& [name, value] : *parsed.value().if_object()) {
    if (may_leave(name)) kept.add(name, value);
  }
  return kept.dump();
}

std::string commit_headers(Env& env, const OpenLake& lake) {
  std::string text = "commit,time,kind,received,stored,rejected,files_added,bytes_added,removed\n";
  const CommitLog commits(env, lake.folder);
  auto number = static_cast<uint64_t>(lake.view.commit);
  for (uint64_t i = 0; i < kCommits && number > 0; ++i, --number) {
    const Result<CommitLog::Entry> entry = commits.entry(CommitId{number});
    if (!entry.ok()) break;
    for (const CommitPart& part : entry.value().commit.parts) {
      const BooksPage books = part.books.total();
      uint64_t bytes = 0;
      for (const FileEntry& file : part.added) bytes += file.bytes;
      text += fmt::format(
          "{},{},{},{},{},{},{},{},{}\n", number, format_instant(entry.value().commit.time),
          name_of(part.kind), books.received, books.count(Disposition::kStored),
          books.count(Disposition::kRejected), part.added.size(), bytes, part.removed.size());
    }
  }
  return text;
}

std::string files_by_table(const LakeView& view) {
  std::string text = "table,files,rows,bytes\n";
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    uint64_t files = 0;
    uint64_t rows = 0;
    uint64_t bytes = 0;
    for (const LiveFile& file : view.files) {
      if (file.entry.table != table) continue;
      ++files;
      rows += file.entry.rows;
      bytes += file.entry.bytes;
    }
    text += fmt::format("{},{},{},{}\n", name_of(table), files, rows, bytes);
  }
  return text;
}

// Messages of the system name paths, so only the verdicts go in.
std::string verdicts(const CheckupPlace& place, const std::string& folder) {
  std::string text = "check,health\n";
  for (const Finding& finding : check_lake(place, folder))
    text += fmt::format("{},{}\n", finding.check, name_of(finding.health));
  for (const Finding& finding : check_machine(place))
    text += fmt::format("{},{}\n", finding.check, name_of(finding.health));
  return text;
}

// Members whose values are numbers or words of this program.
Json redacted_report(const Json& report) {
  Json kept = Json::object();
  for (const auto& [name, value] : *report.if_object()) {
    if (name != "name" && name != "writer" && name != "why") kept.add(name, value);
  }
  return kept;
}

// Numbers as they are; of texts only whether they were set.
std::string redacted_options(const Options& options) {
  const std::string all = options_text(options);
  std::string kept;
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const size_t colon = line.find(": ");
    const bool is_number =
        colon != std::string_view::npos &&
        line.find_first_not_of("0123456789", colon + 2) == std::string_view::npos;
    kept += is_number || colon == std::string_view::npos
                ? std::string(line)
                : std::string(line.substr(0, colon)) + ": (set)";
    kept += '\n';
  }
  return kept;
}

Result<std::string> log_tail(Env& env, const std::string& path) {
  const std::unique_ptr<RandomFile> file = TRY(env.open_file(path));
  const uint64_t size = file->size();
  std::string tail(std::min<uint64_t>(size, kLogBytes), '\0');
  tail.resize(TRY(file->read(size - tail.size(), tail)));
  if (size > kLogBytes) tail.erase(0, tail.find('\n') + 1);
  return redacted_log(tail);
}

}  // namespace

std::string redacted_log(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    std::string safe;
    if (line.starts_with("time=")) safe = redacted_logfmt(line);
    if (line.starts_with("{\"time\":")) safe = redacted_json(line);
    if (!safe.empty()) kept.append(safe).append("\n");
  }
  return kept;
}

Result<std::string> make_support_bundle(CommandContext& context,
                                        const SupportBundleArguments& arguments) {
  TarGz bundle(context.clock.now());
  const std::string& folder = arguments.folder;
  const CheckupPlace place{context.env, context.clock, context.options};
  bundle.add("versions.txt", fmt::format("telltale {}\n", context.version));
  bundle.add("options.yaml", redacted_options(context.options));
  bundle.add("checks.csv", verdicts(place, folder));
  const Result<OpenLake> lake = open_lake(context.env, folder);
  if (lake.ok()) {
    const Json report = TRY(lake_report({context.env, context.clock, context.options}, folder));
    bundle.add("status.json", redacted_report(report).dump(2) + "\n");
    bundle.add("commits.csv", commit_headers(context.env, lake.value()));
    bundle.add("files.csv", files_by_table(lake.value().view));
  }
  if (arguments.server.is_set()) {
    const std::unique_ptr<HttpClient> client = TRY(HttpClient::open(arguments.server));
    bundle.add("metrics.txt", TRY(client->send({"/metrics", {}, {}, {}, false})));
  }
  if (!arguments.log.empty()) bundle.add("log.txt", TRY(log_tail(context.env, arguments.log)));
  return bundle.finish();
}

}  // namespace telltale
