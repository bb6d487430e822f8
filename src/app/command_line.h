// The program's command line: what can be said, with help and an example everywhere.
#pragma once

namespace telltale {

// Runs the command and returns its exit code.
int run_command_line(int argc, char** argv);

}  // namespace telltale
