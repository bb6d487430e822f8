// The commands about servers, as app/commands.h has those about lakes.
#pragma once

#include <string>
#include <vector>

#include "app/command_context.h"
#include "app/http_client.h"
#include "serve/access_key.h"

namespace telltale {

struct ServeArguments {
  std::vector<std::string> folders;  // of the lakes; the first is meant when none is named
  std::string listen;                // empty: as the options say
  bool takes_over = false;           // from whoever writes to the lakes
};
Result<int> run_serve(CommandContext& context, const ServeArguments& arguments);

struct KeysCreateArguments {
  std::string folder;
  serve::KeyWish wish;
  std::string devices_file;  // a key for each of its devices, instead of one
};
Result<int> run_keys_create(CommandContext& context, const KeysCreateArguments& arguments);

Result<int> run_keys_list(CommandContext& context, const std::string& folder);

struct KeysRevokeArguments {
  std::string folder;
  std::string id;
};
Result<int> run_keys_revoke(CommandContext& context, const KeysRevokeArguments& arguments);

struct UserArguments {
  std::string folder;
  std::string name;
  std::string role;  // empty: as it is
  bool changes_password = false;
  bool drops_second_factor = false;
};
Result<int> run_users_create(CommandContext& context, const UserArguments& arguments);
Result<int> run_users_list(CommandContext& context, const std::string& folder);
Result<int> run_users_change(CommandContext& context, const UserArguments& arguments);
Result<int> run_users_remove(CommandContext& context, const UserArguments& arguments);

struct StatusArguments {
  std::string folder;
  ServerAddress server;  // in place of a folder
};
Result<int> run_status(CommandContext& context, const StatusArguments& arguments);

struct DoctorArguments {
  std::string folder;  // empty: only the machine
};
Result<int> run_doctor(CommandContext& context, const DoctorArguments& arguments);

struct SupportBundleArguments {
  std::string folder;
  ServerAddress server;  // whose metrics go in, too; may be unset
  std::string log;       // a file that holds the server's log; may be empty
  std::string out;
};
Result<int> run_support_bundle(CommandContext& context, const SupportBundleArguments& arguments);

Result<int> run_metrics_reference(CommandContext& context);

}  // namespace telltale
