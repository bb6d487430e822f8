// Comparing a lake with what its clients were promised and what the model says must be in it.
#pragma once

#include <string>

#include "base/memory_env.h"
#include "tests/simulation/client.h"

namespace telltale::simulation {

// The first difference, as a sentence; empty: there is none.
std::string find_difference(MemoryEnv& env, const std::string& lake_folder, const Client& client);

}  // namespace telltale::simulation
