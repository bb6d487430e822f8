#include "serve/key_store.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace telltale::serve {
namespace {

constexpr const char* kColumns =
    "id, name, hash, ingest, read, admin, sender, schema, created, expires, revoked, used, "
    "operate, user, agent, remote";
constexpr int kColumnCount = 16;
constexpr Duration kSessionsForgotten = std::chrono::hours(30 * 24);

AccessKey read_row(AccessStatement& row) {
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
  key.user = row.text(13);
  key.agent = row.text(14);
  key.remote = row.text(15);
  return key;
}

void bind_row(AccessStatement& row, const AccessKey& key) {
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
  row.set(13, int64_t{key.may_operate});
  row.set(14, key.user);
  row.set(15, key.agent);
  row.set(16, key.remote);
}

Result<int64_t> next_change(AccessDatabase& database) {
  AccessStatement newest = database.statement("SELECT coalesce(max(change), 0) + 1 FROM keys");
  TRY(newest.step());
  return newest.number(0);
}

Status not_found(std::string_view what, std::string_view id) {
  return Status::not_found(fmt::format("there is no {} of that id: id={}", what, id));
}

// Says in the row that it counts no more; one that did not count before stays as it was.
Status mark_revoked(AccessDatabase& database, std::string_view id, Instant now) {
  AccessStatement update = database.statement(
      fmt::format("UPDATE keys SET revoked = ?2, change = {} WHERE id = ?1 AND revoked IS NULL",
                  TRY(next_change(database))));
  update.set(1, id);
  update.set(2, micros(now));
  return update.run();
}

Status forget_sessions(AccessDatabase& database, Instant now) {
  AccessStatement old = database.statement("DELETE FROM keys WHERE user != '' AND expires < ?1");
  old.set(1, micros(now - kSessionsForgotten));
  return old.run();
}

}  // namespace

Status KeyStore::add(std::span<const AccessKey> keys, const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    TRY(insert(keys));
    for (const AccessKey& key : keys) {
      const std::string detail = fmt::format("{} ({})", key.name, scopes_text(key));
      TRY(add_audit(database_, actor, key.created, {"key_made", key.id, detail}));
    }
    return {};
  });
}

Status KeyStore::add_first_admin(const AccessKey& key, const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    if (TRY(find_admin(database_, key.created)))
      return Status::exists("somebody may administer the lake already");
    TRY(insert({&key, 1}));
    return add_audit(database_, actor, key.created, {"set_up", key.id, key.name});
  });
}

Result<bool> KeyStore::has_admin(Instant now) {
  const auto held = database_.lock();
  return find_admin(database_, now);
}

Result<AccessKey> KeyStore::revoke(std::string_view id, Instant now, const Actor& actor) {
  std::optional<AccessKey> key;
  TRY(database_.in_transaction([&]() -> Status {
    key = TRY(find_row(id, false));
    if (!key) return not_found("key", id);
    if (key->revoked) return {};
    TRY(mark_revoked(database_, id, now));
    key->revoked = now;
    return add_audit(database_, actor, now, {"key_revoked", id, key->name});
  }));
  return *key;
}

Status KeyStore::add_session(const AccessKey& session, const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    TRY(insert({&session, 1}));
    TRY(forget_sessions(database_, session.created));
    return add_audit(database_, actor, session.created, {"signed_in", session.user, session.agent});
  });
}

Result<AccessKey> KeyStore::end_session(const SessionEnd& end, Instant now, const Actor& actor) {
  std::optional<AccessKey> session;
  TRY(database_.in_transaction([&]() -> Status {
    session = TRY(find_row(end.id, true));
    const bool is_there = session && session->counts_at(now);
    if (!is_there || (!end.user.empty() && session->user != end.user))
      return not_found("session", end.id);
    TRY(mark_revoked(database_, end.id, now));
    session->revoked = now;
    return add_audit(database_, actor, now, {end.act, session->user, end.id});
  }));
  return *session;
}

