// What an operator should know of a lake, by what is known of it: each problem with a name for
// programs and a sentence for people. Pure.
#pragma once

#include <vector>

#include "app/disk_watch.h"
#include "serve/lake_status.h"

namespace telltale {

// The most important first; none: all is well.
std::vector<serve::LakeProblem> problems_of(const serve::LakeStatus& status, const DiskState& disk);

}  // namespace telltale
