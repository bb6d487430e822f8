#include "serve/key_store.h"

#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/env.h"

namespace telltale::serve {
namespace {

constexpr int kWaitMillis = 5'000;
constexpr int kVersion = 2;

constexpr const char* kTables = R"sql(
  CREATE TABLE lake (id TEXT NOT NULL) STRICT;
  CREATE TABLE keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL, ingest INTEGER NOT NULL,
    read INTEGER NOT NULL, admin INTEGER NOT NULL, sender TEXT NOT NULL, schema TEXT NOT NULL,
    created INTEGER NOT NULL, expires INTEGER, revoked INTEGER, used INTEGER,
    change INTEGER NOT NULL  -- of the write that added or revoked it: they ascend
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_by_change ON keys (change);
  CREATE INDEX keys_by_admin ON keys (admin) WHERE admin = 1;
)sql";

// What version 1 had not.
constexpr const char* kOperateColumn =
    "ALTER TABLE keys ADD COLUMN operate INTEGER NOT NULL DEFAULT 0";

constexpr const char* kColumns =
    "id, name, hash, ingest, read, admin, sender, schema, created, expires, revoked, used, operate";

Code code_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Code::kUnavailable;
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return Code::kExhausted;
    case SQLITE_CONSTRAINT:
      return Code::kExists;
    default:
      return Code::kCorrupt;
  }
}

