// The logs of a journal: one for each schema, format and header in which requests come. The digest
// of such a log is a name that says which journal it is of.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "journal/catalog.h"

namespace telltale {

// Number of a journal in its lake, from 1; each owner that could not wait for the one before has
// its own.
using JournalNumber = uint32_t;

// The folder of a journal below the lake's folder.
std::string journal_folder(const std::string& lake_folder, JournalNumber journal);

// The journal the log is of; 0: it is of none.
JournalNumber journal_of(const LogInfo& log);

// What tells the logs of one journal apart.
struct JournalLogKey {
  std::string schema;
  uint32_t schema_version = 0;
  RecordFormat format = RecordFormat::kJson;
  std::string csv_header;
  auto operator<=>(const JournalLogKey&) const = default;
};
// The control record that opens a log of the journal.
LogOpened journal_log(const Catalog& catalog, JournalNumber journal, const JournalLogKey& key);

std::map<JournalLogKey, LogId> logs_of_journal(const Catalog& catalog, JournalNumber journal);

}  // namespace telltale
