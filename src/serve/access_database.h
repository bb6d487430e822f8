// AccessDatabase: who may use a lake, on disk: `_access/access.db` below the lake's folder, which
// nobody but the owner of the files may read. Several processes may have it open: each write is one
// durable transaction, and what others write is seen by the next look. The stores of keys and users
// and the audit trail are views of it; it is one connection, for one thread at a time (`lock`).
// kUnavailable: another process writes for longer than it is waited for; kCorrupt: it is damaged,
// or another lake's.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/instant.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace telltale::serve {

// One statement with its values; none of its functions fails but `step`.
class AccessStatement {
 public:
  AccessStatement(sqlite3* database, const std::string& sql);
  AccessStatement(const AccessStatement&) = delete;
  AccessStatement& operator=(const AccessStatement&) = delete;
  ~AccessStatement();

  void set(int at, int64_t value);
  void set(int at, std::string_view text);
  void set(int at, const Sha256Digest& digest);
  void set(int at, const std::optional<Instant>& instant);

  // Goes to the next row; false: there is none.
  Result<bool> step();
  // Does it, and is ready for other values.
  Status run();

  int64_t number(int at);
  bool flag(int at) { return number(at) != 0; }
  std::string text(int at);
  std::optional<Instant> instant(int at);

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  bool is_ready_ = false;
};

class AccessDatabase {
 public:
  // Makes what is missing, and brings what an older version wrote to what is used here.
  static Result<std::unique_ptr<AccessDatabase>> open(const std::string& lake_folder,
                                                      const Hash128& lake_id);
  AccessDatabase(const AccessDatabase&) = delete;
  AccessDatabase& operator=(const AccessDatabase&) = delete;
  ~AccessDatabase();

  [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }
  // Below the lock.
  AccessStatement statement(const std::string& sql) { return {database_, sql}; }
  Status execute(const char* sql);
  // How many rows the last statement changed.
  int64_t changed_rows() const;

  // Does all of it, or nothing. Takes the lock.
  template <typename Act>
  Status in_transaction(Act act) {
    const auto held = lock();
    TRY(execute("BEGIN IMMEDIATE"));
    Status done = act();
    if (done.ok()) done = execute("COMMIT");
    if (!done.ok()) [[maybe_unused]]
      const Status undone = execute("ROLLBACK");
    return done;
  }

 private:
  AccessDatabase() = default;
  Status open_file(const std::string& path, const Hash128& lake_id);
  Status prepare(const Hash128& lake_id);
  Status migrate(size_t found);

  std::mutex mutex_;
  sqlite3* database_ = nullptr;
};

// Makes who may use one lake's folder, as it is at one moment, what is so for another's, durable.
// There may be nobody.
Status copy_access(const std::string& from, const std::string& to);

}  // namespace telltale::serve
