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
enum class Table : uint8_t {
  kRaw,
  kDeviceMetrics,
  kAnomalies,
  kLedger,
  kSuperseded,  // rows of the ledger that a later commit replaced by others
  kRollupsHour,
  kRollupsMinute,
};
constexpr int kTableCount = 7;
std::string_view name_of(Table table);
std::optional<Table> table_named(std::string_view name);

// Least and most of something over the rows of a file, inclusive.
template <typename T>
struct RangeOf {
  T least{};
  T most{};
  bool has(const T& value) const { return least <= value && value <= most; }
  bool operator==(const RangeOf&) const = default;
};

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
  // When its rows were received, and where the records they are of are; nothing: not known.
  std::optional<RangeOf<int64_t>> received;
  std::optional<RangeOf<Position>> positions;
  // Of rows that say which commit brought them; nothing: all are of the commit that adds the file.
  std::optional<RangeOf<CommitId>> commits;
  // Of sums: files that say the same have the same columns. 0: it does not say.
  uint32_t columns = 0;
  // How often its rows went from many files into fewer. Facts are sorted from 1 on.
  uint32_t level = 0;

  bool has_times() const { return time_min <= time_max; }
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

// Why a part changes the lake.
enum class PartKind : uint8_t {
  kIngest,      // records were taken
  kCompaction,  // the same rows in other files
  kRetention,   // rows whose time is over leave
  kRedrive,     // rejects were taken again
  kRollup,      // rows of some commits were summed
  kTakeover,    // nothing but this: who wrote before may not any more
};
constexpr int kPartKindCount = 6;
std::string_view name_of(PartKind kind);
std::optional<PartKind> part_kind_named(std::string_view name);

// Of a rollup: the table now sums the readings of the commits after `after` up to `to`, too.
struct RolledUp {
  Table table = Table::kRollupsHour;
  CommitId after{0};
  CommitId to{0};
  bool operator==(const RolledUp&) const = default;
};

// Of a redrive: the control record that ordered it, and which of its positions, by their place in
// it, this part is about.
struct RedriveProgress {
  Offset control = 0;
  uint64_t from = 0;
  uint64_t to = 0;
  bool is_complete = false;
  bool operator==(const RedriveProgress&) const = default;
};

// What the rows of a retention that left were; nothing of a time: not every row had one.
struct RowBounds {
  std::optional<RangeOf<int64_t>> times;
  std::optional<RangeOf<int64_t>> received;
  bool operator==(const RowBounds&) const = default;
};

// What one writer contributes.
struct CommitPart {
  PartKind kind = PartKind::kIngest;
  uint64_t owner_epoch = 0;
  Offset control_to = 0;  // computed under the control log up to here
  std::vector<CommittedTurn> turns;
  std::vector<FileEntry> added;
  std::vector<std::string> removed;
  Books books;
  RowDigest rows;
  // What earlier parts said of records whose disposition this one changes, and of rows that leave.
  Books taken_back;
  RowDigest rows_taken_back;
  std::optional<RolledUp> rolled_up;
  std::optional<RedriveProgress> redriven;
  std::optional<SnapshotEntry> snapshot;
  std::optional<RowBounds> left;  // of a retention; nothing: not more than its removed files say
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
