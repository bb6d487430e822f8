// Snapshots: the state of all key groups after a commit, as a file, so that a start need not read
// the whole history. A program that knows another version of it computes the state from the
// records, which takes longer and gives the same.
//
//   "TTSTATE1" · state version u32 · for each key group: bytes u64, then the bytes
#pragma once

#include <string>

#include "pipeline/commit.h"
#include "pipeline/key_group.h"
#include "store/lake_files.h"

namespace telltale {

// Raised with every change to what any stage keeps. Version 1 knew nothing of arrivals, of which
// nothing is learned before the first tick.
constexpr uint32_t kStateVersion = 2;
constexpr uint32_t kStateVersionOldest = 1;

// Writes one, durable when this returns.
Result<SnapshotEntry> write_snapshot(Env& env, const std::string& lake_folder,
                                     const KeyGroups& groups);

// Replaces the groups' state. kCorrupt: the bytes are damaged. kInvalid: another version wrote it.
Status read_snapshot(Env& env, const std::string& lake_folder, const SnapshotEntry& snapshot,
                     KeyGroups& groups);

}  // namespace telltale
