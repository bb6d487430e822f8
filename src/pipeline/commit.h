// Commit: the entry of the lake's list that makes results true together. Plain data; how it is
// written is in store/commit_log.h. No identifier of a device or person appears in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/instant.h"
#include "telemetry/books.h"
#include "telemetry/position.h"
#include "telemetry/row_digest.h"

namespace telltale {

// Part of files: the names are folders or prefixes of paths.
enum class Table : uint8_t { kRaw, kDeviceMetrics, kAnomalies, kLedger };
constexpr int kTableCount = 4;
std::string_view name_of(Table table);
std::optional<Table> table_named(std::string_view name);

// A file of the lake, as a commit adds it.
struct FileEntry {
  Table table = Table::kRaw;
  std::string path;  // below the lake's folder
  // Of a ledger file, the one it holds; of facts, kStored; else kInFlight.
  Disposition disposition = Disposition::kInFlight;
  // The schema its columns follow; empty where they follow none.
  std::string schema;
  uint32_t schema_version = 0;
  uint64_t bytes = 0;
  Sha256Digest sha256{};
  uint64_t rows = 0;
  // Bounds over its rows, inclusive; a file without them (rejects) has time_min > time_max.
  int64_t time_min = 1;
  int64_t time_max = 0;
  uint32_t group_min = 0;
  uint32_t group_max = 0;

  bool operator==(const FileEntry&) const = default;
};

// Bytes of a log up to `raw_to` are in the lake; the rest up to `to` is still in the journal.
struct CommittedTurn {
  Turn turn;
  Offset raw_to = 0;
  bool operator==(const CommittedTurn&) const = default;
};

// The state of all key groups after the commit that names it.
struct SnapshotEntry {
  std::string path;
  uint64_t bytes = 0;
  Sha256Digest sha256{};
  bool operator==(const SnapshotEntry&) const = default;
};

// What one writer contributes.
struct CommitPart {
  uint64_t owner_epoch = 0;
  Offset control_to = 0;  // computed under the control log up to here
  std::vector<CommittedTurn> turns;
  std::vector<FileEntry> added;
  std::vector<std::string> removed;
  Books books;
  RowDigest rows;
  std::optional<SnapshotEntry> snapshot;
  bool operator==(const CommitPart&) const = default;
};

struct Commit {
  std::string lake;  // its id, in hex
  CommitId id{0};
  std::string previous;  // SHA-256 of the entry before, in hex; empty for the first
  Instant time;          // of the writer's clock: for people, never for order
  std::vector<CommitPart> parts;
  // Over this and all commits before.
  BooksPage books_total;
  RowDigest rows_total;
  bool operator==(const Commit&) const = default;
};

}  // namespace telltale
