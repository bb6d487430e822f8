#include "journal/journal_log.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/env.h"

namespace telltale {
namespace {

constexpr std::string_view kPrefix = "journal-";

std::string_view title_of(RecordFormat format) {
  constexpr std::array<std::string_view, 3> kTitles = {"JSON", "CSV", "ThingsBoard"};
  return kTitles[static_cast<size_t>(format)];
}

}  // namespace

std::string journal_folder(const std::string& lake_folder, JournalNumber journal) {
  return join_path(join_path(lake_folder, "_journal"), fmt::format("{:04}", journal));
}

LogOpened journal_log(const Catalog& catalog, JournalNumber journal, const JournalLogKey& key) {
  LogOpened record;
  record.number = static_cast<uint32_t>(catalog.next_log());
  record.digest = fmt::format("{}{:04}-{}", kPrefix, journal, record.number);
  record.name = fmt::format("journal {}: {} version {} as {}", journal, key.schema,
                            key.schema_version, title_of(key.format));
  record.schema = key.schema;
  record.schema_version = key.schema_version;
  record.format = key.format;
  record.csv_header = key.csv_header;
  record.clock = LogClock::kArrival;
  return record;
}

JournalNumber journal_of(const LogInfo& log) {
  std::string_view digest = log.digest;
  if (!digest.starts_with(kPrefix)) return 0;
  digest.remove_prefix(kPrefix.size());
  JournalNumber journal = 0;
  std::from_chars(digest.data(), digest.data() + digest.size(), journal);
  return journal;
}

std::map<JournalLogKey, LogId> logs_of_journal(const Catalog& catalog, JournalNumber journal) {
  std::map<JournalLogKey, LogId> logs;
  for (const auto& [id, info] : catalog.logs()) {
    if (journal_of(*info) != journal) continue;
    logs[{info->schema->name, info->schema->version, info->format, info->csv_header}] = id;
  }
  return logs;
}

}  // namespace telltale
