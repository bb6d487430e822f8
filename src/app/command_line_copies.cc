// What can be said about copies of a lake and its formats.
#include <CLI/CLI.hpp>

#include "app/command_set.h"
#include "app/copy_commands.h"

namespace telltale {
namespace {

void add_path(CLI::App* command, const char* name, std::string& path, const char* what) {
  command
      ->add_option_function<std::string>(
          name, [&path](const std::string& said) { path = absolute_folder(said); }, what)
      ->required()
      ->type_name("DIR");
}

void add_backup(CommandSet& set) {
  const auto arguments = std::make_shared<BackupArguments>();
  CLI::App* command = set.add(
      "backup",
      "Copy a lake as of its newest commit, also while it is written to; again: what is "
      "new.",
      "telltale backup --data plant --to /mnt/disk/plant", action_of(arguments, run_backup));
  set.add_folder(command, arguments->folder);
  add_path(command, "--to", arguments->to, "where the backup is, or will be: a lake itself");
  set.add_format(command);
}

void add_restore(CommandSet& set) {
  const auto arguments = std::make_shared<RestoreArguments>();
  CLI::App* command = set.add(
      "restore",
      "Make a lake of a backup. Records that were acknowledged and in no commit yet are in its "
      "journal: `serve` takes them.",
      "telltale restore --from /mnt/disk/plant --to plant --verify",
      action_of(arguments, run_restore));
  add_path(command, "--from", arguments->from, "the backup");
  add_path(command, "--to", arguments->to, "the lake's folder, which is missing or empty");
  command->add_flag("--verify", arguments->verify,
                    "compute everything again as `verify` does, not only take a quick look");
  set.add_format(command);
}

void add_upgrade(CommandSet& set) {
  const auto arguments = std::make_shared<UpgradeArguments>();
  CLI::App* command =
      set.add("upgrade", "Bring a lake to the newest format of its files.",
              "telltale upgrade --data plant --check", action_of(arguments, run_upgrade));
  set.add_folder(command, arguments->folder);
  CLI::Option* check =
      command->add_flag("--check", arguments->check, "only tell which formats it has");
  command->add_flag("--rollback", arguments->rollback, "undo what an upgrade changed last")
      ->excludes(check);
  set.add_format(command);
}

}  // namespace

void add_copy_commands(CommandSet& set) {
  add_backup(set);
  add_restore(set);
  add_upgrade(set);
}

}  // namespace telltale
