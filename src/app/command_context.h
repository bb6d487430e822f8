// CommandContext: what every command works with, and how it ends.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "app/options.h"
#include "app/output.h"
#include "base/clock.h"
#include "base/env.h"

namespace telltale {

constexpr int kExitDone = 0;
constexpr int kExitCheckFailed = 1;
constexpr int kExitWrongUse = 2;
constexpr int kExitWorldFailed = 3;

// What every command works with.
struct CommandContext {
  Env& env;
  const Clock& clock;
  std::FILE* out;       // results
  std::FILE* messages;  // everything else
  OutputFormat format = OutputFormat::kTable;
  Options options;
  std::string config_file;  // they were read from it; empty: from none
  std::string_view version;
};

}  // namespace telltale
