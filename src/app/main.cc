#include <string_view>
#include <unistd.h>

#include "app/command_line.h"
#include "serve/query_child.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == telltale::serve::kQueryChildCommand) {
    telltale::serve::run_query_child();
    // At once: a confined process may do nothing more, not even what libraries do at their end.
    _exit(0);
  }
  return telltale::run_command_line(argc, argv);
}