Result<std::optional<AccessKey>> KeyStore::find(std::string_view id) {
  const auto held = database_.lock();
  return find_row(id, false);
}

Status KeyStore::list(std::string_view after, size_t most, const Take& take) {
  const auto held = database_.lock();
  AccessStatement rows = database_.statement(fmt::format(
      "SELECT {} FROM keys WHERE id > ?1 AND user = '' ORDER BY id LIMIT ?2", kColumns));
  rows.set(1, after);
  rows.set(2, static_cast<int64_t>(most));
  while (TRY(rows.step())) TRY(take(read_row(rows)));
  return {};
}

Status KeyStore::list_sessions(std::string_view user, Instant now, const Take& take) {
  const auto held = database_.lock();
  AccessStatement rows = database_.statement(
      fmt::format("SELECT {} FROM keys WHERE user != '' AND (?1 = '' OR user = ?1) AND revoked IS "
                  "NULL AND expires > ?2 ORDER BY id",
                  kColumns));
  rows.set(1, user);
  rows.set(2, micros(now));
  while (TRY(rows.step())) TRY(take(read_row(rows)));
  return {};
}

Status KeyStore::changes(int64_t& mark, const Take& take) {
  const auto held = database_.lock();
  int64_t newest = mark;
  AccessStatement rows =
      database_.statement(fmt::format("SELECT {}, change FROM keys WHERE change > ?1", kColumns));
  rows.set(1, mark);
  while (TRY(rows.step())) {
    newest = std::max(newest, rows.number(kColumnCount));
    TRY(take(read_row(rows)));
  }
  mark = newest;
  return {};
}

Status KeyStore::note_used(std::span<const Use> uses) {
  return database_.in_transaction([&]() -> Status {
    AccessStatement update = database_.statement("UPDATE keys SET used = ?2 WHERE id = ?1");
    for (const auto& [id, when] : uses) {
      update.set(1, id);
      update.set(2, micros(when));
      TRY(update.run());
    }
    return {};
  });
}

Status KeyStore::insert(std::span<const AccessKey> keys) {
  const int64_t change = TRY(next_change(database_));
  AccessStatement row = database_.statement(
      fmt::format("INSERT INTO keys ({}, change) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                  "?11, ?12, ?13, ?14, ?15, ?16, {})",
                  kColumns, change));
  for (const AccessKey& key : keys) {
    bind_row(row, key);
    TRY(row.run());
  }
  return {};
}

Result<std::optional<AccessKey>> KeyStore::find_row(std::string_view id, bool is_session) {
  AccessStatement rows = database_.statement(
      fmt::format("SELECT {} FROM keys WHERE id = ?1 AND (user != '') = ?2", kColumns));
  rows.set(1, id);
  rows.set(2, int64_t{is_session});
  if (!TRY(rows.step())) return std::optional<AccessKey>();
  return std::optional(read_row(rows));
}

Result<bool> find_admin(AccessDatabase& database, Instant now) {
  AccessStatement rows = database.statement(
      "SELECT 1 FROM keys WHERE admin = 1 AND user = '' AND revoked IS NULL AND (expires IS NULL "
      "OR expires > ?1) UNION ALL SELECT 1 FROM users WHERE role = 'admin' LIMIT 1");
  rows.set(1, micros(now));
  return rows.step();
}

Status end_sessions(AccessDatabase& database, std::string_view user, std::string_view but_id,
                    Instant now) {
  AccessStatement update = database.statement(
      fmt::format("UPDATE keys SET revoked = ?3, change = {} WHERE user = ?1 AND id != ?2 AND "
                  "user != '' AND revoked IS NULL",
                  TRY(next_change(database))));
  update.set(1, user);
  update.set(2, but_id);
  update.set(3, micros(now));
  return update.run();
}

}  // namespace telltale::serve
