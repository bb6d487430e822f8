// Comparing a file of the lake with what the commit says of it.
#pragma once

#include "base/env.h"
#include "pipeline/commit.h"

namespace telltale {

// kCorrupt: the file is missing, or its length or digest differs; names it.
Status check_file(Env& env, const std::string& lake_folder, const FileEntry& file);
Status check_file_size(Env& env, const std::string& lake_folder, const FileEntry& file);

}  // namespace telltale
