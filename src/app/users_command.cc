// `telltale users`: the people who may sign in to a lake, made and changed beside a running server
// or without one. Who lost the password of the only administrator gets in again by it.
#include <cstdio>

#include <fmt/format.h>

#include "app/command_line_actor.h"
#include "app/password_input.h"
#include "app/server_commands.h"
#include "serve/password.h"
#include "serve/user_store.h"
#include "store/lake.h"

namespace telltale {
namespace {

using serve::User;

struct OpenUsers {
  std::unique_ptr<serve::AccessDatabase> database;
  std::unique_ptr<serve::UserStore> store;
};

Result<OpenUsers> open_users(CommandContext& context, const std::string& folder) {
  const OpenLake lake = TRY(open_lake(context.env, folder));
  OpenUsers users;
  users.database = TRY(serve::AccessDatabase::open(folder, lake.control->lake()));
  users.store = std::make_unique<serve::UserStore>(*users.database);
  return users;
}

Result<std::string> read_hash(CommandContext& context, const std::string& user) {
  const std::string password = TRY(read_password(context.messages));
  TRY(serve::check_password(password, user));
  return serve::hash_password(password);
}

std::vector<Cell> cells_of(const User& user) {
  return {Cell::of(user.name), Cell::of(serve::name_of(user.role)),
          Cell::of(user.has_second_factor() ? "yes" : "no"), Cell::of(format_instant(user.created)),
          user.signed_in ? Cell::of(format_instant(*user.signed_in)) : Cell::null()};
}

}  // namespace

Result<int> run_users_create(CommandContext& context, const UserArguments& arguments) {
  const OpenUsers users = TRY(open_users(context, arguments.folder));
  User user;
  user.name = arguments.name;
  TRY(serve::check_user_name(user.name));
  user.role = TRY(serve::role_named(arguments.role));
  if (TRY(users.store->find(user.name)))
    return Status::exists("cannot make a user: there is one of that name: name=" + user.name);
  user.password = TRY(read_hash(context, user.name));
  user.created = context.clock.now();
  TRY(users.store->add(user, command_line_actor()));
  std::fprintf(context.messages, "telltale: made user %s, who may sign in as %s\n",
               user.name.c_str(), arguments.role.c_str());
  return kExitDone;
}

Result<int> run_users_list(CommandContext& context, const std::string& folder) {
  const OpenUsers users = TRY(open_users(context, folder));
  const std::unique_ptr<RowSink> output = make_output(context.format, context.out);
  TRY(output->begin({"name", "role", "two_factor", "created", "last_signed_in"}));
  Status shown;
  TRY(users.store->list([&](const User& user) {
    if (shown.ok()) shown = output->row(cells_of(user));
  }));
  TRY(shown);
  TRY(output->end());
  return kExitDone;
}

Result<int> run_users_change(CommandContext& context, const UserArguments& arguments) {
  const OpenUsers users = TRY(open_users(context, arguments.folder));
  serve::UserChange change;
  change.drops_second_factor = arguments.drops_second_factor;
  if (!arguments.role.empty()) change.role = TRY(serve::role_named(arguments.role));
  if (arguments.changes_password) change.password = TRY(read_hash(context, arguments.name));
  if (!change.role && !change.password && !change.drops_second_factor)
    return Status::invalid("cannot change a user: say what: --role, --password, --no-two-factor");
  TRY(users.store->change(arguments.name, change, context.clock.now(), command_line_actor()));
  std::fprintf(context.messages, "telltale: changed user %s, whose sessions end within a second\n",
               arguments.name.c_str());
  return kExitDone;
}

Result<int> run_users_remove(CommandContext& context, const UserArguments& arguments) {
  const OpenUsers users = TRY(open_users(context, arguments.folder));
  TRY(users.store->remove(arguments.name, context.clock.now(), command_line_actor()));
  std::fprintf(context.messages, "telltale: removed user %s, whose sessions end within a second\n",
               arguments.name.c_str());
  return kExitDone;
}

}  // namespace telltale
