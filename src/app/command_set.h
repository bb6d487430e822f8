// CommandSet: the commands that can be said, and what several of them take alike. The one that was
// said is run. One owner thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/command_context.h"
#include "app/http_client.h"

namespace CLI {
class App;
}

namespace telltale {

class CommandSet {
 public:
  using Action = std::function<Result<int>(CommandContext& context)>;
  struct Words {
    const char* name;
    const char* what;
    const char* example;
  };
  // Both must outlive it.
  CommandSet(CLI::App& root, CommandContext& context) : root_(root), context_(context) {}

  CLI::App* add(const char* name, const char* what, const char* example, Action action);
  CLI::App* add_to(CLI::App& parent, const Words& words, Action action);

  void add_format(CLI::App* command);
  // Paths are kept absolute, so that what is printed of them stays true anywhere.
  void add_folder(CLI::App* command, std::string& folder, const char* name = "--data");
  void add_server(CLI::App* command, ServerAddress& server, const char* what);
  // The lake's folder, or a server that has it.
  void add_lake(CLI::App* command, std::string& folder, ServerAddress& server);

  CLI::App& root() { return root_; }
  const CommandContext& context() const { return context_; }
  // Runs the command that was said.
  Result<int> run();

 private:
  CLI::App& root_;
  CommandContext& context_;
  Action action_;
  bool is_lake_missing_ = false;
};

std::string absolute_folder(const std::string& path);

// A command's arguments live as long as its action.
template <typename Arguments>
CommandSet::Action action_of(const std::shared_ptr<Arguments>& arguments,
                             Result<int> (*run)(CommandContext&, const Arguments&)) {
  return [arguments, run](CommandContext& context) { return run(context, *arguments); };
}

// The commands about servers: serving, who may ask, how it is.
void add_server_commands(CommandSet& set);
// The commands that copy a lake, and bring it to a newer format.
void add_copy_commands(CommandSet& set);

}  // namespace telltale
