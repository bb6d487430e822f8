// `telltale serve`: lakes that take records over the network and answer about them.
#include "app/commands.h"
#include "app/server.h"

namespace telltale {

Result<int> run_serve(CommandContext& context, const ServeArguments& arguments) {
  return Server(context, arguments).run();
}

}  // namespace telltale
