#include "serve/access_database.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/env.h"

namespace telltale::serve {
namespace {

constexpr int kWaitMillis = 5'000;

// What each version brought; the first makes what version 1 had.
constexpr std::array kVersions = {
    R"sql(
  CREATE TABLE lake (id TEXT NOT NULL) STRICT;
  CREATE TABLE keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL, ingest INTEGER NOT NULL,
    read INTEGER NOT NULL, admin INTEGER NOT NULL, sender TEXT NOT NULL, schema TEXT NOT NULL,
    created INTEGER NOT NULL, expires INTEGER, revoked INTEGER, used INTEGER,
    change INTEGER NOT NULL  -- of the write that added or revoked it: they ascend
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_by_change ON keys (change);
  CREATE INDEX keys_by_admin ON keys (admin) WHERE admin = 1;
)sql",
    "ALTER TABLE keys ADD COLUMN operate INTEGER NOT NULL DEFAULT 0",
    R"sql(
  ALTER TABLE keys ADD COLUMN user TEXT NOT NULL DEFAULT '';  -- whose session it is
  ALTER TABLE keys ADD COLUMN agent TEXT NOT NULL DEFAULT '';
  ALTER TABLE keys ADD COLUMN remote TEXT NOT NULL DEFAULT '';
  CREATE INDEX keys_by_user ON keys (user) WHERE user != '';
  CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, secret TEXT NOT NULL,
    new_secret TEXT NOT NULL, step INTEGER NOT NULL, created INTEGER NOT NULL, signed_in INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, by TEXT NOT NULL,
    origin TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL, detail TEXT NOT NULL
  ) STRICT;
)sql",
};

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

Status cannot_make(const std::string& path) {
  return Status::unavailable(fmt::format(
      "cannot make the store of keys: {}: see to its folder: path={}", std::strerror(errno), path));
}

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
      fmt::format("cannot open the access to a lake: {}: path={}", ::sqlite3_errstr(code), path));
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
  return {code_of(code), fmt::format("cannot copy the access to the lake: {}: path={}",
                                     ::sqlite3_errstr(code), to)};
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

AccessStatement::AccessStatement(sqlite3* database, const std::string& sql) : database_(database) {
  const int code = ::sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr);
  is_ready_ = code == SQLITE_OK;
}

AccessStatement::~AccessStatement() {
  ::sqlite3_finalize(statement_);
}

void AccessStatement::set(int at, int64_t value) {
  ::sqlite3_bind_int64(statement_, at, value);
}

void AccessStatement::set(int at, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();  // null would be no text
  ::sqlite3_bind_text(statement_, at, bytes, static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void AccessStatement::set(int at, const Sha256Digest& digest) {
  ::sqlite3_bind_blob(statement_, at, digest.data(), static_cast<int>(digest.size()),
                      SQLITE_TRANSIENT);
}

void AccessStatement::set(int at, const std::optional<Instant>& instant) {
  if (instant) set(at, micros(*instant));
}

Result<bool> AccessStatement::step() {
  const int code = is_ready_ ? ::sqlite3_step(statement_) : SQLITE_ERROR;
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Status(
      code_of(::sqlite3_errcode(database_)),
      fmt::format("cannot use the keys of the lake: {}: path={}", ::sqlite3_errmsg(database_),
                  ::sqlite3_db_filename(database_, nullptr)));
}

Status AccessStatement::run() {
  const Result<bool> done = step();
  ::sqlite3_reset(statement_);
  ::sqlite3_clear_bindings(statement_);
  return done.status();
}

int64_t AccessStatement::number(int at) {
  return ::sqlite3_column_int64(statement_, at);
}

std::string AccessStatement::text(int at) {
  const auto* bytes = static_cast<const char*>(::sqlite3_column_blob(statement_, at));
  return {bytes == nullptr ? "" : bytes,
          static_cast<size_t>(::sqlite3_column_bytes(statement_, at))};
}

std::optional<Instant> AccessStatement::instant(int at) {
  if (::sqlite3_column_type(statement_, at) == SQLITE_NULL) return std::nullopt;
  return instant_of(number(at));
}

AccessDatabase::~AccessDatabase() {
  ::sqlite3_close_v2(database_);
}

Result<std::unique_ptr<AccessDatabase>> AccessDatabase::open(const std::string& lake_folder,
                                                             const Hash128& lake_id) {
  const std::string path = path_in(lake_folder);
  TRY(make_private(parent_path(path), path));
  std::unique_ptr<AccessDatabase> database(new AccessDatabase());
  TRY(database->open_file(path, lake_id));
  return database;
}

Status AccessDatabase::open_file(const std::string& path, const Hash128& lake_id) {
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  const int code = ::sqlite3_open_v2(path.c_str(), &database_, kFlags, nullptr);
  if (code != SQLITE_OK)
    return Status::unavailable(
        fmt::format("cannot open the keys of the lake: {}: path={}", ::sqlite3_errstr(code), path));
  ::sqlite3_busy_timeout(database_, kWaitMillis);
  // A revocation that was confirmed must hold after a power cut.
  TRY(execute("PRAGMA journal_mode = WAL"));
  TRY(execute("PRAGMA synchronous = FULL"));
  TRY(execute("PRAGMA trusted_schema = OFF"));
  return in_transaction([&] { return prepare(lake_id); });
}

Status AccessDatabase::execute(const char* sql) {
  return statement(sql).step().status();
}

int64_t AccessDatabase::changed_rows() const {
  return ::sqlite3_changes64(database_);
}

// Makes the tables of a new store, or sees that those there are this lake's.
Status AccessDatabase::prepare(const Hash128& lake_id) {
  AccessStatement version = statement("PRAGMA user_version");
  TRY(version.step());
  const auto found = static_cast<size_t>(version.number(0));
  if (found > kVersions.size())
    return Status::corrupt("cannot use the keys of the lake: another version wrote them");
  TRY(migrate(found));
  if (found == 0) {
    AccessStatement lake = statement("INSERT INTO lake VALUES (?1)");
    lake.set(1, lake_id.hex());
    TRY(lake.run());
  }
  AccessStatement lake = statement("SELECT id FROM lake");
  if (!TRY(lake.step()) || lake.text(0) != lake_id.hex())
    return Status::corrupt("cannot use the keys of the lake: they are another lake's");
  return {};
}

Status AccessDatabase::migrate(size_t found) {
  if (found == kVersions.size()) return {};
  for (size_t i = found; i < kVersions.size(); ++i) {
    if (::sqlite3_exec(database_, kVersions[i], nullptr, nullptr, nullptr) != SQLITE_OK)
      return Status(code_of(::sqlite3_errcode(database_)),
                    fmt::format("cannot make the tables of keys: {}", ::sqlite3_errmsg(database_)));
  }
  return execute(fmt::format("PRAGMA user_version = {}", kVersions.size()).c_str());
}

Status copy_access(const std::string& from, const std::string& to) {
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

}  // namespace telltale::serve
