// The commands that copy a lake and look at its formats, as app/commands.h has those about one.
#pragma once

#include <string>

#include "app/command_context.h"

namespace telltale {

struct BackupArguments {
  std::string folder;
  std::string to;
};
Result<int> run_backup(CommandContext& context, const BackupArguments& arguments);

struct RestoreArguments {
  std::string from;
  std::string to;
  bool verify = false;  // in full
};
Result<int> run_restore(CommandContext& context, const RestoreArguments& arguments);

struct UpgradeArguments {
  std::string folder;
  bool check = false;
  bool rollback = false;
};
Result<int> run_upgrade(CommandContext& context, const UpgradeArguments& arguments);

}  // namespace telltale
