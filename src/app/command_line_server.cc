// What can be said about servers.
#include <CLI/CLI.hpp>

#include "app/command_set.h"
#include "app/server_commands.h"

namespace telltale {
namespace {

void add_serve(CommandSet& set) {
  const auto arguments = std::make_shared<ServeArguments>();
  CLI::App* command = set.add("serve", "Take records over the network, and answer about them.",
                              "telltale serve --data plant --listen 127.0.0.1:8080",
                              action_of(arguments, run_serve));
  command
      ->add_option_function<std::vector<std::string>>(
          "--data",
          [arguments](const std::vector<std::string>& folders) {
            for (const std::string& folder : folders)
              arguments->folders.push_back(absolute_folder(folder));
          },
          "the lakes' folders; the first is meant when a request names none")
      ->required()
      ->type_name("DIR...");
  command->add_flag("--takeover", arguments->takes_over,
                    "cut off whoever writes to the lakes: a process that hangs, or another "
                    "machine's");
  command->add_option("--listen", arguments->listen, "where to be reached")
      ->type_name("ADDRESS:PORT")
      ->default_str(set.context().options.listen);
}

void add_keys_create(CommandSet& set, CLI::App& keys) {
  const auto arguments = std::make_shared<KeysCreateArguments>();
  CLI::App* command = set.add_to(
      keys,
      {"create", "Make a key, or one for each device of a list; each is shown once.",
       "telltale keys create --data plant --name backend --scope ingest,read --expires 90d\n"
       "  telltale keys create --data plant --devices devices.csv > keys.csv"},
      action_of(arguments, run_keys_create));
  serve::KeyWish& wish = arguments->wish;
  set.add_folder(command, arguments->folder);
  CLI::Option* name = command->add_option("--name", wish.name, "what people call it");
  CLI::Option* scopes = command->add_option("--scope", wish.scopes, "ingest, read, operate, admin");
  CLI::Option* device = command->add_option("--device", wish.device, "it writes as this device");
  CLI::Option* prefix =
      command->add_option("--prefix", wish.prefix, "it writes as devices that begin so");
  name->type_name("TEXT");
  scopes->type_name("LIST");
  device->type_name("ID");
  prefix->type_name("P")->excludes(device);
  command->add_option("--schema", wish.schema, "what its records are; default: the lake's")
      ->type_name("NAME");
  command->add_option("--expires", wish.expires, "90d, or a time; default: never")
      ->type_name("WHEN");
  command
      ->add_option("--devices", arguments->devices_file,
                   "a CSV of device[,name]: a key for each, written as device,key")
      ->type_name("FILE")
      ->excludes(name, scopes, device, prefix);
  set.add_format(command);
}

void add_keys(CommandSet& set) {
  CLI::App* keys = set.root().add_subcommand("keys", "Say who may ask a server, and for what.");
  keys->require_subcommand(1);
  add_keys_create(set, *keys);
  const auto folder = std::make_shared<std::string>();
  CLI::App* list = set.add_to(
      *keys,
      {"list", "Show the lake's keys, without their secrets.", "telltale keys list --data plant"},
      action_of(folder, run_keys_list));
  set.add_folder(list, *folder);
  set.add_format(list);
  const auto arguments = std::make_shared<KeysRevokeArguments>();
  CLI::App* revoke = set.add_to(
      *keys, {"revoke", "End a key, for good.", "telltale keys revoke --data plant 3fk9t2h7wq4m"},
      action_of(arguments, run_keys_revoke));
  set.add_folder(revoke, arguments->folder);
  revoke->add_option("ID", arguments->id, "the key's id: tt_ID_…")->required();
}

void add_user(CommandSet& set, CLI::App* command, UserArguments& arguments) {
  set.add_folder(command, arguments.folder);
  command->add_option("NAME", arguments.name, "who it is")->required();
}

void add_users_create(CommandSet& set, CLI::App& users) {
  const auto arguments = std::make_shared<UserArguments>();
  CLI::App* command =
      set.add_to(users,
                 {"create", "Make a user; the password is read from standard input.",
                  "telltale users create --data plant ada --role admin"},
                 action_of(arguments, run_users_create));
  add_user(set, command, *arguments);
  command->add_option("--role", arguments->role, "viewer, operator or admin")
      ->type_name("ROLE")
      ->required();
}

void add_users_change(CommandSet& set, CLI::App& users) {
  const auto arguments = std::make_shared<UserArguments>();
  CLI::App* command =
      set.add_to(users,
                 {"change", "Change what a user may, or how they sign in.",
                  "telltale users change --data plant ada --role operator\n"
                  "  telltale users change --data plant ada --password < new-password"},
                 action_of(arguments, run_users_change));
  add_user(set, command, *arguments);
  command->add_option("--role", arguments->role, "viewer, operator or admin")->type_name("ROLE");
  command->add_flag("--password", arguments->changes_password,
                    "read a new password from standard input");
  command->add_flag("--no-two-factor", arguments->drops_second_factor,
                    "let them in without a second factor, until they have a new one");
}

void add_users(CommandSet& set) {
  CLI::App* users = set.root().add_subcommand("users", "Say who may sign in to a server.");
  users->require_subcommand(1);
  add_users_create(set, *users);
  const auto folder = std::make_shared<std::string>();
  CLI::App* list =
      set.add_to(*users, {"list", "Show the lake's users.", "telltale users list --data plant"},
                 action_of(folder, run_users_list));
  set.add_folder(list, *folder);
  set.add_format(list);
  add_users_change(set, *users);
  const auto removed = std::make_shared<UserArguments>();
  CLI::App* remove = set.add_to(
      *users,
      {"remove", "Remove a user, whose sessions end.", "telltale users remove --data plant ada"},
      action_of(removed, run_users_remove));
  add_user(set, remove, *removed);
}

void add_status(CommandSet& set) {
  const auto arguments = std::make_shared<StatusArguments>();
  CLI::App* command =
      set.add("status", "Show on one screen what a lake is doing, and what is wrong.",
              "telltale status --server http://127.0.0.1:8080", action_of(arguments, run_status));
  set.add_lake(command, arguments->folder, arguments->server);
  set.add_format(command);
}

void add_doctor(CommandSet& set) {
  const auto arguments = std::make_shared<DoctorArguments>();
  CLI::App* command =
      set.add("doctor", "Look for what may be wrong with a lake and its machine; changes nothing.",
              "telltale doctor --data plant", action_of(arguments, run_doctor));
  command
      ->add_option_function<std::string>(
          "--data",
          [arguments](const std::string& path) { arguments->folder = absolute_folder(path); },
          "the lake's folder; without it only the machine is looked at")
      ->type_name("DIR");
  set.add_format(command);
}

void add_support_bundle(CommandSet& set) {
  const auto arguments = std::make_shared<SupportBundleArguments>();
  CLI::App* command =
      set.add("support-bundle",
              "Gather what somebody who helps needs to know: no records, devices or keys.",
              "telltale support-bundle --data plant --out plant.tar.gz",
              action_of(arguments, run_support_bundle));
  set.add_folder(command, arguments->folder);
  set.add_server(command, arguments->server, "a server whose metrics go in, too");
  command->add_option("--log", arguments->log, "a file with the server's log")->type_name("FILE");
  command->add_option("--out", arguments->out, "where it goes; must not be there")
      ->required()
      ->type_name("FILE.tar.gz");
}

void add_metrics(CommandSet& set) {
  const auto is_asked = std::make_shared<bool>(false);
  CLI::App* command =
      set.add("metrics", "Show what the server's metrics are.", "telltale metrics --reference",
              [is_asked](CommandContext& context) { return run_metrics_reference(context); });
  command->add_flag("--reference", *is_asked, "every metric with its kind, labels and meaning")
      ->required();
}

}  // namespace

void add_server_commands(CommandSet& set) {
  add_serve(set);
  add_keys(set);
  add_users(set);
  add_status(set);
  add_doctor(set);
  add_support_bundle(set);
  add_metrics(set);
}

}  // namespace telltale