// One statement with its values; none of its functions fails but `step`.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql) : database_(database) {
    const int code = ::sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr);
    is_ready_ = code == SQLITE_OK;
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { ::sqlite3_finalize(statement_); }

  void set(int at, int64_t value) { ::sqlite3_bind_int64(statement_, at, value); }
  void set(int at, std::string_view text) {
    const char* bytes = text.data() == nullptr ? "" : text.data();  // null would be no text
    ::sqlite3_bind_text(statement_, at, bytes, static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void set(int at, const Sha256Digest& digest) {
    ::sqlite3_bind_blob(statement_, at, digest.data(), static_cast<int>(digest.size()),
                        SQLITE_TRANSIENT);
  }
  void set(int at, const std::optional<Instant>& instant) {
    if (instant) set(at, micros(*instant));
  }

  // Goes to the next row; false: there is none.
  Result<bool> step() {
    const int code = is_ready_ ? ::sqlite3_step(statement_) : SQLITE_ERROR;
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return Status(
        code_of(::sqlite3_errcode(database_)),
        fmt::format("cannot use the keys of the lake: {}: path={}", ::sqlite3_errmsg(database_),
                    ::sqlite3_db_filename(database_, nullptr)));
  }
  // Does it, and is ready for other values.
  Status run() {
    const Result<bool> done = step();
    ::sqlite3_reset(statement_);
    ::sqlite3_clear_bindings(statement_);
    return done.status();
  }

  int64_t number(int at) { return ::sqlite3_column_int64(statement_, at); }
  bool flag(int at) { return number(at) != 0; }
  std::string text(int at) {
    const auto* bytes = static_cast<const char*>(::sqlite3_column_blob(statement_, at));
    return {bytes == nullptr ? "" : bytes,
            static_cast<size_t>(::sqlite3_column_bytes(statement_, at))};
  }
  std::optional<Instant> instant(int at) {
    if (::sqlite3_column_type(statement_, at) == SQLITE_NULL) return std::nullopt;
    return instant_of(number(at));
  }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  bool is_ready_ = false;
};

AccessKey read_row(Statement& row) {
  AccessKey key;
  key.id = row.text(0);
  key.name = row.text(1);
  const std::string hash = row.text(2);
  if (hash.size() == key.hash.size()) std::memcpy(key.hash.data(), hash.data(), hash.size());
  key.may_ingest = row.flag(3);
  key.may_read = row.flag(4);
  key.may_admin = row.flag(5);
  key.sender = row.text(6);
  key.schema = row.text(7);
  key.created = instant_of(row.number(8));
  key.expires = row.instant(9);
  key.revoked = row.instant(10);
  key.last_used = row.instant(11);
  key.may_operate = row.flag(12);
  return key;
}

Status cannot_make(const std::string& path) {
  return Status::unavailable(fmt::format(
      "cannot make the store of keys: {}: see to its folder: path={}", std::strerror(errno), path));
}

class SqliteKeyStore : public KeyStore {
 public:
  ~SqliteKeyStore() override { ::sqlite3_close_v2(database_); }

  Status open(const std::string& path, const Hash128& lake_id) {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    const int code = ::sqlite3_open_v2(path.c_str(), &database_, kFlags, nullptr);
    if (code != SQLITE_OK)
      return Status::unavailable(fmt::format("cannot open the keys of the lake: {}: path={}",
                                             ::sqlite3_errstr(code), path));
    ::sqlite3_busy_timeout(database_, kWaitMillis);
    // A revocation that was confirmed must hold after a power cut.
    TRY(execute("PRAGMA journal_mode = WAL"));
    TRY(execute("PRAGMA synchronous = FULL"));
    TRY(execute("PRAGMA trusted_schema = OFF"));
    return in_transaction([&] { return prepare(lake_id); });
  }

  Status add(std::span<const AccessKey> keys) override {
    const std::lock_guard lock(mutex_);
    return in_transaction([&] { return insert(keys); });
  }

  Status add_first_admin(const AccessKey& key) override {
    const std::lock_guard lock(mutex_);
    return in_transaction([&]() -> Status {
      if (TRY(find_admin(key.created)))
        return Status::exists("the lake has a key that may administer it");
      return insert({&key, 1});
    });
  }

  Result<bool> has_admin(Instant now) override {
    const std::lock_guard lock(mutex_);
    return find_admin(now);
  }

  Result<AccessKey> revoke(std::string_view id, Instant now) override {
    const std::lock_guard lock(mutex_);
    std::optional<AccessKey> key;
    TRY(in_transaction([&]() -> Status {
      Statement update(database_, fmt::format("UPDATE keys SET revoked = ?2, change = {} "
                                              "WHERE id = ?1 AND revoked IS NULL",
                                              TRY(next_change())));
      update.set(1, id);
      update.set(2, micros(now));
      TRY(update.run());
      key = TRY(find_key(id));
      return {};
    }));
    if (key) return *key;
    return Status::not_found(fmt::format("there is no key of that id: id={}", id));
  }

  Result<std::optional<AccessKey>> find(std::string_view id) override {
    const std::lock_guard lock(mutex_);
    return find_key(id);
  }

  Status list(std::string_view after, size_t most, const Take& take) override {
    const std::lock_guard lock(mutex_);
    Statement rows(database_,
                   fmt::format("SELECT {} FROM keys WHERE id > ?1 ORDER BY id LIMIT ?2", kColumns));
    rows.set(1, after);
    rows.set(2, static_cast<int64_t>(most));
    while (TRY(rows.step())) TRY(take(read_row(rows)));
    return {};
  }

  Status changes(int64_t& mark, const Take& take) override {
    const std::lock_guard lock(mutex_);
    int64_t newest = mark;
    Statement rows(database_,
                   fmt::format("SELECT {}, change FROM keys WHERE change > ?1", kColumns));
    rows.set(1, mark);
    while (TRY(rows.step())) {
      newest = std::max(newest, rows.number(13));
      TRY(take(read_row(rows)));
    }
    mark = newest;
    return {};
  }

  Status note_used(std::span<const Use> uses) override {
    const std::lock_guard lock(mutex_);
    return in_transaction([&]() -> Status {
      Statement update(database_, "UPDATE keys SET used = ?2 WHERE id = ?1");
      for (const auto& [id, when] : uses) {
        update.set(1, id);
        update.set(2, micros(when));
        TRY(update.run());
      }
      return {};
    });
  }

 private:
  Status execute(const char* sql) {
    Statement statement(database_, sql);
    return statement.step().status();
  }

  // Does all of it, or nothing.
  template <typename Act>
  Status in_transaction(Act act) {
    TRY(execute("BEGIN IMMEDIATE"));
    Status done = act();
    if (done.ok()) done = execute("COMMIT");
    if (!done.ok()) [[maybe_unused]]
      const Status undone = execute("ROLLBACK");
    return done;
  }

  // Makes the tables of a new store, or sees that those there are this lake's.
  Status prepare(const Hash128& lake_id) {
    Statement version(database_, "PRAGMA user_version");
    TRY(version.step());
    const int64_t found = version.number(0);
    if (found == 0) TRY(make_tables(lake_id));
    if (found < kVersion) {
      TRY(execute(kOperateColumn));
      TRY(execute("PRAGMA user_version = 2"));
    }
    if (found > kVersion)
      return Status::corrupt("cannot use the keys of the lake: another version wrote them");
    Statement lake(database_, "SELECT id FROM lake");
    if (!TRY(lake.step()) || lake.text(0) != lake_id.hex())
      return Status::corrupt("cannot use the keys of the lake: they are another lake's");
    return {};
  }

  Status make_tables(const Hash128& lake_id) {
    char* why = nullptr;
    const int code = ::sqlite3_exec(database_, kTables, nullptr, nullptr, &why);
    ::sqlite3_free(why);
    if (code != SQLITE_OK) return Status::internal("cannot make the tables of keys");
    Statement lake(database_, "INSERT INTO lake VALUES (?1)");
    lake.set(1, lake_id.hex());
    return lake.run();
  }

  Result<int64_t> next_change() {
    Statement newest(database_, "SELECT coalesce(max(change), 0) + 1 FROM keys");
    TRY(newest.step());
    return newest.number(0);
  }

  Status insert(std::span<const AccessKey> keys) {
    const int64_t change = TRY(next_change());
    Statement row(database_,
                  fmt::format("INSERT INTO keys ({}, change) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                              "?8, ?9, ?10, ?11, NULL, ?12, {})",
                              kColumns, change));
    for (const AccessKey& key : keys) {
      row.set(1, key.id);
      row.set(2, key.name);
      row.set(3, key.hash);
      row.set(4, int64_t{key.may_ingest});
      row.set(5, int64_t{key.may_read});
      row.set(6, int64_t{key.may_admin});
      row.set(7, key.sender);
      row.set(8, key.schema);
      row.set(9, micros(key.created));
      row.set(10, key.expires);
      row.set(11, key.revoked);
      row.set(12, int64_t{key.may_operate});
      TRY(row.run());
    }
    return {};
  }

  Result<bool> find_admin(Instant now) {
    Statement rows(database_,
                   "SELECT 1 FROM keys WHERE admin = 1 AND revoked IS NULL AND (expires IS NULL OR "
                   "expires > ?1) LIMIT 1");
    rows.set(1, micros(now));
    return rows.step();
  }

  Result<std::optional<AccessKey>> find_key(std::string_view id) {
    Statement rows(database_, fmt::format("SELECT {} FROM keys WHERE id = ?1", kColumns));
    rows.set(1, id);
    if (!TRY(rows.step())) return std::optional<AccessKey>();
    return std::optional(read_row(rows));
  }

  std::mutex mutex_;
  sqlite3* database_ = nullptr;
};

