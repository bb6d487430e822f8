// `telltale serve`: lakes that take records over the network and answer about them.
#include "app/server.h"
#include "app/server_commands.h"

namespace telltale {

Result<int> run_serve(CommandContext& context, const ServeArguments& arguments) {
  return Server(context, arguments).run();
}

}  // namespace telltale
