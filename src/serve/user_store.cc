#include "serve/user_store.h"

#include <fmt/format.h>

#include "serve/key_store.h"

namespace telltale::serve {
namespace {

constexpr const char* kColumns =
    "name, role, password, secret, new_secret, step, created, signed_in";

User read_row(AccessStatement& row) {
  User user;
  user.name = row.text(0);
  const Result<Role> role = role_named(row.text(1));
  user.role = role.ok() ? role.value() : Role::kViewer;  // what is not known may least
  user.password = row.text(2);
  user.secret = row.text(3);
  user.new_secret = row.text(4);
  user.step = row.number(5);
  user.created = instant_of(row.number(6));
  user.signed_in = row.instant(7);
  return user;
}

}  // namespace

Status UserStore::add(const User& user, const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    if (TRY(find_row(user.name)))
      return Status::exists("there is a user of that name: name=" + user.name);
    TRY(insert(user));
    return add_audit(database_, actor, user.created, {"user_made", user.name, name_of(user.role)});
  });
}

Status UserStore::add_first_admin(const User& user, const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    if (TRY(find_admin(database_, user.created)))
      return Status::exists("somebody may administer the lake already");
    if (TRY(find_row(user.name)))
      return Status::invalid("there is a user of that name: choose another: name=" + user.name);
    TRY(insert(user));
    return add_audit(database_, actor, user.created, {"set_up", user.name, name_of(user.role)});
  });
}

Result<std::optional<User>> UserStore::find(std::string_view name) {
  const auto held = database_.lock();
  return find_row(name);
}

Status UserStore::list(const std::function<void(const User& user)>& take) {
  const auto held = database_.lock();
  AccessStatement rows =
      database_.statement(fmt::format("SELECT {} FROM users ORDER BY name", kColumns));
  while (TRY(rows.step())) take(read_row(rows));
  return {};
}

Result<User> UserStore::change(std::string_view name, const UserChange& change, Instant now,
                               const Actor& actor) {
  std::optional<User> user;
  TRY(database_.in_transaction([&]() -> Status {
    TRY(existing(name));
    TRY(apply(name, change, now, actor));
    TRY(end_sessions(database_, name, change.keeps_session, now));
    TRY(see_admin(now));
    user = TRY(existing(name));
    return {};
  }));
  return *user;
}

Status UserStore::apply(std::string_view name, const UserChange& change, Instant now,
                        const Actor& actor) {
  const auto note = [&](std::string_view act, std::string_view detail) {
    return add_audit(database_, actor, now, {act, name, detail});
  };
  if (change.role) {
    TRY(set(name, "role", name_of(*change.role)));
    TRY(note("user_changed", name_of(*change.role)));
  }
  if (change.password) {
    TRY(set(name, "password", *change.password));
    TRY(note("password_changed", ""));
  }
  if (change.drops_second_factor) {
    TRY(set(name, "secret", ""));
    TRY(note("two_factor_off", ""));
  }
  return {};
}

Result<User> UserStore::remove(std::string_view name, Instant now, const Actor& actor) {
  std::optional<User> user;
  TRY(database_.in_transaction([&]() -> Status {
    user = TRY(existing(name));
    AccessStatement row = database_.statement("DELETE FROM users WHERE name = ?1");
    row.set(1, name);
    TRY(row.run());
    TRY(end_sessions(database_, name, "", now));
    TRY(see_admin(now));
    return add_audit(database_, actor, now, {"user_removed", name, name_of(user->role)});
  }));
  return *user;
}

Status UserStore::begin_second_factor(std::string_view name, std::string_view secret) {
  return database_.in_transaction([&] { return set(name, "new_secret", secret); });
}

Status UserStore::confirm_second_factor(std::string_view name, int64_t step, Instant now,
                                        const Actor& actor) {
  return database_.in_transaction([&]() -> Status {
    AccessStatement row = database_.statement(
        "UPDATE users SET secret = new_secret, new_secret = '', step = ?2 WHERE name = ?1 AND "
        "new_secret != ''");
    row.set(1, name);
    row.set(2, step);
    TRY(row.run());
    return add_audit(database_, actor, now, {"two_factor_on", name, ""});
  });
}

Result<bool> UserStore::note_signed_in(std::string_view name, std::optional<int64_t> step,
                                       Instant now) {
  bool is_noted = false;
  TRY(database_.in_transaction([&]() -> Status {
    AccessStatement row = database_.statement(
        "UPDATE users SET signed_in = ?3, step = max(step, ?2) WHERE name = ?1 AND (?2 = 0 OR step "
        "< ?2)");
    row.set(1, name);
    row.set(2, step.value_or(0));
    row.set(3, micros(now));
    TRY(row.run());
    is_noted = database_.changed_rows() == 1;
    return {};
  }));
  return is_noted;
}

Status UserStore::insert(const User& user) {
  AccessStatement row = database_.statement(
      fmt::format("INSERT INTO users ({}) VALUES (?1, ?2, ?3, '', '', 0, ?4, NULL)", kColumns));
  row.set(1, user.name);
  row.set(2, name_of(user.role));
  row.set(3, user.password);
  row.set(4, micros(user.created));
  return row.run();
}

Result<std::optional<User>> UserStore::find_row(std::string_view name) {
  AccessStatement rows =
      database_.statement(fmt::format("SELECT {} FROM users WHERE name = ?1", kColumns));
  rows.set(1, name);
  if (!TRY(rows.step())) return std::optional<User>();
  return std::optional(read_row(rows));
}

Result<User> UserStore::existing(std::string_view name) {
  std::optional<User> user = TRY(find_row(name));
  if (user) return *std::move(user);
  return Status::not_found("there is no user of that name");
}

Status UserStore::set(std::string_view name, const char* column, std::string_view value) {
  AccessStatement row =
      database_.statement(fmt::format("UPDATE users SET {} = ?2 WHERE name = ?1", column));
  row.set(1, name);
  row.set(2, value);
  return row.run();
}

Status UserStore::see_admin(Instant now) {
  if (TRY(find_admin(database_, now))) return {};
  return Status::exists("nobody could administer the lake then: make another administrator first");
}

}  // namespace telltale::serve