constexpr const char* kFolder = "_access";

std::string path_in(const std::string& lake_folder) {
  return join_path(join_path(lake_folder, kFolder), "access.db");
}

// The folder and the file, for their owner alone; what SQLite puts beside the file has its rights.
Status make_private(const std::string& folder, const std::string& path) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return cannot_make(folder);
  if (::chmod(folder.c_str(), 0700) != 0) return cannot_make(folder);
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return cannot_make(path);
  const bool is_private = ::fchmod(file, 0600) == 0;
  ::close(file);
  if (!is_private) return cannot_make(path);
  TRY(posix_env().sync_folder(folder));
  return posix_env().sync_folder(parent_path(folder));
}

using Database = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

Result<Database> open_database(const std::string& path) {
  sqlite3* opened = nullptr;
  int code = ::sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  Database database(opened, ::sqlite3_close_v2);
  ::sqlite3_busy_timeout(opened, kWaitMillis);
  if (code == SQLITE_OK) return database;
  return Status::unavailable(
      fmt::format("cannot open the keys of a lake: {}: path={}", ::sqlite3_errstr(code), path));
}

// Copies all of a database; who writes to it meanwhile does not show.
Status copy_database(const std::string& from, const std::string& to) {
  const Database source = TRY(open_database(from));
  const Database target = TRY(open_database(to));
  sqlite3_backup* copy = ::sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (copy != nullptr) ::sqlite3_backup_step(copy, -1);
  const int code =
      copy == nullptr ? ::sqlite3_errcode(target.get()) : ::sqlite3_backup_finish(copy);
  if (code == SQLITE_OK) return {};
  return {code_of(code),
          fmt::format("cannot copy the keys of the lake: {}: path={}", ::sqlite3_errstr(code), to)};
}

// Lets the whole file take the name of the one before; what is beside that one is of no use then.
Status replace_database(const std::string& whole, const std::string& path) {
  for (const char* ending : {"-wal", "-shm"}) {
    const Status removed = posix_env().remove_file(path + ending);
    if (!removed.ok() && removed.code() != Code::kNotFound) return removed;
  }
  if (::rename(whole.c_str(), path.c_str()) != 0) return cannot_make(path);
  return posix_env().sync_folder(parent_path(path));
}

}  // namespace

Status copy_keys(const std::string& from, const std::string& to) {
  if (!posix_env().stat(path_in(from)).ok()) return {};
  const std::string path = path_in(to);
  const std::string unfinished = path + ".part";
  for (const char* ending : {"", "-journal", "-wal", "-shm"})
    ::unlink((unfinished + ending).c_str());
  TRY(make_private(parent_path(path), unfinished));
  TRY(copy_database(path_in(from), unfinished));
  TRY(TRY(posix_env().extend_file(unfinished))->sync());
  return replace_database(unfinished, path);
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(const std::string& lake_folder,
                                                 const Hash128& lake_id) {
  const std::string path = path_in(lake_folder);
  TRY(make_private(parent_path(path), path));
  auto store = std::make_unique<SqliteKeyStore>();
  TRY(store->open(path, lake_id));
  return std::unique_ptr<KeyStore>(std::move(store));
}

}  // namespace telltale::serve
