// Lease: how a reader in another process says which commit it reads, so that files this commit
// shows are not swept: `_leases/<random>` holds the commit's number and is locked for as long as
// the reader lives, which the operating system sees to. One that nobody locks is of a dead process
// and does not count. A reader that may not write to the lake reads without: what it sees stays for
// the grace period of the sweep.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/env.h"
#include "telemetry/position.h"

namespace telltale {

class Lease {
 public:
  // Null: the lake's folder cannot be written.
  static std::unique_ptr<Lease> take(Env& env, const std::string& lake_folder, CommitId commit);
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

 private:
  Lease(Env& env, std::string path, std::unique_ptr<FileLock> lock)
      : env_(env), path_(std::move(path)), lock_(std::move(lock)) {}

  Env& env_;
  const std::string path_;
  std::unique_ptr<FileLock> lock_;
};

// The oldest commit under lease; nothing: none is. Removes leases of the dead.
Result<std::optional<CommitId>> oldest_lease(Env& env, const std::string& lake_folder);

}  // namespace telltale
